import type { Action } from '../../session/actions.ts';
import { runScreen } from '../../session/stack.ts';
import type { WizardStore } from '../../ui/render.tsx';

/** A write that has left is waited for at most so long. */
const WRITE_WAIT_MS = 10_000;

const leaveAsked: Action = { type: 'leave.asked' };

export type Leaving = {
  /** Ctrl+C, also the second one, which abandons a write. */
  readonly byPerson: () => void;
  /** SIGTERM, SIGHUP and a vanished terminal: nobody is there to ask twice, and a repetition means nothing. */
  readonly forGood: () => void;
  readonly release: () => void;
};

/**
 * What the ways out of the wizard have in common: as soon as leaving waits for a write, the terminal is given back
 * (`restore`) and one line says so, unless nobody is there to read it.
 */
export function leaving(
  store: WizardStore,
  outside: { readonly restore: () => void; readonly say: (line: string) => void },
): Leaving {
  let isPersonThere = true;
  const leave = (): void => store.dispatch(leaveAsked);
  const unsubscribe = store.subscribe(() => {
    if (store.current().leaving !== 'afterWrite') return;
    unsubscribe();
    outside.restore();
    if (isPersonThere) {
      outside.say(
        'A write is under way; leaving as soon as it is answered, in 10 seconds at the latest. Ctrl+C again abandons it.',
      );
    }
    setTimeout(leave, WRITE_WAIT_MS).unref();
  });
  const forGood = (): void => {
    if (store.current().leaving !== undefined) return;
    isPersonThere = false;
    leave();
  };
  process.on('SIGINT', leave).on('SIGTERM', forGood).on('SIGHUP', forGood);
  return {
    byPerson: leave,
    forGood,
    release: () => {
      unsubscribe();
      process.off('SIGINT', leave).off('SIGTERM', forGood).off('SIGHUP', forGood);
    },
  };
}

/** The write whose answer is still awaited, in words; undefined when there is none. */
export const writeUnderWay = (store: WizardStore): string | undefined =>
  runScreen(store.current())?.record?.evidence.writeUnderWay;
