import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scimAttribute } from '../../../src/connectors/scim/attributes.ts';
import { decodeValue, encodeValue, lastSegment } from '../../../src/connectors/scim/values.ts';
import { entryOf, parseObject, resourceOf } from '../../../src/connectors/scim/wire.ts';
import type { AttributeValue } from '../../../src/domain/model/value.ts';
import type { AttributeDefinition } from '../../../src/domain/schema/types.ts';
import { CORE_GROUP_URN, CORE_USER_URN, ENTERPRISE_USER_URN } from '../../../src/protocols/scim/urns.ts';
import {
  attributeOf,
  DEPARTMENT,
  define,
  groupSelection,
  MANAGER,
  userSelection,
  WORK_MAIL,
} from './definitions.ts';

function attribute(name: string, special: Partial<AttributeDefinition> = {}) {
  const found = scimAttribute(define(name, special));
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

const draft = (
  values: readonly (readonly [string, AttributeValue])[],
  definitions = userSelection.attributes,
) => ({
  objectType: ENTERPRISE_USER_URN,
  attributes: new Map(values),
  definitions,
});

describe('a value on its way to JSON', () => {
  it.each([
    ['active', { type: 'Boolean' }, 'True', true],
    ['active', { type: 'Boolean' }, 'false', false],
    ['active', { type: 'Boolean' }, '1', true],
    ['active', { type: 'Boolean' }, 0, false],
    ['active', { type: 'Boolean' }, 'maybe', 'maybe'],
    ['urn:x:User:level', { type: 'Integer' }, '42', 42],
    ['urn:x:User:level', { type: 'Integer' }, 'forty-two', 'forty-two'],
    ['urn:x:User:since', { type: 'DateTime' }, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['title', {}, true, 'True'],
    ['title', {}, 7, '7'],
    ['urn:x:User:tags', { multivalued: true }, 'a', ['a']],
    [MANAGER, { type: 'Reference' }, '42', { value: '42' }],
    [`${MANAGER}.value`, { type: 'Reference' }, '42', '42'],
    ['members', { type: 'Reference', multivalued: true }, ['1', '2'], [{ value: '1' }, { value: '2' }]],
    ['roles', {}, '{"id":"1","value":"Admin"}', [{ id: '1', value: 'Admin' }]],
    ['roles', {}, 'Admin', [{ value: 'Admin' }]],
    ['roles', {}, '{broken', [{ value: '{broken' }]],
    [
      'roles',
      { multivalued: true },
      [{ value: 'Admin' }, 'Reader'],
      [{ value: 'Admin' }, { value: 'Reader' }],
    ],
  ] as const)('%s as %j: %j becomes %j', (name, special, value, expected) => {
    expect(encodeValue(value, attribute(name, special))).toEqual(expected);
  });
});

describe('JSON on its way to a value', () => {
  it.each([
    ['active', { type: 'Boolean' }, 'True', true],
    ['active', { type: 'Boolean' }, false, false],
    ['urn:x:User:level', { type: 'Integer' }, '42', 42],
    ['title', {}, 7, '7'],
    ['title', {}, null, undefined],
    ['title', {}, '', ''],
    [MANAGER, { type: 'Reference' }, { value: '42', displayName: 'Ada' }, '42'],
    [MANAGER, { type: 'Reference' }, '42', '42'],
    [MANAGER, { type: 'Reference' }, { $ref: '../Users/a%2Fb' }, 'a/b'],
    [MANAGER, { type: 'Reference' }, {}, undefined],
    ['members', { type: 'Reference', multivalued: true }, [{ value: '1' }, { value: '2' }], ['1', '2']],
    [
      'roles',
      {},
      [{ value: 'Admin', primary: true, deep: { a: 1 }, none: null }],
      [{ value: 'Admin', primary: true, deep: '{"a":1}' }],
    ],
    ['urn:x:User:tags', { multivalued: true }, [], undefined],
  ] as const)('%s as %j: %j becomes %j', (name, special, json, expected) => {
    expect(decodeValue(json, attribute(name, special))).toEqual(expected);
  });

  it('is what it was before, for every text, number and flag', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), fc.integer(), (text, flag, number) => {
        const trips = [
          [text, attribute('title')],
          [flag, attribute('active', { type: 'Boolean' })],
          [number, attribute('urn:x:User:level', { type: 'Integer' })],
        ] as const;
        for (const [value, name] of trips) expect(decodeValue(encodeValue(value, name), name)).toEqual(value);
      }),
    );
  });

  it.each([
    ['https://host/scim/Users/a%40b', 'a@b'],
    ['/Users/1/', '1'],
    ['/Users/%E0%A4%A?x=1#y', '%E0%A4%A'],
    ['', undefined],
  ])('takes from the address %s the id %s', (uri, expected) => {
    expect(lastSegment(uri)).toBe(expected);
  });
});

describe('the body that creates a user', () => {
  it('nests names, shares typed elements, marks the work e-mail as primary and names its schemas', () => {
    const resource = resourceOf(
      draft([
        ['userName', 'ada@contoso.com'],
        ['active', 'True'],
        ['name.givenName', 'Ada'],
        [WORK_MAIL, 'ada@contoso.com'],
        ['addresses[type eq "work"].streetAddress', 'Main St 1'],
        ['addresses[type eq "work"].postalCode', '1010'],
        [DEPARTMENT, 'R&D'],
        ['urn:ietf:params:scim:schemas:extension:Acme:2.0:User:tag', 'x'],
      ]),
    );

    expect(resource).toEqual({
      ok: true,
      value: {
        schemas: [CORE_USER_URN, ENTERPRISE_USER_URN, 'urn:ietf:params:scim:schemas:extension:Acme:2.0:User'],
        userName: 'ada@contoso.com',
        active: true,
        name: { givenName: 'Ada' },
        emails: [{ type: 'work', value: 'ada@contoso.com', primary: true }],
        addresses: [{ type: 'work', streetAddress: 'Main St 1', postalCode: '1010' }],
        [ENTERPRISE_USER_URN]: { department: 'R&D' },
        'urn:ietf:params:scim:schemas:extension:Acme:2.0:User': { tag: 'x' },
      },
    });
  });

  it('leaves out empty values and references', () => {
    const resource = resourceOf(
      draft([
        ['userName', 'ada'],
        ['title', ''],
        [MANAGER, '42'],
      ]),
    );

    expect(resource).toEqual({
      ok: true,
      value: { schemas: [CORE_USER_URN, ENTERPRISE_USER_URN], userName: 'ada' },
    });
  });

  it.each(['id', 'ID', 'meta.created', 'schemas', 'groups', `${CORE_USER_URN}:id`])(
    'refuses to write %s',
    (name) => {
      expect(resourceOf(draft([[name, 'x']]))).toMatchObject({
        ok: false,
        error: { code: 'configuration.invalid', attributes: [name] },
      });
    },
  );

  it.each(['emails[type eq', 'emails[value sw "a"].value', '', 'a.b.c'])('refuses the path "%s"', (name) => {
    expect(resourceOf(draft([[name, 'x']]))).toMatchObject({
      ok: false,
      error: { code: 'configuration.invalid' },
    });
  });

  it('of a group names the core schema alone', () => {
    const resource = resourceOf({
      objectType: CORE_GROUP_URN,
      attributes: new Map([['displayName', 'Sales']]),
      definitions: groupSelection.attributes,
    });

    expect(resource).toEqual({ ok: true, value: { schemas: [CORE_GROUP_URN], displayName: 'Sales' } });
  });

  it('is refused for an object that is neither user nor group', () => {
    const device = { objectType: 'urn:x:Device', attributes: new Map(), definitions: [] };

    expect(resourceOf(device)).toMatchObject({ ok: false, error: { code: 'configuration.invalid' } });
  });
});

describe('a resource read as an entry', () => {
  it('has the selected attributes under their schema names, whatever the case of its keys', () => {
    const resource = {
      id: '1',
      username: 'ada',
      active: 'True',
      emails: [
        { type: 'home', value: 'h' },
        { type: 'Work', value: 'w' },
      ],
      [ENTERPRISE_USER_URN.toLowerCase()]: { Department: 'R&D', manager: { value: '42' } },
    };

    const entry = entryOf(resource, userSelection);

    expect(entry).toEqual({
      ok: true,
      value: {
        ref: '1',
        objectType: ENTERPRISE_USER_URN,
        attributes: new Map<string, AttributeValue>([
          ['id', '1'],
          ['userName', 'ada'],
          ['active', true],
          [WORK_MAIL, 'w'],
          [DEPARTMENT, 'R&D'],
          [MANAGER, '42'],
        ]),
      },
    });
  });

  it('does not guess: an element without the type is not the work e-mail', () => {
    const entry = entryOf({ id: '1', emails: [{ value: 'x' }] }, userSelection);

    expect(entry.ok && entry.value.attributes.has(WORK_MAIL)).toBe(false);
  });

  it.each([{}, { id: '' }, { id: null }])('is unreadable without an id: %j', (resource) => {
    expect(entryOf(resource, userSelection)).toMatchObject({
      ok: false,
      error: { code: 'answer.unreadable' },
    });
  });

  it('takes hostile keys as data', () => {
    const resource = parseObject('{"id":"1","__proto__":{"userName":"root"},"constructor":"x"}') ?? {};

    const entry = entryOf(resource, {
      ...userSelection,
      attributes: [attributeOf(userSelection, 'userName')],
    });

    expect(entry).toMatchObject({ ok: true, value: { attributes: new Map() } });
  });
});
