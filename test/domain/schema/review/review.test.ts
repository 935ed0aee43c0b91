import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runUnlimited } from '../../../../src/domain/expressions/pattern-runner.ts';
import { reviewSchema } from '../../../../src/domain/schema/review/review.ts';
import { sampleNames, sampleText, small } from '../fixtures.ts';
import {
  express,
  findingsIn,
  firstMapping,
  mapped,
  newFindings,
  present,
  readSample,
  scoped,
} from './broken.ts';
import { expressionWays } from './expression-ways.ts';
import { mappingWays } from './mapping-ways.ts';
import { structureWays } from './structure-ways.ts';

const shipped = (name: string): string =>
  readFileSync(
    join(import.meta.dirname, '..', '..', '..', '..', 'sample-data', 'schemas', `${name}.json`),
    'utf8',
  );

const told = (text: string): readonly string[] =>
  findingsIn(text).map(({ severity, code, target }) => [severity, code, target].filter(Boolean).join(' '));

const workday = ['note path.version', 'warning text.diacritics userPrincipalName'];

describe('the sample schemas', () => {
  it.each<readonly [string, readonly string[]]>([
    ['entra-to-saas', []],
    ['entra-to-saas-finance', ['note scope.withoutValue']],
    ['cross-tenant', []],
    ['ad-to-entra', []],
    [
      'entra-to-ad-groups',
      ['warning text.empty description', 'note scope.withoutValue', 'note mapping.writesNothing'],
    ],
    ['workday-to-ad', workday],
    ['successfactors-to-ad', []],
  ])('%s has no error, and only the warnings that are true', (name, expected) => {
    expect(told(shipped(name))).toEqual(expected);
  });

  it.each(sampleNames)('of the documentation, %s has no error either', (name) => {
    expect(told(sampleText(name))).toEqual(name === 'schema-workday-to-ad' ? workday : []);
  });
});

describe('a schema is reviewed and named is that', () => {
  it.each([...expressionWays, ...mappingWays, ...structureWays])('%s', (_, breakIt, code, message) => {
    const found = newFindings('schema-workday-to-ad', breakIt);

    const named = found.filter((one) => one.code === code);
    expect(named.map((one) => one.message).join('\n'), JSON.stringify(found, null, 1)).toMatch(message);
  });

  it('with all of it in one file, too', () => {
    const schema = readSample('schema-workday-to-ad');
    express(schema, 'company', '[Compny]');
    express(schema, 'title', 'Replace([Company], "a", "b")');
    mapped(schema, 'l').targetAttributeName = 'location';
    mapped(schema, 'employeeID').matchingPriority = 'first';
    mapped(schema, 'mobile').targetAttributeName = '';
    firstMapping(schema).scope = scoped(['', 'Company', ['A']]);

    const errors = findingsIn(schema).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code }) => code).toSorted()).toEqual([
      'replace.form',
      'schema.shape',
      'schema.shape',
      'schema.shape',
      'source.unknown',
      'target.unknown',
    ]);
  });
});

describe('a mapping that is switched off', () => {
  it('is told in one note, whatever is in it', () => {
    const schema = readSample('schema-workday-to-ad');
    const off = {
      enabled: false,
      sourceObjectName: '',
      attributeMappings: [{ targetAttributeName: 'objectGUID' }],
    };
    Object.assign(present(schema.synchronizationRules[0]), {
      objectMappings: [...present(schema.synchronizationRules[0]).objectMappings, off],
    });

    expect(told(JSON.stringify(schema))).toEqual([...workday, 'note mapping.unused']);
  });
});

describe('a finding', () => {
  it('says where in the expression it is, and what to do', () => {
    const [found] = newFindings('schema-workday-to-ad', (schema) =>
      express(schema, 'company', 'Trim([Compny])'),
    );

    expect(found).toEqual({
      code: 'source.unknown',
      severity: 'error',
      path: expect.stringMatching(
        /^synchronizationRules\[0\]\.objectMappings\[0\]\.attributeMappings\[\d+\]\.source\.expression$/,
      ),
      message: 'The source object "Worker" has no attribute "Compny"; it reads as null.',
      fix: 'Did you mean "Company"?',
      target: 'company',
      expression: 'Trim([Compny])',
      position: 5,
      length: 8,
    });
  });

  it.each<readonly [string, string, string]>([
    ['no JSON', '{"directories": [}', 'schema.notJson'],
    ['JSON of something else', '{"value": []}', 'schema.notSchema'],
    ['a list', '[]', 'schema.notSchema'],
    ['nothing', '', 'schema.notJson'],
  ])('of a file that holds %s is its only one', (_, text, code) => {
    const review = reviewSchema(text, 'x.json', { now: new Date(0), runPattern: runUnlimited });

    expect(review.ok).toBe(false);
    expect(review.ok || review.error.map((one) => one.code)).toEqual([code]);
  });

  it('is sorted into the object mapping it is about', () => {
    const schema = readSample('schema-entra-to-scim');
    express(schema, 'title', '[jobTitel]');
    const review = reviewSchema(JSON.stringify(schema), 'x', { now: new Date(0), runPattern: runUnlimited });

    expect(review.ok && review.value.sections.map(({ title, findings }) => [title, findings.length])).toEqual(
      [
        [
          'Provision Azure Active Directory Users (User -> urn:ietf:params:scim:schemas:extension:enterprise:2.0:User)',
          1,
        ],
      ],
    );
  });
});

/** Any JSON put in any place of a small schema. */
const anyJson = fc.jsonValue({ maxDepth: 3 });
const places = [
  'directories',
  'synchronizationRules',
  'directories.0',
  'directories.0.objects',
  'directories.0.objects.0.attributes',
  'directories.0.objects.0.attributes.0',
  'synchronizationRules.0.objectMappings',
  'synchronizationRules.0.objectMappings.0',
  'synchronizationRules.0.objectMappings.0.scope',
  'synchronizationRules.0.objectMappings.0.metadata',
  'synchronizationRules.0.objectMappings.0.attributeMappings',
  'synchronizationRules.0.objectMappings.0.attributeMappings.0',
  'synchronizationRules.0.objectMappings.0.attributeMappings.0.source',
  'synchronizationRules.0.objectMappings.0.attributeMappings.0.source.expression',
];

function replaced(json: unknown, [step = '', ...rest]: readonly string[], value: unknown): unknown {
  if (step === '') return value;
  if (Array.isArray(json))
    return json.map((item, index) => (String(index) === step ? replaced(item, rest, value) : item));
  const object = json as Record<string, unknown>;
  return { ...object, [step]: replaced(object[step], rest, value) };
}

describe('the review', () => {
  it('never throws, whatever stands in a schema, and always names what is no schema', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), anyJson, (place, value) => {
        const findings = findingsIn(replaced(small(), place.split('.'), value));

        expect(findings.every(({ message, fix }) => message !== '' && fix !== '')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws on any expression', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (expression) => {
        const json = replaced(
          small(),
          'synchronizationRules.0.objectMappings.0.attributeMappings.0.source.expression'.split('.'),
          expression,
        );

        expect(Array.isArray(findingsIn(json))).toBe(true);
      }),
    );
  });
});
