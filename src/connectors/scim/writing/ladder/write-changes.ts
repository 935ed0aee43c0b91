import type { Failure } from '../../../../engine/failure.ts';
import { note } from '../../connection.ts';
import { type Change, namesOf } from '../changes.ts';
import { type Climbed, climb, type Scene } from './climb.ts';
import { learnForm } from './proof.ts';

/** The status that a server without PATCH answered with. */
export type NoPatch = { readonly noPatch: number };

/** What became of several changes. */
export type Outcome = {
  readonly written: readonly Change[];
  readonly refused: readonly { readonly changes: readonly Change[]; readonly failure: Failure }[];
  /** Why the rest was not even tried: the server is in trouble, or does not know PATCH. */
  readonly stopped?: { readonly left: readonly Change[]; readonly why: Failure | NoPatch };
};

const nothing: Outcome = { written: [], refused: [] };

export const joined = (a: Outcome, b: Outcome): Outcome => ({
  written: [...a.written, ...b.written],
  refused: [...a.refused, ...b.refused],
  ...(b.stopped === undefined ? {} : { stopped: b.stopped }),
});

async function writeParts(scene: Scene, parts: readonly (readonly Change[])[]): Promise<Outcome> {
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
function partsOf(changes: readonly Change[], blamed: readonly Change[]): readonly (readonly Change[])[] {
  const others = changes.filter((change) => !blamed.includes(change));
  const alone = blamed.filter((change) => changes.includes(change)).map((change) => [change]);
  return others.length === 0 ? alone : [others, ...alone];
}

const sentOneByOne = 'it refuses them together and takes each of them alone';

/** One bad attribute must not hold the others back. */
async function writeOneByOne(
  scene: Scene,
  { changes, blamed, failure }: Extract<Climbed, { readonly end: 'refused' }>,
): Promise<Outcome> {
  const parts = partsOf(changes, blamed);
  const names = namesOf(changes).join(', ');
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
export async function writeChanges(scene: Scene, changes: readonly Change[]): Promise<Outcome> {
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
