import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runUnlimited } from '../../../../src/domain/expressions/pattern-runner.ts';
import type { Attributes, AttributeValue } from '../../../../src/domain/model/value.ts';
import { comparePeople } from '../../../../src/domain/schema/diff/compare-people.ts';
import type { CompareOptions } from '../../../../src/domain/schema/diff/person-side.ts';
import { schemaOf } from '../fixtures.ts';
import {
  type Clause,
  express,
  firstMapping,
  mapped,
  readSample,
  type Schema,
  scoped,
} from '../review/broken.ts';

const options: CompareOptions = {
  now: new Date('2026-08-01T00:00:00Z'),
  runPattern: runUnlimited,
  random: (bytes) => Array.from({ length: bytes }, () => 1),
};

const schemaAfter = (change: (schema: Schema) => unknown) => {
  const schema = readSample('schema-workday-to-ad');
  change(schema);
  return schemaOf(JSON.stringify(schema));
};

type Person = Readonly<Record<string, AttributeValue>>;

const ada: Person = {
  WorkerID: '21001',
  FirstName: 'Ada',
  LastName: 'King',
  Company: 'A',
  Active: '1',
  BusinessTitle: 'Countess',
};

function compared(
  person: Person,
  change: (schema: Schema) => unknown,
  before: (schema: Schema) => unknown = () => {},
  over: Partial<CompareOptions> = {},
) {
  const compare = comparePeople(
    schemaAfter(before),
    schemaAfter((schema) => [before(schema), change(schema)]),
    { ...options, ...over },
  );
  if (!compare.ok) throw new Error(compare.error);
  return compare.value(new Map(Object.entries(person)));
}

const scope =
  (...clauses: readonly Clause[]) =>
  (schema: Schema) =>
    Object.assign(firstMapping(schema), { scope: scoped(...clauses) });

describe('somebody is provisioned differently', () => {
  it('when the expression of an attribute gives another value', () => {
    expect(compared(ada, (s) => express(s, 'title', 'ToUpper([BusinessTitle])'))).toEqual({
      standing: 'stays',
      attributes: [{ name: 'title', before: { value: 'Countess' }, after: { value: 'COUNTESS' } }],
    });
  });

  it('when an attribute is no longer mapped, or gives no value any more, or an error', () => {
    const values = (change: (schema: Schema) => unknown) => compared(ada, change)?.attributes[0]?.after;

    expect(
      values((s) => Object.assign(mapped(s, 'title'), { targetAttributeName: 'distinguishedName' })),
    ).toEqual({ nothing: 'not mapped' });
    expect(values((s) => express(s, 'title', '[Fax]'))).toEqual({ nothing: expect.any(String) });
    expect(values((s) => express(s, 'title', 'CDate([BusinessTitle])'))).toEqual({
      error: expect.stringMatching(/is not a date/),
    });
  });

  it('when a default fills a gap', () => {
    expect(
      compared(ada, (s) => Object.assign(mapped(s, 'mobile'), { defaultValue: 'none' }))?.attributes,
    ).toEqual([{ name: 'mobile', before: { nothing: expect.any(String) }, after: { value: 'none' } }]);
  });

  it('when she enters or leaves the scope, and says by which clause', () => {
    const inB = scope(['EQUALS', 'Company', ['B']]);

    expect(compared(ada, inB)).toEqual({
      standing: 'leaves',
      because: 'Some Company EQUALS B',
      attributes: [],
    });
    expect(compared(ada, scope(['EQUALS', 'Company', ['A']]), inB)).toMatchObject({
      standing: 'enters',
      because: 'Some Company EQUALS B',
    });
  });

  it('when the mapping is switched off', () => {
    expect(compared(ada, (s) => Object.assign(firstMapping(s), { enabled: false }))).toEqual({
      standing: 'leaves',
      because: 'people are not provisioned at all',
      attributes: [],
    });
  });

  it('when she would be matched by another value', () => {
    expect(compared(ada, (s) => Object.assign(mapped(s, 'cn'), { matchingPriority: 2 }))).toBeUndefined();
    expect(
      compared({ ...ada, PreferredNameData: 'Ada K' }, (s) =>
        Object.assign(mapped(s, 'cn'), { matchingPriority: 2 }),
      )?.matching,
    ).toEqual({
      before: 'employeeID = "21001"',
      after: 'employeeID = "21001", then cn = "Ada K"',
    });
  });

  it('when other unique values are offered', () => {
    const difference = compared(ada, (s) =>
      express(s, 'userPrincipalName', 'SelectUniqueValue([FirstName], [LastName])'),
    );

    expect(difference?.attributes[0]).toMatchObject({
      name: 'userPrincipalName',
      after: { value: 'the first free of Ada, King' },
    });
  });

  it('without showing what is redacted', () => {
    const difference = compared(ada, (s) => express(s, 'title', 'Redact([Company])'));

    expect(difference?.attributes[0]?.after).toEqual({ value: '[Redact]' });
  });
});

describe('somebody is provisioned as before', () => {
  it.each<readonly [string, (schema: Schema) => unknown]>([
    ['nothing changes', () => {}],
    ['an expression is only written otherwise', (s) => express(s, 'title', ' [BusinessTitle] ')],
    ['another expression gives the same', (s) => express(s, 'title', 'Trim([BusinessTitle])')],
    ['an attribute without a value is mapped otherwise', (s) => express(s, 'mobile', 'Trim([Mobile])')],
    [
      'only the flow on updates changes',
      (s) => Object.assign(mapped(s, 'title'), { flowType: 'ObjectAddOnly' }),
    ],
  ])('when %s', (_, change) => {
    expect(compared(ada, change)).toBeUndefined();
  });

  it('when both schemas leave her out', () => {
    expect(
      compared(ada, (s) => express(s, 'title', '"x"'), scope(['EQUALS', 'Company', ['B']])),
    ).toBeUndefined();
  });

  it('whoever she is, when nothing changes', () => {
    const value = fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.array(fc.string()));
    const same = comparePeople(
      schemaAfter(() => {}),
      schemaAfter(() => {}),
      options,
    );
    const anybody = fc.array(fc.tuple(fc.constantFrom(...Object.keys(ada), '__proto__'), value));

    fc.assert(
      fc.property(anybody, (entries) => {
        const person: Attributes = new Map(entries);
        expect(same.ok && same.value(person)).toBeUndefined();
      }),
    );
  });
});

describe('a comparison', () => {
  it('says whom it could not compare, and why', () => {
    const difference = compared(ada, scope(['REGEX MATCH', 'Company', ['(a+)+b']]), () => {}, {
      runPattern: () => ({ ok: false, error: 'too-slow' }),
    });

    expect(difference).toEqual({
      standing: 'unknown',
      because: expect.stringMatching(/takes too long/),
      attributes: [],
    });
  });

  it.each<readonly [string, (schema: Schema) => unknown, RegExp]>([
    [
      'a filter cannot be evaluated',
      scope(['STARTS WITH', 'Company', ['A']]),
      /^The new schema cannot be used: There is no operator/,
    ],
    [
      'there is no rule',
      (s) => Object.assign(s, { synchronizationRules: [] }),
      /^The new schema cannot be used/,
    ],
  ])('is refused when %s', (_, change, message) => {
    const compare = comparePeople(
      schemaAfter(() => {}),
      schemaAfter(change),
      options,
    );

    expect(compare).toEqual({ ok: false, error: expect.stringMatching(message) });
  });
});
