import {
  createProfileKeeper,
  type FactName,
  type Learned,
  type ProfileKeeper,
} from '../../connectors/scim/server-profile.ts';
import { createServerProfiles, type ServerProfiles } from '../../state/servers/server-profiles.ts';
import type { StateProblem } from '../../state/state-problem.ts';
import { readFact } from './pinned-facts.ts';
import type { Surroundings } from './surroundings.ts';

/** How long to wait for another process that learns about the same server. */
const LOCK_LIMIT_MS = 5_000;

type Around = Pick<Surroundings, 'host' | 'warn'>;

/** Why state cannot be used, where it is, and what to do. */
export const problemSentence = ({ message, path, fix }: StateProblem): string =>
  `${message} (${path}). ${fix}`;

/** What is remembered about servers, by the place of a target's identity; `provision doctor` shows and forgets it. */
export const serverProfilesOf = ({ host, warn }: Around): ServerProfiles =>
  createServerProfiles({
    directory: host.places.state,
    process: host.identity,
    now: host.now,
    lockLimitMs: LOCK_LIMIT_MS,
    report: (problem) => warn(problemSentence(problem)),
  });

export type ServerKnowledge = {
  readonly keeper: ProfileKeeper;
  /** Resolves when everything learned is on disk, or was told not to be. */
  readonly settled: () => Promise<void>;
};

/**
 * What is known about one server: pinned in the workspace, remembered from earlier runs, and learned from now on.
 * What is learned is remembered at once, one fact after the other. State that cannot be used is a warning: the server
 * is then learned anew, which costs requests and nothing else.
 */
export async function openServerKnowledge(
  around: Around,
  { place, pinned }: { readonly place: string; readonly pinned: ReadonlyMap<FactName, string> },
): Promise<ServerKnowledge> {
  const profiles = serverProfilesOf(around);
  const stored = await profiles.load(place);
  if (!stored.ok) around.warn(problemSentence(stored.error));
  // Another release may know other facts and other values; those are learned again.
  const remembered = (stored.ok ? stored.value : []).flatMap(
    ({ fact, value, because }): readonly Learned[] => {
      const known = readFact(fact, value);
      return known.ok ? [{ fact: known.value, value, because }] : [];
    },
  );
  let saving: Promise<void> = Promise.resolve();
  // Where nothing could be read, nothing can be saved either, and that was said already.
  let works = stored.ok;
  const save = async (learned: Learned): Promise<void> => {
    if (!works) return;
    const saved = await profiles.remember(place, learned);
    if (saved.ok) return;
    works = false;
    around.warn(problemSentence(saved.error));
  };
  const keeper = createProfileKeeper({
    pinned,
    remembered,
    remember: (learned) => {
      saving = saving.then(() => save(learned));
    },
  });
  return { keeper, settled: () => saving };
}
