import type { Ref } from '../../domain/model/entry.ts';
import type { Op } from '../../engine/port.ts';
import type { Http } from '../transport/message.ts';
import type { Dialect, FormFact, Forms } from './dialects/dialect.ts';
import { type Form, isPinned, knownForm, type ProfileKeeper } from './server-profile.ts';

/** Everything that a write needs to know about one server. */
export type ScimConnection = {
  readonly http: Http;
  readonly dialect: Dialect;
  readonly profile: ProfileKeeper;
  readonly seenMembers: SeenMembers;
};

/** Who was in a group when it was last looked at; taken once, by the write that comes next. */
export type SeenMembers = {
  readonly keep: (group: Ref, members: ReadonlySet<string>) => void;
  readonly take: (group: Ref) => ReadonlySet<string> | undefined;
};

export function createSeenMembers(): SeenMembers {
  const seen = new Map<Ref, ReadonlySet<string>>();
  return {
    keep: (group, members) => void seen.set(group, members),
    take: (group) => {
      const members = seen.get(group);
      seen.delete(group);
      return members;
    },
  };
}

/** One sentence for View details about a way round a peculiarity of the server. */
export const note = (op: Op, text: string): void => op.observe({ type: 'note', text });

/** The forms to try of one choice, the most promising first: what is known, then the dialect's own order. */
export function formsToTry<F extends FormFact>(
  { dialect, profile }: ScimConnection,
  fact: F,
): readonly Form<FormFact>[] {
  const known = knownForm(profile, fact);
  const ladder: readonly Form<FormFact>[] = dialect.ladders[fact];
  if (known === undefined) return ladder;
  return isPinned(profile, fact) ? [known] : [known, ...ladder.filter((form) => form !== known)];
}

/** What a PATCH is spelled with first: what is known of the server, else the dialect's own way. */
export function formsOf({ dialect, profile }: ScimConnection): Forms {
  const { ladders } = dialect;
  return {
    simpleChanges: knownForm(profile, 'simpleChanges') ?? ladders.simpleChanges[0],
    booleans: knownForm(profile, 'booleans') ?? ladders.booleans[0],
    reference: knownForm(profile, 'reference') ?? ladders.reference[0],
    typedPath: knownForm(profile, 'typedPath') ?? ladders.typedPath[0],
    typedEntry: knownForm(profile, 'typedEntry') ?? ladders.typedEntry[0],
    addToList: knownForm(profile, 'addToList') ?? ladders.addToList[0],
    clearing: knownForm(profile, 'clearing') ?? ladders.clearing[0],
  };
}
