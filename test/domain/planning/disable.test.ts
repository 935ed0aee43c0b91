import { describe, expect, it } from 'vitest';
import { deprovisioningAttribute, disables, isDisabled } from '../../../src/domain/planning/disable.ts';
import { mappingWith } from '../../support/mappings.ts';
import { definition } from '../scoping/scoping-setup.ts';

const softDeleting = mappingWith({
  map: { IsSoftDeleted: '[IsSoftDeleted]' },
  define: { IsSoftDeleted: { type: 'Boolean' } },
  targetMetadata: { PropertyNameSoftDeleted: 'IsSoftDeleted' },
});
const unmapped = mappingWith({ map: { active: false } });
const inverted = mappingWith({
  map: { active: false, accountDisabled: '"False"' },
  define: { accountDisabled: { type: 'Boolean' } },
  targetMetadata: { PropertyNameAccountEnabled: 'accountDisabled' },
});

describe('the attribute a deprovisioning writes', () => {
  it.each([
    ['the account status, when it left the scope', mappingWith(), 'leftScope', 'active'],
    ['the account status, when it is inactive', mappingWith(), 'inactive', 'active'],
    [
      'the soft deletion, when it left the scope and the target has one',
      softDeleting,
      'leftScope',
      'IsSoftDeleted',
    ],
    ['the account status, when it is inactive, soft deletion or not', softDeleting, 'inactive', 'active'],
    ['the one that the metadata names', inverted, 'leftScope', 'accountDisabled'],
    ['none, when no mapping feeds it', unmapped, 'leftScope', undefined],
  ] as const)('is %s', (_, mapping, cause, expected) => {
    expect(deprovisioningAttribute(mapping, cause)?.name).toBe(expected);
  });
});

describe('both polarities', () => {
  const active = definition('active', { type: 'Boolean' });
  const accountDisabled = definition('accountDisabled', { type: 'Boolean' });

  it.each([
    ['active = false disables', mappingWith(), active, false, true],
    ['active = true does not', mappingWith(), active, true, false],
    ['active = "False" disables', mappingWith(), active, 'False', true],
    ['accountDisabled = true disables', inverted, accountDisabled, true, true],
    ['accountDisabled = "True" disables', inverted, accountDisabled, 'True', true],
    ['accountDisabled = false does not', inverted, accountDisabled, false, false],
    ['another attribute never does', mappingWith(), definition('title', { type: 'Boolean' }), false, false],
  ])('%s', (_, mapping, attribute, value, expected) => {
    expect(disables(mapping, attribute, value)).toBe(expected);
  });

  it('an object without a status is not disabled', () => {
    expect(isDisabled(active, new Map())).toBe(false);
    expect(isDisabled(accountDisabled, new Map([['accountDisabled', true]]))).toBe(true);
    expect(isDisabled(active, new Map([['active', false]]))).toBe(true);
  });
});
