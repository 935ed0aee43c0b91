/** What scoping found, as plain JSON: events carry it, View details draws it, nothing recomputes it. */
export type FilterVerdict = {
  /** Every kind of filter group passed. */
  readonly inScope: boolean;
  /** False: the object is not looked at any further, and never deprovisioned (filter.inputFilterGroups). */
  readonly inputPassed: boolean;
  /** False: this object mapping is not about this object (filter.categoryFilterGroups). */
  readonly categoryPassed: boolean;
  /** Input groups, then category groups, then scope groups, each in file order; groups without clauses left out. */
  readonly groups: readonly GroupVerdict[];
  /** What it would take to pass: one entry for each alternative of a kind that did not pass. */
  readonly missing: readonly MissingClauses[];
  /** Remarks on the filter itself: "the filter "Old" has no clauses and is ignored". */
  readonly notes: readonly string[];
};

export type GroupKind = 'input' | 'category' | 'scope';

export type GroupVerdict = {
  readonly kind: GroupKind;
  readonly title: string;
  readonly holds: boolean;
  readonly clauses: readonly ClauseVerdict[];
};

export type ClauseVerdict = {
  /** As the portal words it: title, attribute, operator, values. */
  readonly text: string;
  readonly title: string;
  readonly attribute: string;
  /** In the spelling of the schema. */
  readonly operator: string;
  /** Empty for an operator that takes no value. */
  readonly operands: readonly string[];
  /** The tested value as text; absent when the attribute has none. */
  readonly actual?: string;
  readonly actualType: ActualType;
  readonly holds: boolean;
  /** Why it does not hold when the reason is not a plain mismatch, or why Entra might see it otherwise. */
  readonly because?: string;
  /** What an administrator can do about it. */
  readonly tip?: string;
};

export type ActualType = 'absent' | 'empty' | 'text' | 'number' | 'boolean' | 'list';

export type MissingClauses = {
  readonly kind: GroupKind;
  readonly title: string;
  /** Texts of the clauses that would have to turn true. */
  readonly clauses: readonly string[];
};

/** A filter that cannot be evaluated. It fails the step: it is never read as "out of scope". */
export type ScopeProblem = {
  readonly code: ScopeProblemCode;
  /** One sentence in the present tense. */
  readonly message: string;
  /** Inside the filter: `groups[0].clauses[2].operatorName`. */
  readonly path: string;
};

export type ScopeProblemCode =
  | 'UnknownOperator'
  | 'UnsupportedOperator'
  | 'UnsupportedAttribute'
  | 'InvalidClause'
  | 'InvalidRegex';

export type ScopeDecision = {
  /** All conditions that count: entitled and active. */
  readonly inScope: boolean;
  /** Assignment, role and filters, without the account status. */
  readonly effectivelyEntitled: boolean;
  /** True where the status is not tested (HR sources) or not known. */
  readonly active: boolean;
  readonly conditions: readonly ScopeCondition[];
  /** What the computed attribute IsSoftDeleted holds: unassigned, filter not met, or not active. */
  readonly isSoftDeleted: boolean;
  /** AD cloud sync on demand: filters are evaluated and shown, but do not count. */
  readonly filtersAreInformation: boolean;
  /** Present when the rule restricts organizational units. */
  readonly containers?: ContainerVerdict;
};

export type ConditionId = 'active' | 'assigned' | 'role' | 'syncAll' | 'filters';

export type ScopeCondition = {
  readonly id: ConditionId;
  /** As the portal words it. */
  readonly label: string;
  /** The key of the step's details since 2022; none is known for "Scope sync all". */
  readonly wireKey?: string;
  readonly holds: boolean;
  /** The fact behind it, as one clause of a sentence: "not assigned to the application". */
  readonly because: string;
};

export type ContainerVerdict = {
  /** Absent when the object has no distinguished name. */
  readonly distinguishedName?: string;
  readonly holds: boolean;
  readonly containers: readonly { readonly container: string; readonly holds: boolean }[];
  readonly because: string;
};
