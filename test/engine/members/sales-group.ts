import { group, type Provisioned, person, type Setup } from '../../support/provisioned.ts';
import { createTarget, type Held, type TargetSetup } from '../../support/systems/memory-target.ts';

export const inTarget = (...ids: readonly string[]) =>
  ids.map((id) => ({ ref: `t-${id}`, attributes: { userName: `${id}@source.example` } }));
const sales: Held = { displayName: 'Group sales', externalId: 'sales' };
export const salesInTarget = { ref: 't-sales', objectType: 'Group', attributes: sales };

/** The group "sales" with the people a, b, c as direct members; d and e are none. */
export const sources = {
  people: [group('sales'), ...['a', 'b', 'c', 'd', 'e'].map((id) => person(id))],
  groups: { sales: ['a', 'b', 'c'] },
};

export const choosing = (...members: readonly string[]): Setup => ({
  ...sources,
  subject: { kind: 'group', id: 'sales', members },
});

/** The group stands in the target, without members, and so do a, b, c and d. */
export const targetWith = (change: TargetSetup = {}) =>
  createTarget({
    ...change,
    objects: [salesInTarget, ...inTarget('a', 'b', 'c', 'd'), ...(change.objects ?? [])],
  });

export const fates = ({ record }: Provisioned) =>
  Object.fromEntries((record.evidence.act?.members ?? []).map(({ id, fate }) => [id, fate]));
