import { fail, ok, type Result } from '../../domain/result.ts';
import { scanFilter, skipSpaces } from './parse.ts';
import { printPath } from './print.ts';
import type { Filter, ScimPath, SyntaxProblem } from './syntax.ts';
import { BUILT_IN_URNS } from './urns.ts';

export { matchesFilter } from './evaluate.ts';
export { printFilter } from './print.ts';

/**
 * Reads a filter (RFC 7644 section 3.4.2.2), already percent-decoded. Beyond the RFC it takes what Entra sends:
 * a comparison behind a value path, `emails[type eq "work"].value eq "ada@contoso.com"`.
 */
export function parseScimFilter(
  text: string,
  knownUrns: readonly string[] = [],
): Result<Filter, SyntaxProblem> {
  const parsed = scanFilter(
    { text, urns: [...BUILT_IN_URNS, ...knownUrns] },
    { at: skipSpaces(text, 0), depth: 0 },
  );
  if (!parsed.ok) return parsed;
  const end = skipSpaces(text, parsed.value.end);
  return end === text.length
    ? ok(parsed.value.value)
    : fail({ message: 'unexpected text after the end of the filter', position: end });
}

/** The text between the quotation marks of a filter: escaped as in a JSON string, not yet percent-encoded. */
export function escapeScimFilterValue(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/** `userName eq "ada"`: texts quoted and escaped, numbers and booleans bare. Not yet percent-encoded. */
export function equalityFilter(path: ScimPath | string, value: string | number | boolean): string {
  const left = typeof path === 'string' ? path : printPath(path);
  return `${left} eq ${typeof value === 'string' ? `"${escapeScimFilterValue(value)}"` : String(value)}`;
}
