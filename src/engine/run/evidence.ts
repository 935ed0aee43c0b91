import type { TraceNode } from '../../domain/expressions/trace.ts';
import type { FilterVerdict, ScopeDecision } from '../../domain/scoping/verdict.ts';

/** What View details shows per step. All of it is plain JSON, already redacted, and complete enough to draw from. */
export type NamedText = { readonly name: string; readonly value: string };

export type ImportEvidence = {
  readonly objectType: string;
  readonly id: string;
  readonly displayName?: string;
  readonly attributes: readonly NamedText[];
  /** Attributes that mappings or filters read and that have no value on this object. */
  readonly withoutValue: readonly string[];
  readonly notes: readonly string[];
};

export type ScopeEvidence = { readonly decision: ScopeDecision; readonly verdict: FilterVerdict };

export type MatchEvidence = {
  /** The stored connection that was asked first. */
  readonly link?: { readonly target: string; readonly state: 'alive' | 'gone' };
  readonly attempts: readonly MatchAttempt[];
  /** What follows from scope and matches, with the rule that decided. */
  readonly operation: DecidedOperation;
  readonly because: string;
};

export type DecidedOperation = 'Create' | 'Update' | 'Disable' | 'Delete' | 'Skip' | 'Fail';

export type MatchAttempt = {
  readonly priority: number;
  readonly attribute: string;
  readonly expression: string;
  readonly value?: string;
  /** "the source has no value for it", "a match was found before". */
  readonly notAsked?: string;
  readonly candidates: readonly MatchCandidate[];
};

export type MatchCandidate = { readonly id: string; readonly attributes: readonly NamedText[] };

export type ActionEvidence = {
  readonly attributes: readonly AttributeEvidence[];
  readonly members: readonly MemberEvidence[];
  /** Sentences about what was not done and why: "the manager is not yet provisioned in the target". */
  readonly notes: readonly string[];
  readonly deed?: Deed;
};

/**
 * What an update came to where the word says too little or too much: `restored`, a disabled account is in use again;
 * `ignored`, the target answered with success and holds the old values.
 */
export type Deed = 'restored' | 'ignored';

export type AttributeFate = 'sent' | 'unchanged' | 'kept' | 'notFlowed' | 'refused' | 'unknown' | 'invalid';

export type AttributeEvidence = {
  readonly target: string;
  readonly expression: string;
  /** The source attributes the expression reads, with their values. */
  readonly source: readonly NamedText[];
  readonly original?: string;
  readonly wanted?: string;
  /** Read back from the target after the write; absent in a preview and when nothing was written. */
  readonly stored?: string;
  readonly fate: AttributeFate;
  readonly because?: string;
  readonly differs?: boolean;
  readonly matchingPriority?: number;
  readonly trace?: TraceNode;
};

export type MemberFate =
  | 'added'
  | 'alreadyMember'
  | 'removed'
  | 'notYetProvisioned'
  | 'notInSourceGroup'
  | 'failed'
  /** Gone from the target group although nobody asked for it. */
  | 'lost'
  /** The same, and put back after approval. */
  | 'restored'
  | 'wouldAdd'
  | 'wouldRemove';

/** A chosen member, or one who was not chosen and vanished: of those only the id in the target is known. */
export type MemberEvidence = {
  readonly id: string;
  readonly displayName: string;
  /** Absent for a member who was not chosen. */
  readonly inSourceGroup?: boolean;
  readonly target?: string;
  readonly fate: MemberFate;
  readonly because: string;
};
