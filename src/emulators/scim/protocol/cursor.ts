import { ok, type Result } from '../../../domain/result.ts';
import { isJsonArray, type Json } from '../../../protocols/scim/json.ts';
import type { ResourceType, StoredResource } from '../resources/model.ts';
import { badRequest, type ScimProblem } from './problem.ts';

/** How long a cursor is taken, in seconds; published in ServiceProviderConfig. */
export const CURSOR_SECONDS = 3600;

/** The query that a cursor belongs to, and the moment of the request. */
export type CursorQuery = { readonly type: ResourceType; readonly filter: string; readonly now: Date };

/** Where the next page begins: behind this resource. */
export type ListPosition = { readonly id: string; readonly created: string };

/**
 * A cursor (RFC 9865) is an opaque text that says all there is to know, so that the server remembers nothing for a
 * client that never comes back, and takes its cursors also after a restart.
 */
export function encodeCursor({ type, filter, now }: CursorQuery, place: ListPosition): string {
  const parts = [type, filter, place.id, place.created, now.toISOString()];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * The place that a cursor names; undefined for an empty one, which asks for the first page. Answers invalidCursor for
 * a text that is no cursor or belongs to another query, expiredCursor for one that is too old.
 */
export function decodeCursor(
  text: string,
  query: CursorQuery,
): Result<ListPosition | undefined, ScimProblem> {
  if (text === '') return ok(undefined);
  const [type, filter, id, created, issued] = partsOf(text);
  const isCursor = [id, created, issued].every((part) => typeof part === 'string');
  if (!isCursor || type !== query.type || filter !== query.filter) {
    return badRequest('invalidCursor', 'the cursor does not belong to this query');
  }
  const age = query.now.getTime() - Date.parse(String(issued));
  return age <= CURSOR_SECONDS * 1000
    ? ok({ id: String(id), created: String(created) })
    : badRequest('expiredCursor', `a cursor is taken for ${CURSOR_SECONDS} seconds`);
}

/**
 * The index of the first resource behind a place. When the resource at the place is gone, the page begins with what
 * was created at the same moment or later: it may show one of them again, but leaves none out.
 */
export function indexBehind(resources: readonly StoredResource[], { id, created }: ListPosition): number {
  const at = resources.findIndex((resource) => resource.id === id);
  if (at >= 0) return at + 1;
  const later = resources.findIndex((resource) => resource.created >= created);
  return later < 0 ? resources.length : later;
}

function partsOf(text: string): readonly Json[] {
  try {
    const parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Json;
    return isJsonArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
