import type { Member } from '../../src/engine/port.ts';
import type { RunEvent, RunFact } from '../../src/engine/run/events.ts';
import type { Hit } from '../../src/search/answer.ts';
import type { Action, Intent } from '../../src/session/actions.ts';
import type { Effect } from '../../src/session/effects.ts';
import type { Screen, Wizard } from '../../src/session/state.ts';
import { startWizard, update } from '../../src/session/update.ts';
import { startOfRun } from '../support/records.ts';
import { found, hit, workspace } from '../support/wizards.ts';

/** A wizard that is driven by actions and remembers what it wanted done outside. */
export type Session = {
  readonly does: (...actions: readonly Action[]) => Session;
  readonly types: (text: string) => Session;
  readonly wizard: () => Wizard;
  /** The screen, which must be of that kind. */
  readonly screen: <At extends Screen['at']>(at: At) => Extract<Screen, { readonly at: At }>;
  /** Everything wanted since the last look. */
  readonly wanted: () => readonly Effect[];
  /** Answers the question that is open with these hits. */
  readonly answers: (query: string, ...hits: readonly Hit[]) => Session;
  /** Events of the run that was started last. */
  readonly happens: (...facts: readonly RunFact[]) => Session;
};

export const enter: Intent = { type: 'row.accepted' };
export const esc: Intent = { type: 'went.back' };
export const tab: Intent = { type: 'tab.switched' };
export const space: Intent = { type: 'member.toggled' };
export const ctrlC: Intent = { type: 'leave.asked' };
export const down: Intent = { type: 'cursor.moved', by: 1 };
export const up: Intent = { type: 'cursor.moved', by: -1 };

function atScreen<At extends Screen['at']>(screen: Screen, at: At): Extract<Screen, { readonly at: At }> {
  const isIt = (one: Screen): one is Extract<Screen, { readonly at: At }> => one.at === at;
  if (!isIt(screen)) throw new Error(`the wizard is at ${screen.at}, not at ${at}`);
  return screen;
}

export function openSession(from: Wizard = startWizard(workspace())): Session {
  let wizard = from;
  let effects: Effect[] = [];
  let lastTurn = 0;
  let seq = 0;
  const session: Session = {
    does: (...actions) => {
      for (const action of actions) {
        const [next, ...wanted] = update(wizard, action);
        wizard = next;
        effects.push(...wanted);
        for (const effect of wanted) {
          if (effect.do !== 'run') continue;
          lastTurn = effect.turn;
          seq = 0;
        }
      }
      return session;
    },
    types: (text) =>
      session.does(...[...text].map((letter): Action => ({ type: 'text.typed', text: letter }))),
    wizard: () => wizard,
    screen: (at) => atScreen(wizard.screen, at),
    wanted: () => {
      const all = effects;
      effects = [];
      return all;
    },
    answers: (query, ...hits) =>
      session.does({ type: 'hits.arrived', turn: wizard.turn, hits: found(hits, query) }),
    happens: (...facts) =>
      session.does(
        ...facts.map((fact): Action => {
          const event: RunEvent = { ...fact, seq, at: new Date(startOfRun + seq).toISOString() };
          seq += 1;
          return { type: 'run.progressed', turn: lastTurn, event };
        }),
      ),
  };
  return session;
}

/** At the search of the first app, whose people are known. */
export function atSearch(): Session {
  const session = openSession().does(enter, {
    type: 'directory.arrived',
    appId: 'saas',
    directory: { state: 'ready', finding: 'whole-index' },
  });
  session.wanted();
  return session;
}

/** At the review of Ada. */
export function atReview(): Session {
  const session = atSearch().types('ada').answers('ada', hit()).does(enter);
  session.wanted();
  return session;
}

/** At the run of Ada, which began. */
export function atRun(): Session {
  const session = atReview().does(enter);
  session.wanted();
  return session;
}

export const groupHit = (name = 'Sales EMEA'): Hit =>
  hit({ listing: { kind: 'group', id: 'group-1', displayName: name, fields: [] }, value: name });

/** At the members of a group, which are known. */
export function atMembers(...list: readonly Member[]): Session {
  const session = atSearch().does(tab).answers('', groupHit()).does(enter);
  session.does({ type: 'members.arrived', turn: session.wizard().turn, list });
  session.wanted();
  return session;
}
