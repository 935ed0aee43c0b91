import { describe, expect, it } from 'vitest';
import {
  accountStatusAttribute,
  disabledValue,
  isActiveInSource,
  softDeletedAttribute,
  supportsSoftDeletion,
} from '../../../src/domain/schema/account-status.ts';
import { importedAttributes } from '../../../src/domain/schema/imported-attributes.ts';
import { findRule, mappingFor } from '../../../src/domain/schema/resolve.ts';
import type { AttributeType, ObjectDefinition } from '../../../src/domain/schema/types.ts';
import { type SampleName, sample } from './fixtures.ts';

const object = (name: SampleName, directory: number, index = 0): ObjectDefinition => {
  const found = sample(name).directories[directory]?.objects[index];
  if (found === undefined) throw new Error('no such object');
  return found;
};

describe('the account status', () => {
  it.each<[string, ObjectDefinition, string | undefined, string | undefined, boolean]>([
    ['an Entra user', object('schema-entra-to-scim', 0), 'accountEnabled', 'IsSoftDeleted', true],
    ['a SCIM user', object('schema-entra-to-scim', 1), 'active', undefined, true],
    ['a SCIM group', object('schema-entra-to-scim', 1, 1), undefined, undefined, false],
    ['an AD user as target', object('schema-workday-to-ad', 1), 'accountDisabled', undefined, true],
    [
      'an AD user without metadata',
      object('schema-ad-to-entra-cloudsync', 0),
      'accountDisabled',
      undefined,
      false,
    ],
    ['a worker', object('schema-workday-to-ad', 0), undefined, undefined, false],
  ])('of %s is known from the metadata of its object', (_, definition, status, deleted, soft) => {
    expect(accountStatusAttribute(definition)?.name).toBe(status);
    expect(softDeletedAttribute(definition)?.name).toBe(deleted);
    expect(supportsSoftDeletion(definition)).toBe(soft);
  });

  it.each<[string, AttributeType, unknown]>([
    ['active', 'Boolean', false],
    ['accountEnabled', 'Boolean', false],
    ['AccountEnabled', 'String', 'False'],
    ['accountDisabled', 'Boolean', true],
    ['accountDisabled', 'String', 'True'],
    ['IsSoftDeleted', 'Boolean', true],
  ])('%s of type %s means disabled with %s', (name, type, value) => {
    expect(disabledValue({ name, type })).toBe(value);
  });

  it.each<[string, ObjectDefinition, readonly (readonly [string, string | boolean])[], boolean | undefined]>([
    ['enabled', object('schema-entra-to-scim', 0), [['accountEnabled', true]], true],
    ['enabled as text', object('schema-entra-to-scim', 0), [['accountEnabled', 'True']], true],
    ['disabled', object('schema-entra-to-scim', 0), [['accountEnabled', false]], false],
    [
      'deleted',
      object('schema-entra-to-scim', 0),
      [
        ['accountEnabled', true],
        ['IsSoftDeleted', 'True'],
      ],
      false,
    ],
    ['not told', object('schema-entra-to-scim', 0), [], undefined],
    ['disabled in AD', object('schema-ad-to-entra-cloudsync', 0), [['accountDisabled', true]], false],
    ['enabled in AD', object('schema-ad-to-entra-cloudsync', 0), [['accountDisabled', 'False']], true],
    ['a worker', object('schema-workday-to-ad', 0), [['Active', '0']], undefined],
  ])('of a source object can be %s', (_, definition, attributes, active) => {
    expect(isActiveInSource(definition, new Map(attributes))).toBe(active);
  });
});

describe('the attributes an import reads', () => {
  it('are the anchor, what mappings and filters need, and the account status, each once', () => {
    const schema = sample('schema-cross-tenant');
    const found = findRule(schema);
    const mapping = found.ok ? mappingFor({ rule: found.value.rule, schema, kind: 'user' }) : found;
    if (!mapping.ok) throw new Error(mapping.error.message);
    const bracketed = (expression: string) =>
      [...expression.matchAll(/\[(\w+)\]/g)].map(([, name]) => name ?? '');

    const names = importedAttributes(mapping.value, bracketed);

    expect(names[0]).toBe('objectId');
    expect(names).toEqual(expect.arrayContaining(['netId', 'department', 'accountEnabled', 'manager']));
    expect(new Set(names).size).toBe(names.length);
    expect(importedAttributes(mapping.value, () => [])).toEqual([
      'objectId',
      'department',
      'accountEnabled',
      'IsSoftDeleted',
    ]);
  });
});
