import { ok } from '../../../domain/result.ts';
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  valueOfKey,
} from '../../../protocols/scim/json.ts';
import { ENTERPRISE_USER_URN } from '../../../protocols/scim/urns.ts';
import type { Keeping } from '../protocol/hook.ts';
import { always, type Misbehaviour, refusalAnswer, refusing } from './misbehaviour.ts';
import {
  isAttribute,
  isManager,
  isManagerValue,
  passedOver,
  refusingOperation,
  targetOf,
  understanding,
  writing,
} from './operations.ts';
import {
  isRequestOn,
  operationsOf,
  opOf,
  pathOf,
  type SentValue,
  sentValue,
  writtenBy,
  writtenIn,
} from './requests.ts';

const isText = (value: Json | undefined): value is string => typeof value === 'string';
const isBooleanText = ({ path, value }: SentValue) => isAttribute(path, 'active') && isText(value);
const isRoleByText = ({ path }: SentValue) => /^roles\[primary eq "(?:true|false)"\]/i.test(path);

/** `active` stays the text it was sent as, also through later changes of something else. */
function keepBooleanText({ request, before = {}, resource }: Keeping): JsonObject {
  const { content } = resource;
  const sent = operationsOf(request).flatMap(writtenBy).findLast(isBooleanText)?.value;
  const held = sent ?? valueOfKey(before, 'active');
  const isKept = isText(held) && held.toLowerCase() === String(valueOfKey(content, 'active'));
  return isKept ? { ...content, active: held } : content;
}

function keepManagerText({ request, before = {}, resource }: Keeping): JsonObject {
  const { content } = resource;
  const extension = valueOfKey(content, ENTERPRISE_USER_URN);
  const manager = isJsonObject(extension) ? valueOfKey(extension, 'manager') : undefined;
  if (!isJsonObject(extension) || !isJsonObject(manager)) return content;
  const old = valueOfKey(before, ENTERPRISE_USER_URN);
  const sent = operationsOf(request)
    .flatMap(writtenBy)
    .findLast(({ path }) => isManager(path))?.value;
  const held = sent ?? (isJsonObject(old) ? valueOfKey(old, 'manager') : undefined);
  const isKept = isText(held) && held === valueOfKey(manager, 'value');
  return isKept ? { ...content, [ENTERPRISE_USER_URN]: { ...extension, manager: held } } : content;
}

function keepRoleText({ request, before = {}, resource }: Keeping): JsonObject {
  const roles = valueOfKey(resource.content, 'roles');
  const isByText =
    operationsOf(request).flatMap(writtenBy).some(isRoleByText) ||
    JSON.stringify(valueOfKey(before, 'roles') ?? []).includes('"primary":"True"');
  if (!isByText || !isJsonArray(roles)) return resource.content;
  const kept = roles.map((role) =>
    isJsonObject(role) && role['primary'] === true ? { ...role, primary: 'True' } : role,
  );
  return { ...resource.content, roles: kept };
}

const keeping = (says: string, keep: (change: Keeping) => JsonObject): Misbehaviour =>
  always(says, { keep: (change) => ok(keep(change)) });

const refusedValue = (detail: string) => refusalAnswer(400, detail, 'invalidValue');

/** How servers go wrong with the value of an attribute. */
export const patchValues = {
  'string-boolean-400': refusingOperation(
    'Refuses active as the text "False", which Entra sends.',
    'invalidValue',
    writing(isBooleanText),
  ),
  'string-boolean-stored-as-text': keeping(
    'Stores active as the text "False", so the account looks enabled to what tests for false.',
    keepBooleanText,
  ),
  'string-manager-400': refusingOperation(
    'Refuses the manager as a plain id, which Entra sends.',
    'invalidValue',
    writing(({ path, value }) => isManager(path) && isText(value)),
  ),
  'string-manager-stored-as-text': keeping(
    'Stores the manager as a plain text instead of a reference.',
    keepManagerText,
  ),
  'object-manager-ignored': understanding(
    'Answers 200 to a manager sent as an object, and does not store it.',
    (operation) =>
      isManager(pathOf(operation)) && isJsonObject(sentValue(operation)) ? passedOver : undefined,
  ),
  'manager-value-path-400': refusingOperation(
    'Refuses the path manager.value.',
    'noTarget',
    writing(({ path }) => isManagerValue(path)),
  ),
  'text-filter-of-boolean-400': refusingOperation(
    'Refuses the path roles[primary eq "True"].value, which Entra sends.',
    'invalidPath',
    writing(isRoleByText),
  ),
  'text-filter-of-boolean-stored': keeping(
    'Stores primary as the text "True" after a PATCH of roles[primary eq "True"].value.',
    keepRoleText,
  ),
  'role-type-400': refusing(
    'Refuses roles that have a type, as Entra sends them.',
    (request) => writtenIn(request).some(({ path, value }) => isAttribute(path, 'roles') && hasType(value)),
    refusedValue('roles.type has no such value'),
  ),
  'null-400': refusing(
    'Refuses null as the value of an attribute.',
    (request) => writtenIn(request).some(({ value }) => value === null),
    refusedValue('null is no value'),
  ),
  'null-stored-as-none': understanding('Stores null as the text "None".', (operation) =>
    sentValue(operation) === null && opOf(operation) !== 'remove'
      ? ok([{ op: opOf(operation), path: pathOf(operation), value: 'None' }])
      : undefined,
  ),
  'empty-string-400': refusing(
    'Refuses an empty text as the value of an attribute.',
    (request) => writtenIn(request).some(({ value }) => value === ''),
    refusedValue('an empty text is no value'),
  ),
  'empty-string-ignored': understanding(
    'Answers 200 to an empty text and keeps the old value.',
    (operation) => (sentValue(operation) === '' ? passedOver : undefined),
  ),
  'nick-name-400': refusing(
    'Refuses nickName, which it does not know.',
    (request) => writtenIn(request).some(({ path }) => isAttribute(path, 'nickName')),
    refusalAnswer(400, 'nickName is unknown', 'invalidPath'),
  ),
  'removes-absent-400': refusingOperation(
    'Refuses to remove an attribute that is not there.',
    'noTarget',
    (operation, { content }) => opOf(operation) === 'remove' && isAbsent(operation, content),
  ),
  'last-email-kept': always('Refuses to take away the last e-mail address.', {
    keep: ({ before = {}, resource }) =>
      hasEmails(before) && !hasEmails(resource.content)
        ? { ok: false, error: { status: 400, scimType: 'invalidValue', detail: 'an e-mail is needed' } }
        : ok(resource.content),
  }),
  'create-needs-email': refusing(
    'Refuses a new user without emails whose userName is no mail address.',
    (request) => isRequestOn(request, 'POST', 'Users') && !hasAddress(request.body),
    refusedValue('an e-mail is needed'),
  ),
  'create-needs-password': refusing(
    'Refuses a new user without a password.',
    (request) =>
      isRequestOn(request, 'POST', 'Users') &&
      isJsonObject(request.body) &&
      !valueOfKey(request.body, 'password'),
    refusedValue('a password is needed'),
  ),
} as const satisfies Record<string, Misbehaviour>;

function hasType(value: Json): boolean {
  return (
    isJsonArray(value) && value.some((one) => isJsonObject(one) && valueOfKey(one, 'type') !== undefined)
  );
}

function isAbsent(operation: JsonObject, content: JsonObject): boolean {
  const path = targetOf(operation);
  if (path === undefined) return false;
  const root = path.urn === undefined ? content : valueOfKey(content, path.urn);
  return !isJsonObject(root) || valueOfKey(root, path.attribute) === undefined;
}

function hasEmails(content: JsonObject): boolean {
  const emails = valueOfKey(content, 'emails');
  return isJsonArray(emails) && emails.length > 0;
}

function hasAddress(body: Json | undefined): boolean {
  if (!isJsonObject(body)) return true;
  return String(valueOfKey(body, 'userName') ?? '').includes('@') || hasEmails(body);
}
