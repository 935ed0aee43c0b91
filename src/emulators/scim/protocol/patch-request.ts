import { present } from '../../../domain/present.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
} from '../../../protocols/scim/json.ts';
import { parsePath } from '../../../protocols/scim/path.ts';
import type { ScimPath } from '../../../protocols/scim/syntax.ts';
import { CORE_GROUP_URN, CORE_USER_URN, PATCH_OP_URN } from '../../../protocols/scim/urns.ts';
import type { ResourceType } from '../resources/model.ts';
import type { Patched } from './hook.ts';
import { badRequest, type ScimProblem } from './problem.ts';
import { withUrn } from './short-names.ts';

/** One change of one place; an operation without a path is one of these for each key of its value. */
export type Edit =
  | { readonly op: 'add' | 'replace'; readonly path: ScimPath; readonly value: Json }
  | { readonly op: 'remove'; readonly path: ScimPath; readonly value?: Json };

type Context = { readonly type: ResourceType; readonly urns: readonly string[] };

/**
 * The edits of a PATCH body (RFC 7644 section 3.5.2) in both of Entra's dialects: `op` in any case, one operation an
 * attribute or none with a path and a flat map of paths, nested extension objects, `manager` without its URN.
 * The resource's extensions tell where an unknown URN ends. `understand` may make another operation, several or none
 * of each operation.
 */
export function parsePatch(
  { type, content }: Patched,
  body: Json | undefined,
  understand: (operation: JsonObject) => Result<readonly Json[], ScimProblem> = (one) => ok([one]),
): Result<readonly Edit[], ScimProblem> {
  const operations = operationsOf(body);
  if (!operations.ok) return operations;
  const context = { type, urns: Object.keys(content).filter((key) => key.includes(':')) };
  const edits: Edit[] = [];
  for (const operation of operations.value) {
    const understood = isJsonObject(operation) ? understand(operation) : ok([operation]);
    if (!understood.ok) return understood;
    const parsed = collect(understood.value.map((one) => parseOperation(context, one)));
    if (!parsed.ok) return parsed;
    edits.push(...parsed.value);
  }
  return ok(edits);
}

function operationsOf(body: Json | undefined): Result<readonly Json[], ScimProblem> {
  if (!isJsonObject(body)) return badRequest('invalidSyntax', 'the body must be an object');
  const schemas = valueOfKey(body, 'schemas');
  const isPatch = isJsonArray(schemas) && schemas.some((urn) => urn === PATCH_OP_URN);
  if (!isPatch) return badRequest('invalidSyntax', `schemas must contain ${PATCH_OP_URN}`);
  const operations = valueOfKey(body, 'Operations');
  return isJsonArray(operations) && operations.length > 0
    ? ok(operations)
    : badRequest('invalidSyntax', 'Operations must be a list with at least one operation');
}

function parseOperation(context: Context, operation: Json): Result<readonly Edit[], ScimProblem> {
  if (!isJsonObject(operation)) return badRequest('invalidSyntax', 'an operation must be an object');
  const name = valueOfKey(operation, 'op');
  const op = typeof name === 'string' ? name.toLowerCase() : '';
  const path = valueOfKey(operation, 'path') ?? '';
  // The value itself, not `fieldOf`: null is a value here, it clears the attribute.
  const value = Object.entries(operation).find(([key]) => key.toLowerCase() === 'value')?.[1];
  if (typeof path !== 'string') return badRequest('invalidPath', 'path must be a text');
  if (op === 'remove') return parseRemoval(context, path, value);
  if (op !== 'add' && op !== 'replace')
    return badRequest('invalidSyntax', 'op must be add, replace or remove');
  if (value === undefined) return badRequest('invalidValue', `${op} needs a value`);
  return path === '' ? expand(context, op, value) : parseEdit(context, { op, path, value });
}

function parseRemoval(
  context: Context,
  text: string,
  value: Json | undefined,
): Result<readonly Edit[], ScimProblem> {
  if (text === '') return badRequest('noTarget', 'remove needs a path');
  const path = parseTarget(context, text);
  if (!path.ok) return path;
  return ok([{ op: 'remove', path: path.value, ...present({ value }) }]);
}

type WrittenEdit = { readonly op: 'add' | 'replace'; readonly path: string; readonly value: Json };

function parseEdit(context: Context, { op, path, value }: WrittenEdit): Result<readonly Edit[], ScimProblem> {
  const parsed = parseTarget(context, path);
  if (!parsed.ok) return parsed;
  const { attribute } = parsed.value;
  if (attribute === CORE_USER_URN || attribute === CORE_GROUP_URN) return expand(context, op, value);
  return attribute.includes(':') && isJsonObject(value)
    ? expandExtension(context, { op, path: attribute, value })
    : ok([{ op, path: parsed.value, value }]);
}

/** An operation without a path: each key of its value is a path. Read-only keys are passed over, as in a PUT. */
function expand(context: Context, op: 'add' | 'replace', value: Json): Result<readonly Edit[], ScimProblem> {
  if (!isJsonObject(value)) return badRequest('invalidValue', `${op} without a path needs an object`);
  return collect(
    Object.entries(value)
      .filter(([key]) => !passedOver.has(key.toLowerCase()))
      .map(([path, part]) => parseEdit(context, { op, path, value: part })),
  );
}

const passedOver: ReadonlySet<string> = new Set(['schemas', 'id', 'meta', 'groups']);

function expandExtension(
  context: Context,
  edit: WrittenEdit & { readonly value: JsonObject },
): Result<readonly Edit[], ScimProblem> {
  const within = { ...context, urns: [...context.urns, edit.path] };
  return collect(
    Object.entries(edit.value).map(([key, value]) =>
      parseEdit(within, { op: edit.op, path: `${edit.path}:${key}`, value }),
    ),
  );
}

function parseTarget(context: Context, text: string): Result<ScimPath, ScimProblem> {
  const path = parsePath(text, isWholeExtension(text) ? [...context.urns, text] : context.urns);
  if (!path.ok) return badRequest('invalidPath', `"${text}": ${path.error.message}`);
  if (path.value.urn === undefined && passedOver.has(path.value.attribute.toLowerCase())) {
    return fail({ status: 400, scimType: 'mutability', detail: `${path.value.attribute} is read-only` });
  }
  return ok(withUrn(context.type, path.value));
}

/** `urn:…:Acme:2.0:User` is a schema, `urn:…:Acme:2.0:User:tag` an attribute; only the ending tells. */
function isWholeExtension(text: string): boolean {
  return /^urn:.*:(?:User|Group)$/i.test(text);
}

function collect(
  parts: readonly Result<readonly Edit[], ScimProblem>[],
): Result<readonly Edit[], ScimProblem> {
  const edits: Edit[] = [];
  for (const part of parts) {
    if (!part.ok) return part;
    edits.push(...part.value);
  }
  return ok(edits);
}
