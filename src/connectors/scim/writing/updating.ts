import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Op, Update } from '../../../engine/port.ts';
import { fetchResource } from '../client.ts';
import { note, type ScimConnection } from '../connection.ts';
import type { ResourceId } from '../requests.ts';
import { type AttributeChange, attributesThenReferences, changedNames, changesOf } from './changes.ts';
import { storedAs } from './ladder/stored.ts';
import { joined, type WriteChangesOutcome, writeChanges } from './ladder/write-changes.ts';
import { noteNoPatch, replaceWhole } from './replacing.ts';
import { isStale, somebodyWasFaster } from './versions.ts';

const sentence = (
  written: readonly AttributeChange[],
  refused: readonly AttributeChange[],
  failure: Failure,
): string => {
  const names = changedNames(refused).join(', ');
  const [one, other] = [`${names} is not`, `${names} are not`];
  const told = `${refused.length === 1 ? one : other}: ${failure.message}`;
  return written.length === 0 ? told : `The other attributes are written, but ${told}`;
};

/** What was written stays written; the failure names what was not. */
function failureFrom(
  { written, refused }: WriteChangesOutcome,
  stopped: Failure | undefined,
): Failure | undefined {
  const first = stopped ?? refused[0]?.failure;
  if (first === undefined) return undefined;
  const left = refused.flatMap(({ changes }) => changes);
  const isOne = left.length === 1 && first.code === 'attribute.rejected';
  if (written.length === 0 && refused.length <= 1)
    return isOne ? { ...first, attributes: changedNames(left) } : first;
  // A lost answer says nothing about what it carried, so nothing is said about the others either.
  if (first.code === 'outcome.unknown') return first;
  const told = { ...first, message: sentence(written, left, first), attributes: changedNames(left) };
  return written.length === 0 ? told : { ...told, written: changedNames(written) };
}

const replace = (
  connection: ScimConnection,
  target: ResourceId,
  changes: readonly AttributeChange[],
  op: Op,
): Answer<void> =>
  replaceWhole(connection, target, { changes, doing: 'update', names: changedNames(changes) }, op);

async function patch(
  connection: ScimConnection,
  target: ResourceId,
  changes: readonly AttributeChange[],
  op: Op,
): Answer<void> {
  const scene = { connection, object: target, op };
  let outcome: WriteChangesOutcome = { written: [], refused: [] };
  for (const part of attributesThenReferences(changes)) {
    const next = await writeChanges(scene, part);
    outcome = joined(outcome, next);
    if (next.stopped === undefined) continue;
    const { why, left } = next.stopped;
    if ('noPatch' in why) {
      noteNoPatch(why.noPatch, op);
      return replace(connection, target, changes, op);
    }
    outcome = { ...outcome, refused: [...outcome.refused, { changes: left, failure: why }] };
    return failing(outcome, why);
  }
  return failing(outcome, undefined);
}

function failing(outcome: WriteChangesOutcome, stopped: Failure | undefined): Result<void, Failure> {
  const failure = failureFrom(outcome, stopped);
  return failure === undefined ? ok(undefined) : fail(failure);
}

const write = (
  connection: ScimConnection,
  target: ResourceId,
  changes: readonly AttributeChange[],
  op: Op,
): Answer<void> => {
  if (changes.length === 0) return Promise.resolve(ok(undefined));
  const isReplaced = connection.profile.known('patch') === 'unsupported';
  return isReplaced ? replace(connection, target, changes, op) : patch(connection, target, changes, op);
};

/** Somebody else was faster: what is still missing is sent once more, for the version that is there now. */
async function writeAgain(
  connection: ScimConnection,
  target: ResourceId,
  changes: readonly AttributeChange[],
  op: Op,
): Answer<void> {
  const held = await fetchResource(connection.http, target, op);
  if (!held.ok) return held;
  const missing = changes.filter((change) => storedAs(held.value, change) !== 'stored');
  note(op, somebodyWasFaster);
  return write(connection, target, missing, op);
}

/**
 * Carries out an update with as few requests as the server takes. An attribute that the server refuses does not hold
 * the others back: attribute.rejected then names it.
 */
export async function updateResourceAt(connection: ScimConnection, wanted: Update, op: Op): Answer<void> {
  const changes = changesOf(wanted);
  if (!changes.ok) return changes;
  const done = await write(connection, wanted, changes.value, op);
  return isStale(done) ? writeAgain(connection, wanted, changes.value, op) : done;
}
