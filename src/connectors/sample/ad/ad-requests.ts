import { type AttributeValue, texts } from '../../../domain/model/value.ts';
import { unreachable } from '../../../domain/result.ts';
import type { AttributeDefinition } from '../../../domain/schema/types.ts';
import type { Draft, MembershipChange, TargetQuery, Update, Write } from '../../../engine/port.ts';
import type { Request } from '../store/exchange.ts';
import { escapeLdapFilterValue } from './ad-encodings.ts';
import { childDn } from './distinguished-name.ts';

/** LDAP operations as text: filters as in RFC 4515, changes in the manner of LDIF (RFC 2849). */
const objectFilter = (objectType: string): string =>
  objectType.toLowerCase() === 'group'
    ? '(objectCategory=group)'
    : '(objectCategory=person)(objectClass=user)';

export const searchRequest = ({
  selection,
  attribute,
  value,
}: Pick<TargetQuery, 'selection' | 'attribute' | 'value'>): Request => ({
  request: `search (&${objectFilter(selection.objectType)}(${attribute.name}=${escapeLdapFilterValue(value)}))`,
});

export const adReadRequest = (guid: string): Request => ({
  request: `search base <GUID=${guid}> scope base`,
});

/** Where the new name of an object comes from its attributes rather than from a modify. */
const naming = new Set(['cn', 'parentDistinguishedName']);

type Named = readonly [string, AttributeValue];

/** The schema's accountDisabled is a bit on the wire, and a reference is the name of the object with that GUID. */
function onTheWire([name, value]: Named, references: ReadonlySet<string>): readonly string[] {
  if (name === 'accountDisabled') {
    return [`userAccountControl: bit 2 ${texts(value)[0]?.toLowerCase() === 'true' ? 'set' : 'clear'}`];
  }
  return texts(value).map((text) => `${name}: ${references.has(name) ? `<GUID=${text}>` : text}`);
}

const rows = (attributes: Iterable<Named>, definitions: readonly AttributeDefinition[]): string => {
  const references = new Set(definitions.filter(({ type }) => type === 'Reference').map(({ name }) => name));
  return [...attributes].flatMap((named) => onTheWire(named, references)).join('\n');
};

export function addRequest({ objectType, attributes, definitions }: Draft, container: string): Request {
  const parent = texts(attributes.get('parentDistinguishedName'))[0] ?? container;
  const dn = childDn('CN', texts(attributes.get('cn'))[0] ?? '', parent);
  const sent = [...attributes].filter(([name]) => name !== 'parentDistinguishedName');
  const password = objectType.toLowerCase() === 'user' ? '\nunicodePwd: (random, not shown)' : '';
  return {
    request: `add ${dn}`,
    requestBody: `objectClass: ${objectType}\n${rows(sent, definitions)}${password}`,
  };
}

/** Attributes first, then the name: a modify cannot change cn, and a modifyDN can rename and move at once. */
export function adUpdateRequests({ ref, deltas, definitions }: Update): readonly Request[] {
  const own = deltas.filter(({ attribute }) => !naming.has(attribute));
  const names = deltas.filter(({ attribute }) => naming.has(attribute));
  const lines = own.map((delta) =>
    delta.change === 'remove'
      ? `delete: ${delta.attribute}`
      : `${delta.change}: ${rows([[delta.attribute, delta.value]], definitions)}`,
  );
  const renamed = names.flatMap((delta) =>
    delta.change === 'remove' ? [] : [rows([[delta.attribute, delta.value]], definitions)],
  );
  return [
    ...(lines.length === 0 ? [] : [{ request: `modify <GUID=${ref}>`, requestBody: lines.join('\n') }]),
    ...(renamed.length === 0 ? [] : [{ request: `modifyDN <GUID=${ref}>`, requestBody: renamed.join('\n') }]),
  ];
}

export const membersRequest = (
  { group, members, attribute }: MembershipChange,
  change: 'add' | 'delete',
): Request => ({
  request: `modify <GUID=${group}>`,
  requestBody: members.map((member) => `${change}: ${attribute.name}: <GUID=${member}>`).join('\n'),
});

export const deleteRequest = (guid: string): Request => ({ request: `delete <GUID=${guid}>` });

/** Every request of a write, in the order in which they would leave. */
export function requestsOf(write: Write, container: string): readonly Request[] {
  switch (write.do) {
    case 'create':
      return [addRequest(write.draft, container)];
    case 'update':
      return adUpdateRequests(write.update);
    case 'remove':
      return [deleteRequest(write.ref)];
    case 'addMembers':
      return [membersRequest(write.change, 'add')];
    case 'removeMembers':
      return [membersRequest(write.change, 'delete')];
    default:
      return unreachable(write);
  }
}
