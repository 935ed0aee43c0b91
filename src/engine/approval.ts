/** What a person is asked about before it is done. The words are those of `--allow`. */
export const dangers = ['disable', 'delete', 'remove-member', 'restore-member'] as const;
export type Danger = (typeof dangers)[number];

/**
 * What the administrator is asked before a write that takes something away, or that gives back what nobody asked to
 * take. Names the object by its immutable id.
 */
export type ApprovalRequest = { readonly danger: Danger; readonly question: string };

/** Awaited between plan and write. Harmless plans (create, update, add members) are not asked about. */
export type Approve = (request: ApprovalRequest) => Promise<boolean>;
