import { ok, type Result } from '../../../domain/result.ts';
import { isMultiValued } from '../../../protocols/scim/attribute-names.ts';
import { matchesElement } from '../../../protocols/scim/evaluate.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
  withField,
  withoutField,
} from '../../../protocols/scim/json.ts';
import type { Filter, ScimPath } from '../../../protocols/scim/syntax.ts';
import { elementOf, setSub } from '../../../protocols/scim/write-path.ts';
import type { Edit } from '../protocol/patch-request.ts';
import { badRequest, type ScimProblem } from '../protocol/problem.ts';
import { removeFrom } from './patch-remove.ts';

type Edited = Result<Json | undefined, ScimProblem>;

/**
 * The content after all edits, in order. Values are put in as they were sent; `acceptResource` brings the result into
 * canonical form and refuses what does not fit. Nothing of the argument changes, so a failed PATCH leaves no trace.
 */
export function applyEdits(content: JsonObject, edits: readonly Edit[]): Result<JsonObject, ScimProblem> {
  let edited = content;
  for (const edit of edits) {
    const next = applyEdit(edited, edit);
    if (!next.ok) return next;
    edited = next.value;
  }
  return ok(edited);
}

function applyEdit(content: JsonObject, edit: Edit): Result<JsonObject, ScimProblem> {
  const { urn } = edit.path;
  if (urn === undefined) return editField(content, edit);
  const held = valueOfKey(content, urn);
  const extension = editField(isJsonObject(held) ? held : {}, edit);
  if (!extension.ok) return extension;
  const isEmpty = Object.keys(extension.value).length === 0;
  return ok(isEmpty ? withoutField(content, urn) : withField(content, urn, extension.value));
}

function editField(root: JsonObject, edit: Edit): Result<JsonObject, ScimProblem> {
  const { attribute } = edit.path;
  const value = newValue(valueOfKey(root, attribute), edit);
  if (!value.ok) return value;
  return ok(
    value.value === undefined ? withoutField(root, attribute) : withField(root, attribute, value.value),
  );
}

function newValue(held: Json | undefined, edit: Edit): Edited {
  const { path } = edit;
  if (edit.op === 'remove') return ok(removeFrom(held, path, edit.value));
  // Null clears, like remove (RFC 7643 section 2.5).
  if (edit.value === null) return ok(removeFrom(held, path, undefined));
  const change = { path, value: edit.value, isAdd: edit.op === 'add' };
  if (path.filter !== undefined) return writeElements(listOf(held), path.filter, change);
  const isList = isJsonArray(held) || isMultiValued(path);
  return ok(isList ? writeList(listOf(held), change) : writeSingle(held, change));
}

type Writing = { readonly path: ScimPath; readonly value: Json; readonly isAdd: boolean };

function writeList(held: readonly Json[], { path, value, isAdd }: Writing): Json {
  const { sub } = path;
  if (sub === undefined) return isAdd ? [...held, ...listOf(value)] : listOf(value);
  return held.length === 0 ? [{ [sub]: value }] : held.map((item) => setSub(item, sub, value));
}

/** Sub-attributes that are not named stay (RFC 7644 section 3.5.2.3). */
function writeSingle(held: Json | undefined, { path, value }: Writing): Json {
  if (path.sub !== undefined) return setSub(held, path.sub, value);
  return isJsonObject(held) && isJsonObject(value) ? merge(held, value) : value;
}

/** RFC 7644 asks for noTarget when nothing matches a replace; Entra expects the typed element to appear instead. */
function writeElements(held: readonly Json[], filter: Filter, writing: Writing): Edited {
  const { path } = writing;
  const value = onlyItem(writing.value);
  const isHit = held.map((item) => matchesElement(filter, item, path));
  if (isHit.includes(true)) {
    return ok(held.map((item, at) => (isHit[at] === true ? writeElement(item, path.sub, value) : item)));
  }
  const start = elementOf(filter);
  return start === undefined
    ? badRequest('noTarget', `no element of ${path.attribute} matches the filter`)
    : ok([...held, writeElement(start, path.sub, value)]);
}

function writeElement(item: Json, sub: string | undefined, value: Json): Json {
  return sub === undefined && isJsonObject(item) && isJsonObject(value)
    ? merge(item, value)
    : setSub(item, sub, value);
}

function merge(held: JsonObject, value: JsonObject): JsonObject {
  return Object.entries(value).reduce((whole, [key, part]) => withField(whole, key, part), held);
}

function onlyItem(value: Json): Json {
  const [only, ...more] = isJsonArray(value) ? value : [];
  return only !== undefined && more.length === 0 ? only : value;
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return isJsonArray(value) ? value : [value];
}
