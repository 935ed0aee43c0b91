import { present } from '../../../../domain/present.ts';
import type { Failure } from '../../../../engine/failure.ts';
import { note } from '../../connection.ts';
import { type AttributeChange, changedNames } from '../changes.ts';
import { type Climbed, climb, type PatchTarget } from './climb.ts';
import { learnForm } from './proof.ts';

/** The status that a server without PATCH answered with. */
export type NoPatch = { readonly noPatch: number };

/** What became of several changes. */
export type WriteChangesOutcome = {
  readonly written: readonly AttributeChange[];
  readonly refused: readonly { readonly changes: readonly AttributeChange[]; readonly failure: Failure }[];
  /** Why the rest was not even tried: the server is in trouble, or does not know PATCH. */
  readonly stopped?: { readonly left: readonly AttributeChange[]; readonly why: Failure | NoPatch };
};

const nothing: WriteChangesOutcome = { written: [], refused: [] };

export const joined = (a: WriteChangesOutcome, b: WriteChangesOutcome): WriteChangesOutcome => ({
  written: [...a.written, ...b.written],
  refused: [...a.refused, ...b.refused],
  ...present({ stopped: b.stopped }),
});

async function writeParts(
  scene: PatchTarget,
  parts: readonly (readonly AttributeChange[])[],
): Promise<WriteChangesOutcome> {
  let outcome = nothing;
  for (const [index, part] of parts.entries()) {
    outcome = joined(outcome, await writeChanges(scene, part));
    const { stopped } = outcome;
    if (stopped !== undefined) {
      const left = [...stopped.left, ...parts.slice(index + 1).flat()];
      return { ...outcome, stopped: { ...stopped, left } };
    }
  }
  return outcome;
}

/** What the server did not name goes together, what it named goes alone. */
function partsOf(
  changes: readonly AttributeChange[],
  blamed: readonly AttributeChange[],
): readonly (readonly AttributeChange[])[] {
  const others = changes.filter((change) => !blamed.includes(change));
  const alone = blamed.filter((change) => changes.includes(change)).map((change) => [change]);
  return others.length === 0 ? alone : [others, ...alone];
}

const sentOneByOne = 'it refuses them together and takes each of them alone';

/** One bad attribute must not hold the others back. */
async function writeOneByOne(
  scene: PatchTarget,
  { changes, blamed, failure }: Extract<Climbed, { readonly end: 'refused' }>,
): Promise<WriteChangesOutcome> {
  const parts = partsOf(changes, blamed);
  const names = changedNames(changes).join(', ');
  note(
    scene.op,
    `The server refuses ${names} in one request (${failure.systemCode ?? 'without a reason'}), so they are sent one by one.`,
  );
  const outcome = await writeParts(scene, parts);
  const isAllAlone = parts.every(({ length }) => length === 1);
  if (isAllAlone && outcome.refused.length === 0 && outcome.stopped === undefined) {
    learnForm(scene.connection, 'operations', 'one-by-one', sentOneByOne);
  }
  return outcome;
}

/** Writes changes with as few requests as the server takes, and as many of them as it takes. */
export async function writeChanges(
  scene: PatchTarget,
  changes: readonly AttributeChange[],
): Promise<WriteChangesOutcome> {
  if (changes.length === 0) return nothing;
  if (changes.length > 1 && scene.connection.profile.known('operations') === 'one-by-one') {
    return writeParts(
      scene,
      changes.map((change) => [change]),
    );
  }
  const climbed = await climb(scene, changes);
  if (climbed.end === 'written') return { written: changes, refused: [] };
  if (climbed.end === 'no-patch')
    return { ...nothing, stopped: { left: changes, why: { noPatch: climbed.status } } };
  if (climbed.end === 'stopped') return { ...nothing, stopped: { left: changes, why: climbed.failure } };
  const written = changes.filter((change) => !climbed.changes.includes(change));
  const rest =
    climbed.changes.length > 1 && climbed.wasTold
      ? await writeOneByOne(scene, climbed)
      : { ...nothing, refused: [{ changes: climbed.changes, failure: climbed.failure }] };
  return joined({ written, refused: [] }, rest);
}
