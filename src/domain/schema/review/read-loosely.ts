import type { z } from 'zod';
import { pathText } from '../../json/path-text.ts';
import { parseJson } from '../../json/read-json.ts';
import { fail, ok, type Result } from '../../result.ts';
import { checkSchema } from '../check.ts';
import type { SchemaIssue } from '../issue.ts';
import { readDirectory } from '../json/directory-json.ts';
import { type UnknownKey, unknownSchemaKeys } from '../json/known-keys.ts';
import { parseSchema } from '../json/parse.ts';
import { readRule } from '../json/rule-json.ts';
import { type SchemaJson, schemaTroubles } from '../json/shape.ts';
import type { SynchronizationSchema } from '../types.ts';
import { type FindingCode, type SchemaFinding, schemaFinding } from './finding.ts';

/** A schema as far as it can be read, with everything that a strict reading refuses. */
type LooseSchema = { readonly schema: SynchronizationSchema; readonly findings: readonly SchemaFinding[] };

type Trouble = z.core.$ZodIssue;
type Container = Record<PropertyKey, unknown>;

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;

const found = (code: FindingCode, { path, message, fix }: SchemaIssue): SchemaFinding =>
  schemaFinding({ code, path, message, fix });

/** What a name or a list item of the wrong type is replaced by, so that its neighbours can still be read. */
function replacement(trouble: Trouble, inList: boolean): unknown {
  if (trouble.code !== 'invalid_type') return undefined;
  if (trouble.expected === 'string') return '';
  return trouble.expected === 'object' && inList ? {} : undefined;
}

/** Changes the one value that a trouble is about, in a JSON value that belongs to this module alone. */
function mend(json: unknown, trouble: Trouble): void {
  const last = trouble.path.at(-1);
  const holder = trouble.path
    .slice(0, -1)
    .reduce<unknown>((value, key) => (isContainer(value) ? value[key] : undefined), json);
  if (last === undefined || !isContainer(holder)) return;
  holder[last] = replacement(trouble, Array.isArray(holder));
}

/** Mending shows what lies below the mended values; more rounds than the schema has levels are never needed. */
const MAX_ROUNDS = 12;

function mended(text: string): SchemaJson | undefined {
  const json = parseJson(text);
  if (!json.ok) return undefined;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    // An empty name stays empty: everything that would refer to it is left out of the review.
    const troubles = schemaTroubles(json.value).filter(({ code }) => code !== 'too_small');
    if (troubles.length === 0) return json.value as SchemaJson;
    for (const trouble of troubles) mend(json.value, trouble);
  }
  return undefined;
}

function schemaOf(json: SchemaJson): SynchronizationSchema {
  return {
    id: json.id ?? '',
    directories: (json.directories ?? []).map(readDirectory),
    synchronizationRules: (json.synchronizationRules ?? []).map(readRule),
    unknown: json,
  };
}

/** `checkSchema` gives no codes; what an issue is about shows in the property it blames. */
function codeOf({ path }: SchemaIssue): FindingCode {
  if (path.endsWith('.targetAttributeName')) return 'target.repeated';
  if (path.endsWith('DirectoryName')) return 'directory.unknown';
  return path.endsWith('ObjectName') ? 'object.unknown' : 'name.repeated';
}

/** A name that is missing is told once, as such, and not again as a reference to nothing. */
function references(
  schema: SynchronizationSchema,
  shape: readonly SchemaFinding[],
): readonly SchemaFinding[] {
  const told = new Set(shape.map(({ path }) => path));
  return checkSchema(schema)
    .filter(({ path }) => !told.has(path))
    .map((issue) => found(codeOf(issue), issue));
}

const unknownKeyFinding = ({ path, message, fix, inFilter }: UnknownKey): SchemaFinding =>
  schemaFinding({
    code: inFilter ? 'scope.unknownKey' : 'schema.unknownKey',
    path: pathText(path),
    message,
    fix,
  });

function looksLikeSchema(json: unknown): boolean {
  if (!isContainer(json) || Array.isArray(json)) return false;
  return Array.isArray(json['directories']) || Array.isArray(json['synchronizationRules']);
}

/**
 * Reads a schema for a review: a value of the wrong form is told and then left out, so that the rest is reviewed all
 * the same. Fails with what is wrong when the text is no JSON, or JSON that is no synchronization schema.
 */
export function readLoosely(text: string, file: string): Result<LooseSchema, readonly SchemaFinding[]> {
  const json = parseJson(text);
  if (!json.ok) {
    const { line, column, message } = json.error;
    const path = `${file}:${line}:${column}`;
    const issue = {
      path,
      message: `This is no JSON: ${message}.`,
      fix: `Correct line ${line}, column ${column}.`,
    };
    return fail([found('schema.notJson', issue)]);
  }
  if (!looksLikeSchema(json.value)) {
    const message =
      'This JSON is no synchronization schema: it has no list of directories or synchronizationRules.';
    const fix = 'Name the file that the schema editor of the portal, or GET .../jobs/{jobId}/schema, gave.';
    return fail([schemaFinding({ code: 'schema.notSchema', path: file, message, fix })]);
  }
  const unknown = unknownSchemaKeys(json.value).map(unknownKeyFinding);
  const strict = parseSchema(text, file);
  if (strict.ok) return ok({ schema: strict.value, findings: unknown });
  const wellFormed = schemaTroubles(json.value).length === 0;
  const shape = wellFormed ? [] : strict.error.map((issue) => found('schema.shape', issue));
  const usable = wellFormed ? (json.value as SchemaJson) : mended(text);
  if (usable === undefined) return fail(shape);
  const schema = schemaOf(usable);
  return ok({ schema, findings: [...unknown, ...shape, ...references(schema, shape)] });
}
