/** The one object a run is about, and for a group the members chosen with it (at most five). */
export type Subject =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string; readonly members: readonly string[] };

export type SubjectKind = Subject['kind'];

/** The service accepts one group with up to five members a call (entra-docs `provision-on-demand`). */
export const MAX_MEMBERS = 5;

/** A name a person can be found by. The search index and the screens use these names and no others. */
export type SearchField =
  | 'displayName'
  | 'givenName'
  | 'surname'
  | 'userPrincipalName'
  | 'mail'
  | 'employeeId'
  | 'workerId'
  | 'wid'
  | 'personIdExternal'
  | 'samAccountName'
  | 'distinguishedName'
  | 'objectId'
  | 'description';

/** One line of a source's list of people or groups: enough to find it, to show it, and to start a run with `id`. */
export type Listing = {
  readonly kind: SubjectKind;
  /** What `provision run --user` or `--group` takes for this object. */
  readonly id: string;
  readonly displayName: string;
  /** Every findable value, most telling field first. An object without a display name still has its id here. */
  readonly fields: readonly { readonly field: SearchField; readonly value: string }[];
  /** Why the object is not offered although its exact id is known ("disabled in the source"); absent = offered. */
  readonly hiddenBecause?: string;
  /** A word shown beside the name: "leaver", "future hire", "300 members". */
  readonly note?: string;
};
