import { present } from '../../../../domain/present.ts';
import type { Result } from '../../../../domain/result.ts';
import { fail, ok } from '../../../../domain/result.ts';
import type { Failure } from '../../../../engine/failure.ts';
import type { Op } from '../../../../engine/port.ts';
import type { JsonObject } from '../../../../protocols/scim/json.ts';
import { readAll } from '../../../../protocols/scim/path.ts';
import { note, type ScimConnection } from '../../connection.ts';
import type { PatchOperation } from '../../dialects/dialect.ts';
import type { AttributeChange } from '../changes.ts';
import { changedNames } from '../changes.ts';
import { listPath, wholeLists, withChange } from './lists.ts';
import { learnForm } from './proof.ts';
import { addsToList, makesEntry } from './shape.ts';
import { lostEntries } from './stored.ts';
import type { SentChanges } from './uses.ts';

/** The changes that were sent as an addition to a list. */
function additionsIn({ changes, forms, held }: SentChanges): readonly AttributeChange[] {
  return changes.filter(
    (change) =>
      (addsToList(change) && forms.addToList === 'keeps-others') ||
      (makesEntry(change, held) && forms.typedEntry === 'add-entry'),
  );
}

const held = (resource: JsonObject, { path }: AttributeChange): number =>
  readAll(resource, listPath(path)).length;

/**
 * Servers exist that drop the other entries of a list when one is added to it. It was our own request that damaged the
 * list, so it is put right at once: what was there before and what was wanted is written as a whole.
 */
export async function repairLists(
  connection: ScimConnection,
  sent: SentChanges,
  after: JsonObject,
  send: (operations: readonly PatchOperation[]) => Promise<Result<void, Failure>>,
  op: Op,
): Promise<Result<void, Failure>> {
  if (sent.held === undefined) return ok(undefined);
  const additions = additionsIn(sent);
  // What the same request changed or took away on purpose is no loss.
  const others = sent.changes.filter((change) => !additions.includes(change));
  const expected = others.reduce(withChange, sent.held);
  const added = additions.filter((change) => held(expected, change) > 0);
  if (added.length === 0) return ok(undefined);
  const damaged = added.filter((change) => lostEntries(expected, after, change).length > 0);
  // A list that lost some of its entries and kept others may have been changed by somebody else meanwhile.
  const isReplaced = damaged.some(
    (change) => lostEntries(expected, after, change).length === held(expected, change),
  );
  const value = isReplaced ? 'replaces-others' : 'keeps-others';
  if (isReplaced || damaged.length === 0)
    learnForm(connection, 'addToList', value, 'an entry was added to a list that had others');
  if (damaged.length === 0) return ok(undefined);
  const names = changedNames(damaged).join(', ');
  note(
    op,
    `The server dropped the other entries of the list when ${names} was added, so the whole list is written again, merged with what was there before.`,
  );
  const lists = wholeLists(damaged, expected).map(({ op: kind, path, value: list }) => ({
    op: kind,
    path,
    ...present({ value: list }),
  }));
  const restored = await send(lists);
  if (restored.ok) return restored;
  return fail({
    ...restored.error,
    code: 'precondition.failed',
    attributes: changedNames(damaged),
    message: `Adding ${names} made the server drop other entries of the list, and writing them again failed: ${restored.error.message}`,
  });
}
