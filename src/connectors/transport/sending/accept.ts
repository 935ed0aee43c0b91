import type { HttpAnswer } from '../message.ts';

/** What to ask for instead when a server refuses an Accept header: each media type alone, then anything. */
const alternatives = ['application/json', 'application/scim+json', '*/*'];

/** A body that speaks of the header, and not of accepting something else. */
const mentionsHeader = /accept[\s-]*header|header\W+accept\b|["'`]accept["'`]|\baccept:/i;

/**
 * The server refuses the Accept header: 406 (RFC 9110 section 15.5.7), or 400 and 415 that name it, as Microsoft
 * Entra's own SCIM API answers.
 */
export function refusesAccept({ status, body }: HttpAnswer): boolean {
  return status === 406 || ((status === 400 || status === 415) && mentionsHeader.test(body));
}

/** What to ask for next after these were refused; undefined when nothing is left. */
export const nextAccept = (refused: readonly string[]): string | undefined =>
  alternatives.find((form) => !refused.includes(form));
