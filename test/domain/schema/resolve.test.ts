import { describe, expect, it } from 'vitest';
import type { SubjectKind } from '../../../src/domain/model/subject.ts';
import { findRule, mappingFor, matchingMappings } from '../../../src/domain/schema/resolve.ts';
import type { SynchronizationSchema } from '../../../src/domain/schema/types.ts';
import { type SampleName, sample, schemaOf, small, smallSchema } from './fixtures.ts';

function resolved(schema: SynchronizationSchema, kind: SubjectKind) {
  const found = findRule(schema);
  if (!found.ok) throw new Error(found.error.message);
  return mappingFor({ rule: found.value.rule, schema, kind });
}

const [oneRule] = small().synchronizationRules;

const withRules = (...rules: readonly Readonly<Record<string, unknown>>[]): SynchronizationSchema =>
  schemaOf(
    JSON.stringify({ ...small(), synchronizationRules: rules.map((rule) => ({ ...oneRule, ...rule })) }),
  );

const offDemand = { metadata: [{ key: 'supportsProvisionOnDemand', value: 'False' }] };

describe('the rule to provision on demand with', () => {
  it('is the only one, even when it does not claim to support it', () => {
    expect(findRule(withRules({ id: 'a', ...offDemand }))).toMatchObject({
      ok: true,
      value: { rule: { id: 'a' } },
    });
  });

  it('is the one with the lowest priority of those that support it', () => {
    const schema = withRules(
      { id: 'a', priority: 3 },
      { id: 'b', priority: 2 },
      { id: 'c', priority: 1, ...offDemand },
    );

    expect(findRule(schema)).toMatchObject({
      ok: true,
      value: { rule: { id: 'b' }, source: { name: 'Source' }, target: { name: 'Target' } },
    });
  });

  it('maps the wanted source object', () => {
    const schema = withRules({ id: 'a', priority: 1, objectMappings: [] }, { id: 'b', priority: 2 });

    expect(findRule(schema, { sourceObjectName: 'user' })).toMatchObject({
      ok: true,
      value: { rule: { id: 'b' } },
    });
  });

  it.each([
    ['none maps the object', withRules({ id: 'a' }, { id: 'b' }), 'Worker', 'no rule that maps "Worker"'],
    ['two share the priority', withRules({ name: 'A' }, { name: 'B' }), 'User', 'same priority 0'],
    ['there is no rule', withRules(), undefined, 'no rule that supports'],
  ])('is an issue when %s', (_, schema, sourceObjectName, message) => {
    const found = findRule(schema, sourceObjectName === undefined ? {} : { sourceObjectName });

    expect(found).toMatchObject({ ok: false, error: { message: expect.stringContaining(message) } });
  });
});

describe('the mapping of a kind', () => {
  it.each<[SampleName, SubjectKind, string, string, string, string]>([
    [
      'schema-entra-to-scim',
      'user',
      'User',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      'objectId',
      'id',
    ],
    [
      'schema-entra-to-scim',
      'group',
      'Group',
      'urn:ietf:params:scim:schemas:core:2.0:Group',
      'objectId',
      'id',
    ],
    ['schema-cross-tenant', 'user', 'User', 'User', 'objectId', 'objectId'],
    ['schema-ad-to-entra-cloudsync', 'user', 'user', 'User', 'objectGUID', 'CloudAnchor'],
    ['schema-ad-to-entra-cloudsync', 'group', 'group', 'Group', 'objectGUID', 'CloudAnchor'],
    ['schema-workday-to-ad', 'user', 'Worker', 'user', 'WID', 'objectGUID'],
    ['schema-successfactors-to-ad', 'user', 'User', 'user', 'perPersonUuid', 'objectGUID'],
  ])('of %s for a %s goes from %s to %s', (name, kind, source, target, sourceAnchor, targetAnchor) => {
    expect(resolved(sample(name), kind)).toMatchObject({
      ok: true,
      value: {
        sourceObject: { name: source },
        targetObject: { name: target },
        anchors: { source: { name: sourceAnchor }, target: { name: targetAnchor } },
      },
    });
  });

  it.each([
    [{ enabled: false }, 'is switched off'],
    [{ metadata: [{ key: 'Disposition', value: '"Discard"' }] }, 'discards its objects'],
    [{ metadata: [{ key: 'Unsynchronized', value: 'true' }] }, 'is for reference only'],
    [{ sourceObjectName: 'User', name: 'X', enabled: false }, '"X" is switched off'],
  ])('is never one that is not used, and the issue says why: %o', (mapping, reason) => {
    expect(resolved(smallSchema({ mapping }), 'user')).toMatchObject({
      ok: false,
      error: { path: 'synchronizationRules[0].objectMappings', message: expect.stringContaining(reason) },
    });
  });

  it('does not exist for groups when only users are mapped', () => {
    expect(resolved(smallSchema(), 'group')).toMatchObject({
      ok: false,
      error: { message: 'The rule "USERS" does not provision groups: it maps no group object.' },
    });
  });

  it('is ambiguous when two mappings provision the same object', () => {
    const [mapping] = oneRule?.objectMappings ?? [];
    const schema = withRules({ objectMappings: [mapping, { ...mapping, name: 'Again' }] });

    expect(resolved(schema, 'user')).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('"Provision users" and "Again" both provision') },
    });
  });

  it('prefers people proper to inetOrgPerson', () => {
    const schema = small();
    const [source, target] = schema.directories;
    const [mapping] = oneRule?.objectMappings ?? [];
    const person = { ...source?.objects[0], name: 'inetOrgPerson' };
    const objectMappings = [{ ...mapping, name: 'inet', sourceObjectName: 'inetOrgPerson' }, mapping];
    const both = {
      ...schema,
      directories: [{ ...source, objects: [...(source?.objects ?? []), person] }, target],
      synchronizationRules: [{ ...oneRule, objectMappings }],
    };

    expect(resolved(schemaOf(JSON.stringify(both)), 'user')).toMatchObject({
      ok: true,
      value: { mapping: { name: 'Provision users' } },
    });
  });

  it.each([
    [
      [
        { name: 'objectId', anchor: true },
        { name: 'mail', anchor: true },
      ],
      'has 2 anchors',
    ],
    [[{ name: 'objectId' }], 'has no anchor'],
  ])('needs exactly one anchor on each side: %o', (attributes, message) => {
    const [source, ...others] = small().directories;
    const directories = [{ ...source, objects: [{ name: 'User', attributes }] }, ...others];
    const schema = schemaOf(JSON.stringify({ ...small(), directories }));

    expect(resolved(schema, 'user')).toMatchObject({
      ok: false,
      error: {
        path: 'synchronizationRules[0].objectMappings[0].sourceObjectName',
        message: expect.stringContaining(message),
      },
    });
  });
});

describe('matching mappings', () => {
  it('come in ascending order of priority, without those that do not match', () => {
    const attributeMappings = [
      { targetAttributeName: 'a', matchingPriority: 2 },
      { targetAttributeName: 'b', matchingPriority: 0 },
      { targetAttributeName: 'c', matchingPriority: 1 },
      { targetAttributeName: 'd' },
    ];
    const mapping = smallSchema({ mapping: { attributeMappings } }).synchronizationRules[0]
      ?.objectMappings[0];
    if (mapping === undefined) throw new Error('no mapping');

    expect(matchingMappings(mapping).map(({ targetAttributeName }) => targetAttributeName)).toEqual([
      'c',
      'a',
    ]);
  });
});
