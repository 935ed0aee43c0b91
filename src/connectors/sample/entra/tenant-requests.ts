import type { Delta } from '../../../domain/model/entry.ts';
import type { Attributes } from '../../../domain/model/value.ts';
import { unreachable } from '../../../domain/result.ts';
import type { AttributeDefinition } from '../../../domain/schema/types.ts';
import type { Update, Write } from '../../../engine/port.ts';
import type { Request } from '../store/exchange.ts';

const json = (value: unknown): string => JSON.stringify(value, undefined, 2);

export const bodyOf = (attributes: Attributes): string => json(Object.fromEntries(attributes));

const attributeOf = (delta: Delta) => (delta.change === 'remove' ? null : delta.value);

function isReference({ attribute }: Delta, definitions: readonly AttributeDefinition[]): boolean {
  return definitions.some(({ name, type }) => name === attribute && type === 'Reference');
}

/** Plain attributes travel in one PATCH, a reference in a PUT of its own, and a soft deletion is a DELETE. */
function updateRequests({ ref, deltas, definitions }: Update): readonly Request[] {
  const deletion = deltas.filter(
    (delta) => delta.attribute === 'IsSoftDeleted' && attributeOf(delta) === true,
  );
  const references = deltas.filter((delta) => isReference(delta, definitions));
  const plain = deltas.filter((delta) => !deletion.includes(delta) && !references.includes(delta));
  const body = json(Object.fromEntries(plain.map((delta) => [delta.attribute, attributeOf(delta)])));
  return [
    ...(plain.length === 0 ? [] : [{ request: `PATCH /users/${ref}`, requestBody: body }]),
    ...references.map((delta) => ({
      request: `${delta.change === 'remove' ? 'DELETE' : 'PUT'} /users/${ref}/${delta.attribute.toLowerCase()}/$ref`,
      ...(delta.change === 'remove'
        ? {}
        : { requestBody: json({ '@odata.id': `users/${String(delta.value)}` }) }),
    })),
    ...deletion.map(() => ({ request: `DELETE /users/${ref}` })),
  ];
}

/** Every request of a write on a tenant, in order; a create is described by its tenant. */
export function tenantRequests(
  write: Write,
  createRequests: (attributes: Attributes) => readonly Request[],
): readonly Request[] {
  switch (write.do) {
    case 'create':
      return createRequests(write.draft.attributes);
    case 'update':
      return updateRequests(write.update);
    case 'remove':
      return [{ request: `DELETE /users/${write.ref}` }];
    case 'addMembers':
    case 'removeMembers':
      return [];
    default:
      return unreachable(write);
  }
}
