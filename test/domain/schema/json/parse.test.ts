import { describe, expect, it } from 'vitest';
import { parseSchema, parseScopeFilter } from '../../../../src/domain/schema/json/parse.ts';
import type { AttributeMapping } from '../../../../src/domain/schema/types.ts';
import { sample, sampleNames, sampleText, small, smallSchema } from '../fixtures.ts';

const issuesOf = (json: unknown) => {
  const schema = parseSchema(typeof json === 'string' ? json : JSON.stringify(json), 'schemas/app.json');
  return schema.ok ? [] : schema.error;
};

const firstMapping = (schema: ReturnType<typeof smallSchema>) =>
  schema.synchronizationRules[0]?.objectMappings[0];
const attribute = (over: Readonly<Record<string, unknown>>) =>
  smallSchema({ attribute: over }).directories[0]?.objects[0]?.attributes[1];
const attributeMapping = (over: Readonly<Record<string, unknown>>): AttributeMapping | undefined =>
  firstMapping(
    smallSchema({ mapping: { attributeMappings: [{ targetAttributeName: 'userName', ...over }] } }),
  )?.attributeMappings[0];

describe('reading a synchronization schema', () => {
  it.each(sampleNames)('accepts the exported schema %s without an issue', (name) => {
    expect(parseSchema(sampleText(name), name)).toMatchObject({ ok: true });
  });

  it('takes over directories, objects and attributes with their types', () => {
    const [entra] = sample('schema-entra-to-scim').directories;
    const user = entra?.objects.find(({ name }) => name === 'User');

    expect(user?.metadata.get('PropertyNameSoftDeleted')).toBe('IsSoftDeleted');
    expect(user?.attributes.find(({ name }) => name === 'manager')).toMatchObject({
      type: 'Reference',
      referencedObjects: ['User'],
    });
    expect(user?.attributes.filter(({ anchor }) => anchor).map(({ name }) => name)).toEqual(['objectId']);
  });

  it.each([
    ['schema-workday-to-ad', 'WID', "wd:Worker/wd:Worker_Reference/wd:ID[@wd:type='WID']/text()"],
    ['schema-successfactors-to-ad', 'perPersonUuid', '$.perPersonUuid'],
  ] as const)(
    'takes the API expression of %s from the first entry, whatever its key',
    (name, attributeName, path) => {
      const attributes = sample(name).directories[0]?.objects[0]?.attributes;

      expect(attributes?.find((one) => one.name === attributeName)?.apiExpression).toBe(path);
    },
  );

  it('takes over organizational units and scoping filters', () => {
    expect(sample('schema-ad-to-entra-cloudsync').synchronizationRules[0]?.includedContainers).toEqual([
      'OU=Staff,DC=corp,DC=contoso,DC=com',
    ]);
    expect(firstMapping(sample('schema-cross-tenant'))?.scope?.groups).toEqual([
      {
        name: 'Marketing department filter',
        clauses: [{ operatorName: 'EQUALS', sourceOperandName: 'department', values: ['Marketing'] }],
      },
    ]);
  });

  it('gives absent and null properties the defaults of Graph', () => {
    expect(firstMapping(smallSchema())).toMatchObject({
      enabled: true,
      flowTypes: new Set(['Add', 'Update', 'Delete']),
      metadata: new Map(),
    });
    expect(
      firstMapping(smallSchema({ mapping: { scope: null, enabled: null, metadata: null } })),
    ).toMatchObject({
      enabled: true,
    });
    expect(attribute({ type: null, defaultValue: null })).toMatchObject({
      type: 'String',
      mutability: 'ReadWrite',
    });
    expect(attribute({ defaultValue: null })).not.toHaveProperty('defaultValue');
    expect(attributeMapping({ source: null })).not.toHaveProperty('source');
    expect(attributeMapping({})).toMatchObject({
      matchingPriority: 0,
      flowType: 'Always',
      flowBehavior: 'FlowWhenChanged',
    });
  });

  it('accepts null where a list is meant, at every level', () => {
    expect(issuesOf({ id: 'x', directories: null, synchronizationRules: null })).toEqual([]);
    expect(issuesOf(small({ mapping: { attributeMappings: null } }))).toEqual([]);
    expect(issuesOf({ ...small(), synchronizationRules: [] })).toEqual([]);
  });

  it.each([
    [{ type: 'boolean' }, { type: 'Boolean' }],
    [{ type: 'DATETIME' }, { type: 'DateTime' }],
    [{ mutability: 'readonly' }, { mutability: 'ReadOnly' }],
  ])('reads enum words in any case: %o', (written, read) => {
    expect(attribute(written)).toMatchObject(read);
  });

  it.each([
    ['Add,Update,Delete', ['Add', 'Update', 'Delete']],
    ['Add, Update', ['Add', 'Update']],
    ['update', ['Update']],
    ['None', []],
    [null, ['Add', 'Update', 'Delete']],
  ])('reads the flow types %s', (written, flags) => {
    expect([...(firstMapping(smallSchema({ mapping: { flowTypes: written } }))?.flowTypes ?? [])]).toEqual(
      flags,
    );
  });

  it.each([
    ['"Normal"', 'Normal'],
    ['Discard', 'Discard'],
    ['"broken', '"broken'],
    ['{"a":1}', '{"a":1}'],
    [true, 'true'],
  ])('reads the metadata value %s as %s', (value, read) => {
    const schema = smallSchema({ mapping: { metadata: [{ key: 'Disposition', value }] } });

    expect(firstMapping(schema)?.metadata.get('Disposition')).toBe(read);
  });

  it('treats __proto__ as an ordinary name', () => {
    const text = JSON.stringify(small({ mapping: { metadata: [{ key: '__proto__', value: 'x' }] } }));
    const schema = smallSchema({ mapping: { metadata: [{ key: '__proto__', value: 'x' }] } });

    expect(text).toContain('__proto__');
    expect(firstMapping(schema)?.metadata.get('__proto__')).toBe('x');
  });

  it('accepts a byte order mark', () => {
    expect(issuesOf(`\uFEFF${JSON.stringify(small())}`)).toEqual([]);
  });

  it.each([
    [{ type: 'Attribute', name: 'mail' }, '[mail]'],
    [{ type: 'Constant', name: 'a "b" \\c' }, '"a \\"b\\" \\\\c"'],
    [
      {
        type: 'function',
        name: 'Mid',
        parameters: [
          { key: 'source', value: { type: 'Attribute', name: 'mail' } },
          { key: 'start', value: { type: 'Constant', name: '1' } },
          { key: 'length', value: { expression: '"8"' } },
        ],
      },
      'Mid([mail], "1", "8")',
    ],
    [
      {
        type: 'Function',
        name: 'Replace',
        expression: '',
        parameters: [
          { key: 'source', value: { name: 'lang' } },
          { key: 'Find', value: { type: 'Constant', name: '-' } },
          { key: 'Replacement', value: { type: 'Constant', name: '_' } },
        ],
      },
      'Replace([lang], "-", , , "_", , )',
    ],
  ])('makes the expression from the tree when the text is missing: %o', (source, expression) => {
    expect(attributeMapping({ source })?.source?.expression).toBe(expression);
  });
});

describe('issues of a synchronization schema', () => {
  it.each([
    ['', 1, 1, 'a value'],
    ['{"a": 1,}', 1, 9, 'a property name'],
    ['{"a": 1\n "b": 2}', 2, 2, 'a comma'],
    ['{\n  "a": tru\n}', 2, 8, 'a value'],
    ['{"a" 1}', 1, 6, 'a colon'],
    ['[1, 2', 1, 6, 'a comma'],
    ['{} x', 1, 4, 'the end of the text'],
    ['{"a": "\u0001"}', 1, 7, 'a value'],
    ['[01]', 1, 3, 'a comma'],
    ['{"a": [}', 1, 8, 'a value'],
    ['{"a": 1]', 1, 8, 'a comma'],
  ])('say line and column of text that is no JSON: %j', (text, line, column, expected) => {
    const [issue] = issuesOf(text);

    expect(issue?.path).toBe(`schemas/app.json:${line}:${column}`);
    expect(issue?.message).toContain(`${expected}`);
    expect(issue?.fix).toContain(`line ${line}, column ${column}`);
  });

  it('refuse text that nests too deep instead of exhausting the stack', () => {
    expect(issuesOf('['.repeat(100_000) + ']'.repeat(100_000))[0]?.message).toContain('nests deeper');
  });

  it('name the file when the whole text has the wrong form', () => {
    expect(issuesOf('[]')).toEqual([
      expect.objectContaining({
        path: 'schemas/app.json',
        message: 'The value is a list, but an object is expected.',
      }),
    ]);
  });

  it('list every fault of the form with its path', () => {
    const faulty = small({ attribute: { type: 'Text', anchor: 'yes' }, mapping: { flowTypes: 'Add,Move' } });

    expect(issuesOf(faulty).map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'directories[0].objects[0].attributes[1].type: The value is none of String, Integer, Reference, Binary, Boolean, DateTime.',
      'directories[0].objects[0].attributes[1].anchor: The value is a string, but a boolean is expected.',
      'synchronizationRules[0].objectMappings[0].flowTypes: The value is no list of Add, Update, Delete.',
    ]);
  });

  it('name a missing property', () => {
    expect(issuesOf({ directories: [{}] })[0]).toEqual({
      path: 'directories[0].name',
      message: 'The value is missing; a string is expected.',
      fix: 'Add a string.',
    });
  });

  it('refuse a target attribute that is mapped twice', () => {
    const mappings = ['userName', 'id', 'userName'].map((targetAttributeName) => ({ targetAttributeName }));

    expect(issuesOf(small({ mapping: { attributeMappings: mappings } }))).toEqual([
      expect.objectContaining({
        path: 'synchronizationRules[0].objectMappings[0].attributeMappings[2].targetAttributeName',
        message: expect.stringContaining('"userName" is mapped twice'),
      }),
    ]);
  });

  it('refuse unknown directories and objects, and propose the nearest name', () => {
    const issues = issuesOf(
      small({ rule: { targetDirectoryName: 'Targte' }, mapping: { sourceObjectName: 'Uzer' } }),
    );

    expect(issues.map(({ path, fix }) => `${path}: ${fix}`)).toEqual([
      'synchronizationRules[0].targetDirectoryName: Name one of its directories; did you mean "Target"?',
      'synchronizationRules[0].objectMappings[0].sourceObjectName: Name one of its objects; did you mean "User"?',
    ]);
  });

  it('refuse names that are defined twice', () => {
    const schema = small();
    const twice = { ...schema, directories: [...schema.directories, { name: 'Target' }] };

    expect(issuesOf(twice).map(({ path }) => path)).toEqual(['directories[2].name']);
    expect(issuesOf(small({ attribute: { name: 'objectId' } })).map(({ path }) => path)).toEqual([
      'directories[0].objects[0].attributes[1].name',
    ]);
  });

  it('accept the new name of a renamed directory', () => {
    const schema = small({ rule: { sourceDirectoryName: 'Microsoft Entra ID' } });
    const [source, target] = schema.directories;
    const renamed = { ...schema, directories: [{ ...source, name: 'Azure Active Directory' }, target] };

    expect(issuesOf(renamed)).toEqual([]);
  });
});

describe('reading a filter on its own', () => {
  it('reads null as no filter and names what is wrong', () => {
    expect(parseScopeFilter(null)).toEqual({ ok: true, value: undefined });
    expect(parseScopeFilter({ groups: [{ clauses: [{ operatorName: 'EQUALS' }] }] })).toMatchObject({
      ok: false,
      error: [{ path: 'groups[0].clauses[0].sourceOperandName' }],
    });
  });
});
