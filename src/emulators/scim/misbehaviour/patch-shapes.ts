import { ok } from '../../../domain/result.ts';
import { isMultiValued } from '../../../protocols/scim/attribute-names.ts';
import { valuesAt } from '../../../protocols/scim/evaluate.ts';
import {
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
  withField,
} from '../../../protocols/scim/json.ts';
import { BUILT_IN_URNS } from '../../../protocols/scim/urns.ts';
import type { Keeping, Patched } from '../protocol/hook.ts';
import { always, type Misbehaviour, refusalAnswer, refusing } from './misbehaviour.ts';
import { passedOver, refusingOperation, targetOf, understanding } from './operations.ts';
import { operationsOf, opOf, pathOf, sentValue } from './requests.ts';

const isUrn = (text: string) => text.toLowerCase().startsWith('urn:');
const isWrite = (operation: JsonObject) => opOf(operation) !== 'remove';
/** The value of an operation without a path. */
const mapOf = (operation: JsonObject): JsonObject => {
  const value = pathOf(operation) === '' ? sentValue(operation) : undefined;
  return isJsonObject(value) ? value : {};
};

/** `emails[type eq "work"].value` while there is no work e-mail. */
function hasNoEntry(operation: JsonObject, { content }: Patched): boolean {
  const path = targetOf(operation);
  if (path?.filter === undefined || !isWrite(operation)) return false;
  const { sub: _sub, ...entry } = path;
  return valuesAt(content, entry).length === 0;
}

/** A whole list that is written, members left out: those have misbehaviours of their own. */
function isWholeList(operation: JsonObject, op: string): boolean {
  const path = targetOf(operation);
  if (path === undefined || path.filter !== undefined || path.sub !== undefined) return false;
  return opOf(operation) === op && isMultiValued(path) && path.attribute !== 'members';
}

/** A key of a flat map that is a path: dotted, filtered or with a URN in front. */
const isPathKey = (key: string, value: Json) => (isUrn(key) ? !isJsonObject(value) : /[.[]/.test(key));

/** Nested objects without a path first take away what is there. */
function replacingNested(operation: JsonObject) {
  const nested = Object.entries(mapOf(operation)).filter(
    ([key, value]) => isJsonObject(value) && !isUrn(key),
  );
  if (nested.length === 0) return undefined;
  return ok([...nested.map(([path]) => ({ op: 'remove', path })), operation]);
}

const isCustom = (path: string) =>
  isUrn(path) && !BUILT_IN_URNS.some((urn) => path.toLowerCase().startsWith(urn.toLowerCase()));

/** What `urn:…:2.0:User:tag` becomes for a server that takes the dot for the separator of a sub-attribute. */
function splitAtDot(path: string): readonly [string, string] {
  const dot = path.indexOf('.');
  return [path.slice(0, dot), path.slice(dot + 1)];
}

/** Stores each value under the key that the dot cuts off. */
function storeSplit(
  { request, resource }: Keeping,
  pick: (operation: JsonObject) => readonly [string, Json][],
) {
  const picked = operationsOf(request).flatMap(pick);
  return picked.reduce<JsonObject>((content, [path, value]) => {
    const [key, rest] = splitAtDot(path);
    const held = valueOfKey(content, key);
    return withField(content, key, { ...(isJsonObject(held) ? held : {}), [rest]: value });
  }, resource.content);
}

const customWrites = (operation: JsonObject): readonly [string, Json][] =>
  isCustom(pathOf(operation)) && isWrite(operation)
    ? [[pathOf(operation), sentValue(operation) ?? null]]
    : [];

const extensionMaps = (operation: JsonObject): readonly [string, Json][] =>
  Object.entries(mapOf(operation)).filter(([key, value]) => isUrn(key) && isJsonObject(value));

function withoutExtensions(operation: JsonObject): JsonObject {
  const value = Object.entries(mapOf(operation)).filter(([key]) => !isUrn(key));
  return { op: opOf(operation), value: Object.fromEntries(value) };
}

/** How servers go wrong with the form of a PATCH. */
export const patchShapes = {
  'typed-entry-400': refusingOperation(
    'Refuses to write an entry such as emails[type eq "work"].value while there is none.',
    'noTarget',
    hasNoEntry,
  ),
  'typed-entry-replace-400': refusingOperation(
    'Refuses to replace an entry such as phoneNumbers[type eq "fax"].value while there is none, but lets it be added.',
    'noTarget',
    (operation, patched) => opOf(operation) === 'replace' && hasNoEntry(operation, patched),
  ),
  'add-list-replaces': understanding(
    'Drops the other entries of a list when one is added, for example all other e-mail addresses.',
    (operation) => (isWholeList(operation, 'add') ? ok([{ ...rest(operation), op: 'replace' }]) : undefined),
  ),
  'replace-list-merges': understanding(
    'Keeps the old entries of a list when the whole list is replaced.',
    (operation) => (isWholeList(operation, 'replace') ? ok([{ ...rest(operation), op: 'add' }]) : undefined),
  ),
  'flat-map-400': refusingOperation(
    'Refuses an operation without a path whose keys are paths such as name.givenName.',
    'noTarget',
    (operation) => Object.entries(mapOf(operation)).some(([key, value]) => isPathKey(key, value)),
  ),
  'nested-map-replaces': understanding(
    'Loses the family name when only the given name is sent in an operation without a path.',
    replacingNested,
  ),
  'extension-map-split-at-dot': always(
    'Stores an extension that is sent without a path under its URN cut off at "2.0".',
    {
      operation: (one) => ok(extensionMaps(one).length > 0 ? [withoutExtensions(one)] : [one]),
      keep: (keeping) => ok(storeSplit(keeping, extensionMaps)),
    },
  ),
  'custom-urn-split-at-dot': always(
    'Stores an attribute of a custom extension under its URN cut off at "2.0".',
    {
      operation: (one) => (customWrites(one).length > 0 ? passedOver : ok([one])),
      keep: (keeping) => ok(storeSplit(keeping, customWrites)),
    },
  ),
  'custom-extension-400': refusingOperation(
    'Refuses paths of an extension it does not know.',
    'invalidPath',
    (operation) => isCustom(pathOf(operation)),
  ),
  'one-operation-per-patch': refusing(
    'Refuses a PATCH with more than one operation.',
    (request) => operationsOf(request).length > 1,
    refusalAnswer(400, 'a PATCH has one operation', 'invalidSyntax'),
  ),
  'patch-ignored': understanding('Answers 200 to a change of attributes and stores nothing.', (operation) =>
    isOfMembers(operation) ? undefined : passedOver,
  ),
} as const satisfies Record<string, Misbehaviour>;

function rest(operation: JsonObject): JsonObject {
  return { path: pathOf(operation), value: sentValue(operation) ?? null };
}

function isOfMembers(operation: JsonObject): boolean {
  return targetOf(operation)?.attribute === 'members' || Object.hasOwn(mapOf(operation), 'members');
}
