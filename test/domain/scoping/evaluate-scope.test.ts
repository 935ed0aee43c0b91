import { describe, expect, it } from 'vitest';
import type { AppKind } from '../../../src/domain/model/app.ts';
import type { ScopeInput } from '../../../src/domain/scoping/evaluate-scope.ts';
import { category, decide, direct, failed, input, syncAll, unassigned } from './decision-setup.ts';
import { person } from './scoping-setup.ts';

const held = (over: Partial<ScopeInput> = {}, kind?: AppKind) =>
  Object.fromEntries(decide(over, kind).conditions.map(({ id, holds }) => [id, holds]));

describe('the conditions of scope', () => {
  it.each<[AppKind, Partial<ScopeInput>, readonly string[]]>([
    ['entra-to-saas', {}, ['active', 'assigned', 'role', 'filters']],
    ['entra-to-saas', { settings: syncAll }, ['active', 'syncAll', 'filters']],
    ['cross-tenant', {}, ['active', 'assigned', 'role', 'filters']],
    ['entra-to-ad', {}, ['active', 'filters']],
    ['ad-to-entra', {}, ['active', 'filters']],
    ['workday-to-ad', {}, ['filters']],
    ['successfactors-to-ad', {}, ['filters']],
  ])('of %s with %o are %j', (kind, over, ids) => {
    expect(decide(over, kind).conditions.map(({ id }) => id)).toEqual(ids);
  });

  it.each<[string, Partial<ScopeInput>, Readonly<Record<string, boolean>>]>([
    ['all hold', {}, { active: true, assigned: true, role: true, filters: true }],
    ['disabled', { active: false }, { active: false, assigned: true, role: true, filters: true }],
    ['status unknown', { active: undefined }, { active: true, assigned: true, role: true, filters: true }],
    [
      'unassigned',
      { entitlement: unassigned },
      { active: true, assigned: false, role: false, filters: true },
    ],
    [
      'assignment unknown',
      { entitlement: undefined },
      { active: true, assigned: false, role: false, filters: true },
    ],
    [
      'role does not entitle',
      { entitlement: { ...direct, hasRequiredRole: false } },
      { active: true, assigned: true, role: false, filters: true },
    ],
    ['filter fails', { verdict: failed }, { active: true, assigned: true, role: true, filters: false }],
    [
      'sync all',
      { settings: syncAll, entitlement: unassigned },
      { active: true, syncAll: true, filters: true },
    ],
  ])('are decided one by one: %s', (_, over, conditions) => {
    expect(held(over)).toEqual(conditions);
    expect(decide(over).inScope).toBe(Object.values(conditions).every(Boolean));
  });

  it('carry the labels of the portal and the fact behind each', () => {
    const entitlement = { ...direct, through: 'through the group Sales EMEA' };

    expect(decide({ entitlement, kind: 'group' }).conditions).toEqual([
      {
        id: 'active',
        label: 'Active in source system',
        wireKey: 'Active in the source system',
        holds: true,
        because: 'active in the source system',
      },
      {
        id: 'assigned',
        label: 'Assigned to application',
        wireKey: 'Assigned to the application',
        holds: true,
        because: 'assigned through the group Sales EMEA',
      },
      {
        id: 'role',
        label: 'Group has required role',
        wireKey: 'Group has the required role',
        holds: true,
        because: 'assigned with the role User',
      },
      {
        id: 'filters',
        label: 'Scoping filters',
        wireKey: 'Scoping filter evaluation passed',
        holds: true,
        because: 'the scoping filter "Marketing" holds',
      },
    ]);
  });
});

describe('the decision', () => {
  it('keeps the account status apart from assignment, role and filters', () => {
    expect(decide({ active: false })).toMatchObject({
      inScope: false,
      effectivelyEntitled: true,
      active: false,
    });
    expect(decide({ entitlement: unassigned })).toMatchObject({
      inScope: false,
      effectivelyEntitled: false,
      active: true,
    });
  });

  it('does not look at the status of workers: leavers are the business of the mapping', () => {
    expect(decide({ active: false }, 'workday-to-ad')).toMatchObject({
      inScope: true,
      active: true,
      isSoftDeleted: false,
    });
  });

  it.each<[string, Partial<ScopeInput>, boolean]>([
    ['in scope', {}, false],
    ['unassigned', { entitlement: unassigned }, true],
    ['filter not met', { verdict: failed }, true],
    ['not active', { active: false }, true],
    ['kept out by an input filter', { verdict: input }, false],
    ['of another category', { verdict: category }, false],
  ])('computes IsSoftDeleted: %s', (_, over, isSoftDeleted) => {
    expect(decide(over).isSoftDeleted).toBe(isSoftDeleted);
  });

  it('shows the filters of AD cloud sync without applying them', () => {
    const decision = decide({ verdict: failed }, 'ad-to-entra');

    expect(decision).toMatchObject({ inScope: true, isSoftDeleted: false, filtersAreInformation: true });
    expect(decision.conditions.at(-1)).toMatchObject({
      holds: false,
      because: 'no scoping filter holds (shown only: not applied on demand)',
    });
  });

  it('shows the organizational units of AD cloud sync without applying them', () => {
    const attributes = person({ distinguishedName: 'CN=Ada,OU=Guests,DC=corp' });
    const decision = decide(
      { rule: { includedContainers: ['OU=Staff,DC=corp'] }, attributes },
      'ad-to-entra',
    );

    expect(decision).toMatchObject({ inScope: true, containers: { holds: false } });
    expect(decision.conditions.at(-1)).toMatchObject({
      id: 'filters',
      holds: false,
      because: expect.stringContaining('outside the selected organizational units'),
    });
  });
});
