/**
 * What a server was found to understand, as named facts. Servers differ where RFC 7644 leaves a choice, and where they
 * are wrong; a fact is learned from an answer of the server, never from its name. `undefined` means not known yet.
 */
export const choices = {
  /** Whether PATCH is there at all (RFC 7644 section 3.5.2); without it objects are replaced with PUT. */
  patch: ['supported', 'unsupported'],
  /** Whether a filter that finds nothing gives an empty list, or everybody. */
  filters: ['honoured', 'ignored'],
  /** How `active` must be spelled in a PATCH. */
  booleans: ['json', 'text'],
  /** How a reference such as the manager must be spelled in a PATCH. */
  reference: ['object', 'text', 'sub-attribute', 'no-path'],
  /** How an entry such as the work e-mail is set while there is none. */
  typedEntry: ['path', 'add-entry', 'whole-list'],
  /** Whether adding an entry to a list leaves the other entries alone. */
  addToList: ['keeps-others', 'replaces-others'],
  /** Whether a PATCH with several operations is taken, or one operation at a time only. */
  operations: ['together', 'one-by-one'],
  /** Whether the second schema URN that the service sends for groups is taken. */
  groupSchemas: ['with-adscim', 'core-only'],
  /** How a member is removed. The list form empties whole groups on some servers. */
  memberRemoval: ['filter', 'value-list'],
  /** Whether a group that is read shows its members. */
  members: ['readable', 'hidden'],
  /** How the server pages: by index (RFC 7644 section 3.4.2.4), by cursor (RFC 9865), or not at all. */
  paging: ['index', 'cursor', 'none'],
} as const;

export type Choice = keyof typeof choices;

/** Facts with a number: how many members one PATCH may hold, how many objects a page. */
export const limits = ['membersPerPatch', 'pageSize'] as const;
export type Limit = (typeof limits)[number];

/** The form of filter that finds objects by an attribute; `all` reads page after page and looks for itself. */
export const filterForms = ['equality', 'lower-case', 'bracket', 'plain', 'all'] as const;
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
        because: 'pinned in provision.json',
        from: 'pinned' as const,
      })),
      ...[...facts.values()]
        .filter(({ fact }) => !pinned.has(fact))
        .map((learned) => ({ ...learned, from: 'learned' as const })),
    ],
  };
}
