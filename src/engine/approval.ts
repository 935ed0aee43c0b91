import type { Danger } from './events.ts';

/** What the administrator is asked before a write that takes something away. Names the object by its immutable id. */
export type ApprovalRequest = { readonly danger: Danger; readonly question: string };

/** Awaited between plan and write. Harmless plans (create, update, add members) are not asked about. */
export type Approve = (request: ApprovalRequest) => Promise<boolean>;
