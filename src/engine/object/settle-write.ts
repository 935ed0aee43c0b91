import type { Entry, Ref } from '../../domain/model/entry.ts';
import { sameValue } from '../../domain/planning/compare.ts';
import type { Failure } from '../failure.ts';
import type { Op, Write } from '../port.ts';
import type { RunFact } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { working } from '../run/working.ts';
import { canBeReadBack, storedDiffers } from './action-evidence.ts';
import type { PlannedAttribute } from './plan-object.ts';
import { sendWrite } from './write-object.ts';

/** What a look at the target found: the object, that it is not there, or nothing that can be trusted. */
export type LookResult = Entry | 'gone' | undefined;

/** One write, what it carries, and how to look for its result when the answer is lost. */
export type WriteToSettle = {
  readonly write: Write;
  readonly sent: readonly PlannedAttribute[];
  readonly look: (op: Op) => Promise<LookResult>;
};

/** `ref` and no failure: the write happened. `note` tells how that is known when no answer said so. */
export type Settled = { readonly ref?: Ref; readonly failure?: Failure; readonly note?: string };

const happened = (ref: Ref, failure: Failure): Settled => ({
  ref,
  note: `${failure.message} Reading back shows that the change was made.`,
});

/** The system answered, if only with an error: what it has not done by then it will not do later, unless it said so. */
export const isFinal = ({ systemCode = '' }: Failure): boolean => /^(?!202)[1-5]\d\d\b/.test(systemCode);

const didNot = (failure: Failure, what: string): Settled => ({
  failure: {
    ...failure,
    code: 'system.failed',
    message: `${failure.message} Reading back shows that ${what}.`,
  },
});

/** Nothing of an update arrived when every attribute holds what it held before. */
export const isUntouched = ({ mapped, original }: PlannedAttribute, found: Entry): boolean =>
  sameValue(found.attributes.get(mapped.definition.name), original, mapped.definition);

function settle({ write, sent }: WriteToSettle, failure: Failure, found: LookResult): Settled {
  if (found === undefined) return { failure };
  const verdict = judge({ write, sent }, failure, found);
  // A request that is still on its way may arrive after the look.
  const mayStillHappen = !isFinal(failure) && verdict.failure?.code === 'system.failed';
  return mayStillHappen
    ? { failure: { ...failure, message: `${failure.message} Reading back does not show the change yet.` } }
    : verdict;
}

function judge(
  { write, sent }: Pick<WriteToSettle, 'write' | 'sent'>,
  failure: Failure,
  found: Exclude<LookResult, undefined>,
): Settled {
  if (found === 'gone') {
    if (write.do === 'create') return didNot(failure, 'nothing was created');
    if (write.do === 'remove') return happened(write.ref, failure);
    const message = `${failure.message} Reading back shows that the object is not there anymore.`;
    return { failure: { ...failure, code: 'object.notFound', message } };
  }
  if (write.do === 'create') return happened(found.ref, failure);
  if (write.do === 'remove') return didNot(failure, 'the object is still there');
  const telling = sent.filter(canBeReadBack);
  if (telling.length === 0) return { failure };
  if (!telling.some((one) => storedDiffers(one, found))) return happened(found.ref, failure);
  return telling.every((one) => isUntouched(one, found))
    ? didNot(failure, 'nothing was changed')
    : { failure };
}

/**
 * Sends a write. When its answer is lost the target is looked at once more: it may show that the change was made, or
 * that it was not; in every other case nobody can know, and the failure stays outcome.unknown. Nothing is sent again.
 */
export async function* sendAndSettle(
  run: Run,
  sending: WriteToSettle,
): AsyncGenerator<RunFact, Settled, undefined> {
  const written = yield* sendWrite(run, sending.write);
  if (written.ok) return written.value === undefined ? {} : { ref: written.value };
  if (written.error.code !== 'outcome.unknown') return { failure: written.error };
  const found = yield* working('action', run.afterwards(), sending.look);
  return settle(sending, written.error, found);
}
