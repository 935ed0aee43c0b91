import type { Ref } from '../../domain/model/entry.ts';
import { present } from '../../domain/present.ts';
import type { Failure } from '../failure.ts';
import type { Op, Write } from '../port.ts';
import type { RunFact } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { working } from '../run/working.ts';
import type { PlannedAttribute } from './plan-object.ts';
import { canBeReadBack, isUntouched, type ReadBack, storedDiffers } from './read-back.ts';
import { sendWrite } from './send-write.ts';

/** One write, what it carries, and how to look for its result when the answer is lost. */
type WriteToSettle = {
  readonly write: Write;
  readonly sent: readonly PlannedAttribute[];
  readonly look: (op: Op) => Promise<ReadBack>;
};

/** `ref` and no failure: the write happened. `notes` tell how that is known when no answer said so. */
type SettledWrite = { readonly ref?: Ref; readonly failure?: Failure; readonly notes: readonly string[] };

const failed = (failure: Failure): SettledWrite => ({ failure, notes: [] });

const happened = (ref: Ref, failure: Failure): SettledWrite => ({
  ref,
  notes: [`${failure.message} Reading back shows that the change was made.`],
});

/** The system answered, if only with an error: what it has not done by then it will not do later, unless it said so. */
export const isFinal = ({ systemCode = '' }: Failure): boolean => /^(?!202)[1-5]\d\d\b/.test(systemCode);

const didNotHappen = (failure: Failure, what: string): SettledWrite =>
  failed({
    ...failure,
    code: 'system.failed',
    message: `${failure.message} Reading back shows that ${what}.`,
  });

function settle({ write, sent }: WriteToSettle, failure: Failure, found: ReadBack): SettledWrite {
  if (found === undefined) return failed(failure);
  const settled = judgeLost({ write, sent }, failure, found);
  // A request that is still on its way may arrive after the look.
  const mayStillHappen = !isFinal(failure) && settled.failure?.code === 'system.failed';
  return mayStillHappen
    ? failed({ ...failure, message: `${failure.message} Reading back does not show the change yet.` })
    : settled;
}

function judgeLost(
  { write, sent }: Pick<WriteToSettle, 'write' | 'sent'>,
  failure: Failure,
  found: Exclude<ReadBack, undefined>,
): SettledWrite {
  if (found === 'gone') {
    if (write.do === 'create') return didNotHappen(failure, 'nothing was created');
    if (write.do === 'remove') return happened(write.ref, failure);
    const message = `${failure.message} Reading back shows that the object is not there anymore.`;
    return failed({ ...failure, code: 'object.notFound', message });
  }
  if (write.do === 'create') return happened(found.ref, failure);
  if (write.do === 'remove') return didNotHappen(failure, 'the object is still there');
  const readable = sent.filter(canBeReadBack);
  if (readable.length === 0) return failed(failure);
  if (!readable.some((one) => storedDiffers(one, found))) return happened(found.ref, failure);
  return readable.every((one) => isUntouched(one, found))
    ? didNotHappen(failure, 'nothing was changed')
    : failed(failure);
}

/**
 * Sends a write. When its answer is lost the target is looked at once more: it may show that the change was made, or
 * that it was not; in every other case nobody can know, and the failure stays outcome.unknown. Nothing is sent again.
 */
export async function* settleWrite(
  run: Run,
  sending: WriteToSettle,
): AsyncGenerator<RunFact, SettledWrite, undefined> {
  const written = yield* sendWrite(run, sending.write);
  if (written.ok) return { notes: [], ...present({ ref: written.value }) };
  if (written.error.code !== 'outcome.unknown') return failed(written.error);
  const found = yield* working('action', run.afterwards(), sending.look);
  return settle(sending, written.error, found);
}
