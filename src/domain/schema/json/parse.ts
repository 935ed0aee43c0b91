import type { z } from 'zod';
import { pathText } from '../../json/path-text.ts';
import { parseJson } from '../../json/read-json.ts';
import { fail, ok, type Result } from '../../result.ts';
import { checkSchema } from '../check.ts';
import type { SchemaIssue } from '../issue.ts';
import type { ScopeFilter, SynchronizationSchema } from '../types.ts';
import { readDirectory } from './directory-json.ts';
import { readFilter } from './filter-json.ts';
import { type UnknownKey, unknownFilterKeys, unknownSchemaKeys } from './known-keys.ts';
import { readRule } from './rule-json.ts';
import { type FilterJson, filterShape, type SchemaJson, schemaTroubles } from './shape.ts';

type Trouble = z.core.$ZodIssue;

/** A union lists what each of its members expects; people want to read one thing. */
function expectationOf(trouble: Trouble): string {
  if (trouble.code === 'invalid_type') return trouble.expected;
  return trouble.code === 'invalid_union' ? 'text' : 'another value';
}

const articles: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object',
  int: 'a whole number',
};

function issueOf(trouble: Trouble, found: unknown, where: string): SchemaIssue {
  const path = pathText(trouble.path) || where;
  const value = trouble.path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    found,
  );
  if (trouble.code === 'custom' || trouble.code === 'too_small') {
    return {
      path,
      message: `The value ${trouble.message}.`,
      fix: 'Correct the value, or export the schema again.',
    };
  }
  const expected = expectationOf(trouble);
  const wanted = articles[expected] ?? `a ${expected}`;
  if (value === undefined || value === null) {
    return { path, message: `The value is missing; ${wanted} is expected.`, fix: `Add ${wanted}.` };
  }
  const kind = Array.isArray(value) ? 'array' : typeof value;
  return {
    path,
    message: `The value is ${articles[kind] ?? `a ${kind}`}, but ${wanted} is expected.`,
    fix: `Write ${wanted} here, or export the schema again.`,
  };
}

/** A misspelled name in a filter is no trifle: without its groups a filter lets everybody pass. */
const filterIssues = (unknown: readonly UnknownKey[]): readonly SchemaIssue[] =>
  unknown
    .filter(({ inFilter }) => inFilter)
    .map(({ path, message, fix }) => ({ path: pathText(path), message, fix }));

function readSchema(found: SchemaJson): SynchronizationSchema {
  return {
    id: found.id ?? '',
    ...(typeof found.version === 'string' && { version: found.version }),
    directories: (found.directories ?? []).map(readDirectory),
    synchronizationRules: (found.synchronizationRules ?? []).map(readRule),
    unknown: found,
  };
}

/**
 * Reads the JSON text of a `synchronizationSchema`, as `GET …/synchronization/jobs/{jobId}/schema` and the schema
 * editor of the portal give it. Absent and null lists, other spellings of enum words and unknown properties are
 * accepted; `printSchema` writes all of them back. In a scoping filter an unknown property is an issue.
 * On failure every issue is listed with its path. `file` names the text where no path can: text that is no JSON is
 * at `FILE:LINE:COLUMN`.
 */
export function parseSchema(
  text: string,
  file: string,
): Result<SynchronizationSchema, readonly SchemaIssue[]> {
  const json = parseJson(text);
  if (!json.ok) {
    const { line, column, message } = json.error;
    const path = `${file}:${line}:${column}`;
    return fail([
      { path, message: `This is no JSON: ${message}.`, fix: `Correct line ${line}, column ${column}.` },
    ]);
  }
  const troubles = schemaTroubles(json.value);
  if (troubles.length > 0) return fail(troubles.map((trouble) => issueOf(trouble, json.value, file)));
  // The shape changes nothing, so the value itself has its input type; the copy that zod made is not needed.
  const schema = readSchema(json.value as SchemaJson);
  const issues = [...filterIssues(unknownSchemaKeys(json.value)), ...checkSchema(schema)];
  return issues.length === 0 ? ok(schema) : fail(issues);
}

/** Reads one `filter` resource, as it stands in `objectMapping.scope`; null and undefined are no filter. */
export function parseScopeFilter(found: unknown): Result<ScopeFilter | undefined, readonly SchemaIssue[]> {
  const checked = filterShape.safeParse(found);
  if (!checked.success) return fail(checked.error.issues.map((trouble) => issueOf(trouble, found, 'scope')));
  if (found === null || found === undefined) return ok(undefined);
  const issues = filterIssues(unknownFilterKeys(found));
  return issues.length === 0 ? ok(readFilter(found as FilterJson)) : fail(issues);
}
