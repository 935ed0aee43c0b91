import { type Attributes, type AttributeValue, isEmptyValue, texts } from '../../../domain/model/value.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { AttributeDefinition } from '../../../domain/schema/types.ts';
import type { Failure } from '../../../engine/failure.ts';
import type { Draft, Update } from '../../../engine/port.ts';
import { applyDeltas } from '../store/deltas.ts';
import type { StoredObject } from '../store/records.ts';
import { groupFlags, groupTypeOf, withAccountDisabled } from './ad-encodings.ts';
import { dnOf, type Forest } from './ad-forest.ts';
import { adRefusal } from './ad-rules.ts';
import { dnKey } from './distinguished-name.ts';

const virtual = new Set([
  'accountDisabled',
  'isSecurityGroup',
  'UniversalScope',
  'objectGUID',
  'distinguishedName',
]);

const isTrue = (value: AttributeValue | undefined, otherwise: boolean): boolean =>
  value === undefined ? otherwise : texts(value)[0]?.toLowerCase() === 'true';

const numberOf = (value: AttributeValue | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** Turns the schema's flags into the bits they stand for; a user and a group have different ones. */
function withBits(type: string, attributes: Attributes): Attributes {
  const stored = new Map([...attributes].filter(([name]) => !virtual.has(name)));
  if (type === 'group') {
    const held = groupFlags(
      numberOf(attributes.get('groupType')) ?? groupTypeOf({ isSecurityGroup: true, UniversalScope: true }),
    );
    const isSecurityGroup = isTrue(attributes.get('isSecurityGroup'), held.isSecurityGroup);
    const UniversalScope = isTrue(attributes.get('UniversalScope'), held.UniversalScope);
    return stored.set('groupType', groupTypeOf({ isSecurityGroup, UniversalScope }));
  }
  const control = numberOf(attributes.get('userAccountControl'));
  const disabled = attributes.get('accountDisabled');
  if (disabled !== undefined || control === undefined) {
    stored.set('userAccountControl', withAccountDisabled(control, isTrue(disabled, false)));
  }
  return stored;
}

/** The distinguished names of referenced objects; a reference to nobody is what AD refuses with 000020B5. */
export function linkedDns(
  forest: Forest,
  attribute: string,
  refs: readonly string[],
): Result<readonly string[], Failure> {
  const found = refs.map((ref) => forest.objects.get(ref));
  const missing = refs.find((_, index) => found[index] === undefined);
  if (missing === undefined)
    return ok(found.flatMap((object) => (object === undefined ? [] : [dnOf(object)])));
  return fail({
    code: 'attribute.rejected',
    message: `${attribute} points to ${missing}, which does not exist in the forest.`,
    attributes: [attribute],
    systemCode: '19 constraintViolation 000020B5',
  });
}

function withLinks(
  forest: Forest,
  attributes: Attributes,
  references: readonly AttributeDefinition[],
): Result<Attributes, Failure> {
  const stored = new Map(attributes);
  for (const { name, multivalued } of references) {
    const dns = linkedDns(forest, name, texts(attributes.get(name)));
    if (!dns.ok) return dns;
    const [first] = dns.value;
    if (first !== undefined) stored.set(name, multivalued ? dns.value : first);
  }
  return ok(stored);
}

const changedReferences = (definitions: readonly AttributeDefinition[], changed: ReadonlySet<string>) =>
  definitions.filter(({ name, type }) => type === 'Reference' && changed.has(name));

export type NewIds = { readonly guid: string; readonly accountName: string; readonly container: string };

/**
 * The object that a create would make. Its parent is the mapped parentDistinguishedName, else `container`; a group
 * without a sAMAccountName gets one from the directory, as in Windows.
 */
export function createdObject(forest: Forest, draft: Draft, ids: NewIds): Result<StoredObject, Failure> {
  const type = draft.objectType.toLowerCase();
  const generated = type === 'group' ? ids.accountName : undefined;
  const held = new Map(draft.attributes);
  if (isEmptyValue(held.get('cn'))) return fail(missingAttribute('cn'));
  if (isEmptyValue(held.get('parentDistinguishedName'))) held.set('parentDistinguishedName', ids.container);
  if (generated !== undefined && !held.has('sAMAccountName')) held.set('sAMAccountName', generated);
  if (!held.has('sAMAccountName')) return fail(missingAttribute('sAMAccountName'));
  const linked = withLinks(forest, held, changedReferences(draft.definitions, new Set(held.keys())));
  if (!linked.ok) return linked;
  const object: StoredObject = { id: ids.guid, type, attributes: withBits(type, linked.value) };
  const refused = adRefusal(forest, object, [...object.attributes.keys()]);
  return refused === undefined ? ok(object) : fail(refused);
}

const missingAttribute = (attribute: string): Failure => ({
  code: 'attribute.rejected',
  message: `Active Directory creates nothing without ${attribute}.`,
  attributes: [attribute],
  systemCode: '65 objectClassViolation',
});

/** The object after an update, and every object whose links change because this one was renamed or moved. */
export function updatedObjects(
  forest: Forest,
  before: StoredObject,
  update: Update,
): Result<readonly StoredObject[], Failure> {
  const names = new Set(update.deltas.map(({ attribute }) => attribute));
  const references = changedReferences(update.definitions, names);
  const touched = new Set(references.map(({ name }) => name));
  const own = update.deltas.filter(({ attribute }) => !touched.has(attribute));
  const linked = withReferenceDeltas(forest, before, update, references);
  if (!linked.ok) return linked;
  const attributes = withBits(before.type, applyDeltas(linked.value, own, update.definitions));
  const after: StoredObject = { ...before, attributes };
  const refused = adRefusal(
    forest,
    after,
    [...names].filter((name) => !virtual.has(name)),
  );
  if (refused !== undefined) return fail(refused);
  return ok([after, ...followers(forest, before, after)]);
}

function withReferenceDeltas(
  forest: Forest,
  { attributes }: StoredObject,
  { deltas, definitions }: Update,
  references: readonly AttributeDefinition[],
): Result<Attributes, Failure> {
  const names = new Set(references.map(({ name }) => name));
  const wanted = deltas.filter(({ attribute }) => names.has(attribute));
  const asDns = wanted.map((delta) => {
    if (delta.change === 'remove') return ok(delta);
    const dns = linkedDns(forest, delta.attribute, texts(delta.value));
    if (!dns.ok) return dns;
    const multivalued = references.find(({ name }) => name === delta.attribute)?.multivalued === true;
    return ok({ ...delta, value: multivalued ? dns.value : (dns.value[0] ?? '') });
  });
  const broken = asDns.find((one) => !one.ok);
  if (broken !== undefined && !broken.ok) return broken;
  const linked = asDns.flatMap((one) => (one.ok ? [one.value] : []));
  return ok(applyDeltas(attributes, linked, definitions));
}

/** A directory keeps links when their target is renamed or moved; with names in place of links we rewrite them. */
function followers(forest: Forest, before: StoredObject, after: StoredObject): readonly StoredObject[] {
  const [from, to] = [dnOf(before), dnOf(after)];
  if (from === to) return [];
  const key = dnKey(from);
  const follow = (dn: string): string => (dnKey(dn) === key ? to : dn);
  return [...forest.objects.values()].flatMap((object) => {
    const manager = object.attributes.get('manager');
    const member = object.attributes.get('member');
    const refers = [...texts(manager), ...texts(member)].some((dn) => dnKey(dn) === key);
    if (!refers || object.id === before.id) return [];
    const attributes = new Map(object.attributes);
    if (typeof manager === 'string') attributes.set('manager', follow(manager));
    if (member !== undefined) attributes.set('member', texts(member).map(follow));
    return [{ ...object, attributes }];
  });
}

/** A group with members added or taken away by their GUIDs. Idempotent: who is in stays in once. */
export function withMembers(
  group: StoredObject,
  attribute: string,
  change: { readonly add: readonly string[] } | { readonly remove: readonly string[] },
): StoredObject {
  const held = texts(group.attributes.get(attribute));
  const gone = new Set(('remove' in change ? change.remove : []).map(dnKey));
  const present = new Set(held.map(dnKey));
  const added = 'add' in change ? change.add.filter((dn) => !present.has(dnKey(dn))) : [];
  const members = [...held.filter((dn) => !gone.has(dnKey(dn))), ...added];
  return { ...group, attributes: new Map(group.attributes).set(attribute, members) };
}
