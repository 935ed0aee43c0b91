import type { Entry } from '../../domain/model/entry.ts';
import type { RunFact } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { working } from '../run/working.ts';
import { nameAndId } from '../wording.ts';
import { approveObject } from './approve-object.ts';
import { failureResult, type ObjectResult } from './object-result.ts';
import { readBack } from './read-back.ts';
import { forgetLink } from './remember-link.ts';
import { settleWrite } from './settle-write.ts';

type Deletion = { readonly source: Entry; readonly entry: Entry; readonly because: string };

/** What a deletion that was answered with success really was. A 2xx answer is no proof. */
async function* checkGone(
  run: Run,
  entry: Entry,
): AsyncGenerator<RunFact, Pick<ObjectResult, 'ending' | 'reason' | 'sentence'>, undefined> {
  const where = `${nameAndId(entry)} in ${run.target.identity.name}`;
  const found = yield* working('action', run.afterwards(), (op) => readBack(run, entry.ref, op));
  if (found === 'gone') return { ending: 'succeeded', sentence: `Deleted ${where}.` };
  if (found === undefined) {
    const sentence = `Deleted ${where}. It could not be read back whether it is gone.`;
    return { ending: 'warned', reason: 'value.notReadBack', sentence };
  }
  const sentence = `NOT deleted: ${where} is still there, although the target answered with success.`;
  return { ending: 'failed', reason: 'object.stillThere', sentence };
}

/** Deletes an object after approval, looks whether it is gone, and forgets the link to it. */
export async function* deleteObject(
  run: Run,
  { source, entry, because }: Deletion,
): AsyncGenerator<RunFact, ObjectResult, undefined> {
  const declined = yield* approveObject(run, { danger: 'delete', source, target: entry, reason: because });
  if (declined !== undefined) return declined;
  const { failure, notes: settled } = yield* settleWrite(run, {
    write: { do: 'remove', objectType: entry.objectType, ref: entry.ref },
    sent: [],
    look: (op) => readBack(run, entry.ref, op),
  });
  const notes = [because, ...settled];
  const base = { action: 'Delete', attributes: [], notes, modified: [], target: entry.ref } as const;
  if (failure !== undefined) return { ...base, ...failureResult(failure) };
  if (run.context.mode === 'preview') {
    const sentence = `Would delete ${nameAndId(entry)}; nothing was written.`;
    return { ...base, ending: 'succeeded', sentence };
  }
  const result = { ...base, ...(yield* checkGone(run, entry)) };
  // An object that may still be there must be found again: without its link it would count as never managed.
  if (result.ending !== 'succeeded') return result;
  return { ...result, notes: [...notes, ...(await forgetLink(run, source.ref))] };
}
