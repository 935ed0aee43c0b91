/**
 * What a server was found to understand, as named facts: each with its possible values, and what is done differently
 * for it. Servers differ where RFC 7644 leaves a choice, and where they are wrong; a fact is learned from what an answer
 * proves, never from the server's name, and is given up when an answer proves the contrary. `undefined` means not known
 * yet. `provision doctor` shows these names, and the workspace pins facts by them.
 */
export const choices = {
  /** Whether PATCH is there at all (RFC 7644 section 3.5.2); without it objects are replaced with PUT. */
  patch: ['supported', 'unsupported'],
  /** Whether a filter that finds nothing gives an empty list, or everybody: then only reading all objects finds one. */
  filters: ['honoured', 'ignored'],
  /** Whether PATCH names each attribute by a path of its own, or several as keys of one operation without a path. */
  simpleChanges: ['each-with-path', 'map-without-path'],
  /** What becomes of keys that are schema URNs: one that cuts them at the dot of "2.0" gets none. */
  urnKeys: ['kept', 'corrupted'],
  /** How an attribute is cleared. */
  clearing: ['remove', 'empty-text'],
  /** How `active` must be spelled in a PATCH. */
  booleans: ['json', 'text'],
  /** How a reference such as the manager must be spelled in a PATCH. */
  reference: ['object', 'text', 'sub-attribute', 'no-path'],
  /** Whether `emails[type eq "work"].value` is the path of an entry that is there; else the whole list is written. */
  typedPath: ['understood', 'refused'],
  /** How an entry such as the work e-mail is set while there is none. */
  typedEntry: ['path', 'add-entry', 'whole-list'],
  /** Whether adding an entry to a list leaves the others alone; else the whole list is written, merged with them. */
  addToList: ['keeps-others', 'replaces-others'],
  /** Whether a PATCH with several operations is taken, or one operation at a time only. */
  operations: ['together', 'one-by-one'],
  /** Whether the second schema URN that the service sends for groups is taken. */
  groupSchemas: ['with-adscim', 'core-only'],
  /** How a member is removed. The list form empties whole groups on some servers. */
  memberRemoval: ['filter', 'value-list'],
  /** Whether one PATCH may remove several members. */
  memberRemovals: ['together', 'one-by-one'],
  /** Whether adding members leaves the others in; else the list of all of them is sent. */
  addMembers: ['keeps-others', 'replaces-others'],
  /** Whether a group that is read shows its members; else a filter is asked for each of them. */
  members: ['readable', 'hidden'],
  /** The filter attribute that tells whether a group has a member, for servers that do not show members. */
  memberFilter: ['members.value', 'members', 'none'],
  /** How the server pages: by index (RFC 7644 section 3.4.2.4), by cursor (RFC 9865), or not at all. */
  paging: ['index', 'cursor', 'none'],
} as const;

export type Choice = keyof typeof choices;
/** One of the answers to a choice: `Form<'booleans'>` is `json` or `text`. */
export type Form<C extends Choice> = (typeof choices)[C][number];

/** Facts with a number: how many members one PATCH may hold, how many objects a page. */
export const limits = ['membersPerPatch', 'pageSize'] as const;
export type Limit = (typeof limits)[number];

/**
 * The form of filter that finds objects by an attribute. `any-case` is an equality that is known to ignore case, so that
 * no lower-case spelling needs to be asked for as well; `all` reads page after page and looks for itself.
 */
export const filterForms = ['equality', 'any-case', 'lower-case', 'bracket', 'plain', 'all'] as const;
export type FilterForm = (typeof filterForms)[number];

/** `filter userName`, `filter emails[type eq "work"].value`. */
export type FilterFact = `filter ${string}`;

export type FactName = Choice | Limit | FilterFact;

/** A fact with the answer that taught it, for View details and `provision doctor`. */
export type Learned = { readonly fact: FactName; readonly value: string; readonly because: string };

/**
 * What is known about one server, while a connection to it lasts. Pinned facts (from the workspace) win over learned
 * ones and are never changed; what is learned is remembered by whoever made the keeper.
 */
export type ProfileKeeper = {
  readonly known: (fact: FactName) => string | undefined;
  readonly learn: (learned: Learned) => void;
  readonly all: () => readonly (Learned & { readonly from: 'learned' | 'pinned' })[];
};

/** What is known about a choice; undefined for nothing, and for a value that a newer or older version wrote. */
export function knownForm<C extends Choice>(profile: ProfileKeeper, choice: C): Form<C> | undefined {
  const known = profile.known(choice);
  const forms: readonly Form<C>[] = choices[choice];
  return forms.find((form) => form === known);
}

/** Whether the administrator has fixed a fact, so no other form is to be tried. */
export function isPinned(profile: ProfileKeeper, fact: FactName): boolean {
  return profile.all().some((one) => one.fact === fact && one.from === 'pinned');
}

/** A keeper that forgets everything with the connection. `pinned` facts win. */
export function createProfileKeeper({
  pinned = new Map(),
  remembered = [],
  remember = () => {},
}: {
  readonly pinned?: ReadonlyMap<FactName, string>;
  readonly remembered?: readonly Learned[];
  readonly remember?: (learned: Learned) => void;
} = {}): ProfileKeeper {
  const facts = new Map<FactName, Learned>(remembered.map((learned) => [learned.fact, learned]));
  return {
    known: (fact) => pinned.get(fact) ?? facts.get(fact)?.value,
    learn: (learned) => {
      if (pinned.has(learned.fact) || facts.get(learned.fact)?.value === learned.value) return;
      facts.set(learned.fact, learned);
      remember(learned);
    },
    all: () => [
      ...[...pinned].map(([fact, value]) => ({
        fact,
        value,
        because: 'in provision.json',
        from: 'pinned' as const,
      })),
      ...[...facts.values()]
        .filter(({ fact }) => !pinned.has(fact))
        .map((learned) => ({ ...learned, from: 'learned' as const })),
    ],
  };
}
