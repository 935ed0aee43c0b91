import type { Attributes, AttributeValue } from '../../../domain/model/value.ts';
import type { AttributeDefinition, AttributeType } from '../../../domain/schema/types.ts';
import type { CheckUpRequest } from '../../../engine/check-up.ts';
import { scimAttribute, writableAttribute } from '../attributes.ts';

type Kind = CheckUpRequest['kinds'][number];

/** So that nobody takes it for a person, and everybody knows what to do with it. */
const marked = 'Test user of provision doctor, safe to delete';
const markedGroup = 'Test group of provision doctor, safe to delete';

/** Under a name that is reserved, so that no mail reaches anybody (RFC 2606 section 2). */
export const testUserName = (id: string): string => `provision-doctor-${id}@example.invalid`;

const clearable = [
  'title',
  'nickName',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division',
];

const userValues = (id: string): ReadonlyMap<string, AttributeValue> =>
  new Map<string, AttributeValue>([
    ['userName', testUserName(id)],
    ['externalId', `provision-doctor-${id}`],
    ['displayName', marked],
    ['active', true],
    ['name.givenName', 'Test'],
    ['name.familyName', 'Provision doctor'],
    ['emails[type eq "work"].value', testUserName(id)],
    ...clearable.map((name): [string, AttributeValue] => [name, 'Test']),
  ]);

const groupValues = (id: string): ReadonlyMap<string, AttributeValue> =>
  new Map<string, AttributeValue>([
    ['displayName', `${markedGroup} (${id})`],
    ['externalId', `provision-doctor-${id}`],
  ]);

const byType: Record<AttributeType, AttributeValue | undefined> = {
  String: '',
  Integer: 1,
  Boolean: true,
  DateTime: '2026-01-01T00:00:00Z',
  Reference: undefined,
  Binary: undefined,
};

const canWrite = (definition: AttributeDefinition): boolean =>
  definition.mutability !== 'ReadOnly' && definition.type !== 'Reference' && writableAttribute(definition).ok;

/** Only what the app maps, what it matches by, and what a server or the schema asks for. */
export function testValues(kind: Kind, id: string, isGroup: boolean): Attributes {
  const usual = isGroup ? groupValues(id) : userValues(id);
  const needed = new Set(kind.matching.map(({ name }) => name));
  const always = isGroup ? 'displayName' : 'userName';
  const values = new Map<string, AttributeValue>([[always, usual.get(always) ?? id]]);
  for (const definition of kind.selection.attributes.filter(canWrite)) {
    const isNeeded = definition.required || needed.has(definition.name);
    const made = byType[definition.type] === '' ? `provision-doctor-${id}` : byType[definition.type];
    const value = usual.get(definition.name) ?? (isNeeded ? made : undefined);
    if (value !== undefined) values.set(definition.name, value);
  }
  return values;
}

/** An optional attribute of the test user that can be cleared and set again without harm. */
export function clearableAttribute(kind: Kind): AttributeDefinition | undefined {
  const matching = new Set(kind.matching.map(({ name }) => name));
  return clearable
    .map((name) => kind.selection.attributes.find((definition) => definition.name === name))
    .find((definition) => definition !== undefined && !definition.required && !matching.has(definition.name));
}

/** An entry of a list that the test user has not yet, as `phoneNumbers[type eq "mobile"].value`, with a value for it. */
export function typedAttribute(
  kind: Kind,
  held: Attributes,
): { readonly definition: AttributeDefinition; readonly value: string } | undefined {
  const values: ReadonlyMap<string, string> = new Map([
    ['phoneNumbers', '+1 555 0100'],
    ['emails', `other-${String(held.get('userName') ?? testUserName('0'))}`],
  ]);
  for (const definition of kind.selection.attributes.filter(canWrite)) {
    const attribute = scimAttribute(definition);
    const path = attribute.ok ? attribute.value.path : undefined;
    const value = path?.filter === undefined || path.sub !== 'value' ? undefined : values.get(path.attribute);
    if (value !== undefined && !held.has(definition.name)) return { definition, value };
  }
  return undefined;
}
