import type { Delta, Entry, Ref } from '../domain/model/entry.ts';
import type { Listing, SubjectKind } from '../domain/model/subject.ts';
import type { Attributes } from '../domain/model/value.ts';
import type { AttributeDefinition } from '../domain/schema/types.ts';
import type { Answer } from './failure.ts';

/** One request and its answer as a person may see them: secrets and redacted values are already gone. */
export type Exchange = {
  /** "GET /Users?filter=…", "search (employeeID=21451)". */
  readonly request: string;
  readonly requestBody?: string;
  /** "200 OK", "connection refused". Absent in a preview, where nothing was sent. */
  readonly answer?: string;
  readonly answerBody?: string;
  readonly tookMs?: number;
};

/** What a connector tells while it works; the engine turns each into an event of the step that is running. */
export type Observation =
  | { readonly type: 'exchange'; readonly exchange: Exchange }
  | { readonly type: 'retry'; readonly attempt: number; readonly waitMs: number; readonly reason: string }
  /** A way around a peculiarity of the system, in one sentence: "the server refuses …, so … is sent instead". */
  | { readonly type: 'note'; readonly text: string }
  /** Only in a check-up, around its writes: until `underWay` is false something may be left to clean up. */
  | { readonly type: 'writing'; readonly underWay: boolean };

/** Comes last in every call. A connector checks the signal before it does anything. */
export type Op = {
  readonly signal: AbortSignal;
  readonly observe: (observation: Observation) => void;
};

/** Which system this is, so that nobody writes into the wrong one: a tenant, a host, a domain. */
export type SystemIdentity = {
  /** As the schema's directory is called: "Azure Active Directory", "customappsso". */
  readonly name: string;
  /** Host, port and path, tenant name or domain: shown before every write, and part of the key of stored links. */
  readonly place: string;
  /** Said wherever the place is shown: "plain HTTP, not encrypted". No part of what identifies the system. */
  readonly warning?: string;
  /** Where each kind of object is read, for a source that is files: what they say is as new as their last change. */
  readonly files?: Readonly<Partial<Record<SubjectKind, string>>>;
};

/** Which objects and attributes of a schema's directory are wanted. Names of attributes are the schema's. */
export type Selection = {
  readonly objectType: string;
  readonly attributes: readonly AttributeDefinition[];
};

export type Imported = {
  readonly entry: Entry;
  /** Sentences worth a line on the Import card: "future hire, read as of 2026-12-01". */
  readonly notes: readonly string[];
};

/** Why the source counts an object as assigned and entitled. Absent for sources that know no assignment. */
export type Entitlement = {
  readonly assigned: boolean;
  /** "directly", "through the group Sales EMEA". */
  readonly through?: string;
  /** True when the role of the assignment entitles; the default access role does. */
  readonly hasRequiredRole: boolean;
  readonly roles: readonly string[];
};

export type Member = Listing & {
  readonly ref: Ref;
  /** False for a nested group and for other members that cannot be provisioned on their own. */
  readonly selectable: boolean;
};

export type SearchAbility = 'whole-index' | 'server-side' | 'exact-id-only';

export type SourceSearch = { readonly kind: SubjectKind; readonly text: string; readonly limit: number };

/**
 * Where people and groups come from. Nothing here writes.
 * Failures: connection.*, certificate.untrusted, credentials.rejected, permission.denied, throttled, timeout,
 * cancelled, answer.unreadable.
 */
export interface Source {
  readonly identity: SystemIdentity;
  /**
   * How people are found: `list` gives everybody, for an index of ours; the system searches itself; or there is nothing
   * but exact ids.
   */
  readonly finding: SearchAbility;

  /** May connect; asks for nothing that could change the system. */
  test(op: Op): Answer<void>;

  /**
   * Reads one object by what a person types or picks: any of the ids that `traitsOf(kind).exactIds` names, or its Ref.
   * object.notFound when there is none, object.ambiguous when the system answers with two.
   * Reference attributes come back as Refs of this source.
   */
  read(request: { readonly selection: Selection; readonly id: string }, op: Op): Answer<Imported>;

  /** Everybody who can be found, hidden ones included. Empty unless `finding` is whole-index. */
  list(kind: SubjectKind, op: Op): Answer<readonly Listing[]>;

  /**
   * The system's own search: at most `limit` objects that may be meant by what was typed so far, in any order and with
   * every field the system shows. They are ranked and highlighted here. An empty text may be answered with nobody.
   * Present when `finding` is server-side. Aborted when somebody types on.
   */
  search?(request: SourceSearch, op: Op): Answer<readonly Listing[]>;

  /** Direct members of a group, in display order. Present only where groups exist. */
  members?(groupId: string, op: Op): Answer<readonly Member[]>;

  /** Assignment to the app this source was made for. Present only where assignment exists. */
  entitlement?(ref: Ref, kind: SubjectKind, op: Op): Answer<Entitlement>;
}

export type TargetQuery = {
  readonly selection: Selection;
  /** The attribute to compare for equality, by the schema's name. */
  readonly attribute: AttributeDefinition;
  readonly value: string;
};

/**
 * Where objects are written. Reference attributes cross this border as Refs of the target; the connector encodes them
 * (AD: distinguished names). A connector never retries a write whose answer was lost: it answers outcome.unknown.
 * Further failures: object.duplicate (a unique value is taken), attribute.rejected, container.missing,
 * filter.unsupported, precondition.failed.
 */
export interface Target {
  readonly identity: SystemIdentity;

  /** Signs in and asks for one object that cannot exist, by the matching attribute; an empty answer is success. */
  test(probe: TargetQuery, op: Op): Answer<void>;

  /** object.notFound when the id is unknown (anymore). */
  read(request: { readonly selection: Selection; readonly ref: Ref }, op: Op): Answer<Entry>;

  /** Every object whose attribute equals the value; the connector has checked each hit itself. Inactive ones too. */
  find(query: TargetQuery, op: Op): Answer<readonly Entry[]>;

  /** Reference attributes are not part of a draft: they follow in an update once the object exists. */
  create(draft: Draft, op: Op): Answer<Ref>;

  /** A run sends attributes and references in updates of their own; a call may hold both nevertheless. */
  update(change: Update, op: Op): Answer<void>;

  /** An object that is already gone counts as removed. */
  remove?(target: { readonly objectType: string; readonly ref: Ref }, op: Op): Answer<void>;

  members?: MembershipOps;

  /** The requests that a write would send, in order, without sending any. Used by Preview. */
  preview(write: Write): readonly Exchange[];
}

export type Draft = {
  readonly objectType: string;
  readonly attributes: Attributes;
  readonly definitions: readonly AttributeDefinition[];
};

export type Update = {
  readonly objectType: string;
  readonly ref: Ref;
  readonly deltas: readonly Delta[];
  readonly definitions: readonly AttributeDefinition[];
};

export type MembershipOps = {
  /** Which of `among` are direct members now. */
  readonly among: (group: MembershipChange, op: Op) => Answer<readonly Ref[]>;
  /**
   * Every direct member now, so that a write can be checked for members that vanish with it. `undefined` where the
   * system does not show them; absent where it never does.
   */
  readonly all?: (group: Omit<MembershipChange, 'members'>, op: Op) => Answer<readonly Ref[] | undefined>;
  /**
   * Idempotent: a member who is in already is no failure. Others are left alone. Members that vanish anyway are
   * precondition.failed with the system code `members.lost` and, where known, the list `lost`; nobody is put back.
   */
  readonly add: (change: MembershipChange, op: Op) => Answer<void>;
  readonly remove: (change: MembershipChange, op: Op) => Answer<void>;
};

export type MembershipChange = {
  readonly objectType: string;
  readonly group: Ref;
  readonly members: readonly Ref[];
  /** The schema's multi-valued reference attribute: `members`, `member`. */
  readonly attribute: AttributeDefinition;
};

/** Any write as data: what a plan contains, what Preview describes, what the journal names before it leaves. */
export type Write =
  | { readonly do: 'create'; readonly draft: Draft }
  | { readonly do: 'update'; readonly update: Update }
  | { readonly do: 'remove'; readonly objectType: string; readonly ref: Ref }
  | { readonly do: 'addMembers'; readonly change: MembershipChange }
  | { readonly do: 'removeMembers'; readonly change: MembershipChange };
