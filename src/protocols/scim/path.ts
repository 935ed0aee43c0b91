import { fail, ok, type Result } from '../../domain/result.ts';
import { valuesAt } from './evaluate.ts';
import { isJsonArray, type Json, type JsonObject, valueOfKey } from './json.ts';
import { scanPath } from './parse.ts';
import type { ScimPath, SyntaxProblem } from './syntax.ts';
import { BUILT_IN_URNS } from './urns.ts';

export { printPath } from './print.ts';
export { isWritablePath, writePath } from './write-path.ts';

/**
 * Reads the name of a target attribute or the `path` of a PATCH operation. The URN is taken off first: the longest of
 * the built-in schemas and `knownUrns` in any case, else everything up to the last colon of a text that starts with
 * `urn:`. Names of RFC 7643 come back in their canonical spelling, and the URN of a core schema is dropped, because it
 * means the attribute of the resource itself.
 */
export function parsePath(text: string, knownUrns: readonly string[] = []): Result<ScimPath, SyntaxProblem> {
  const parsed = scanPath({ text, urns: [...BUILT_IN_URNS, ...knownUrns] }, { at: 0, depth: 0 });
  if (!parsed.ok) return parsed;
  return parsed.value.end === text.length
    ? ok(parsed.value.value)
    : fail({ message: 'unexpected text after the end of the path', position: parsed.value.end });
}

/**
 * The value at a path, undefined when there is none. A filter takes the first element it holds for (`readAll` tells
 * whether there are more); without a filter a multi-valued attribute comes back as an array.
 */
export function readPath(resource: JsonObject, path: ScimPath): Json | undefined {
  const values = readAll(resource, path);
  if (path.filter !== undefined) return values[0];
  return isList(resource, path) && values.length > 0 ? values : values[0];
}

/** Every value at a path: more than one behind a filter means that the resource is ambiguous there. */
export function readAll(resource: JsonObject, path: ScimPath): readonly Json[] {
  return valuesAt(resource, path);
}

function isList(resource: JsonObject, path: ScimPath): boolean {
  const root = path.urn === undefined ? resource : valueOfKey(resource, path.urn);
  return (
    typeof root === 'object' &&
    root !== null &&
    !isJsonArray(root) &&
    isJsonArray(valueOfKey(root, path.attribute))
  );
}
