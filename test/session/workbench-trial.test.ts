import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail } from '../../src/domain/result.ts';
import { changedSinceRun } from '../../src/session/screens/workbench.ts';
import { nullCause } from '../../src/session/workbench/null-cause.ts';
import { tryExpression } from '../../src/session/workbench/trial.ts';
import { startOfRun } from '../support/records.ts';
import { person, trialOf, values } from '../support/workbench.ts';

const json = (text: string, change: Parameters<typeof trialOf>[1] = {}): string =>
  JSON.stringify(trialOf(text, change));

describe('a trial', () => {
  it.each([
    ['[Active]', { kind: 'value', value: '0' }],
    ['[Emails]', { kind: 'value', value: ['a@example.com', 'b@example.com'] }],
    ['[Gone]', { kind: 'null' }],
    ['IIF([Active]="0", IgnoreAttributeFlow, "x")', { kind: 'skipAttribute' }],
    ['IIF([Active]="0", IgnoreObjectFlow, "x")', { kind: 'skipObject' }],
    ['Swich([Active])', { kind: 'error', error: { suggestion: 'Switch', position: 0 } }],
    ['Join("-"', { kind: 'error', error: { code: 'ParseError', position: 8 } }],
    [
      'SelectUniqueValue([FirstName], [Gone])',
      { kind: 'chooseUnique', candidates: [{ value: 'Roberta' }, { value: undefined }] },
    ],
  ])('of %s is %j', (text, outcome) => {
    expect(trialOf(text).outcome).toMatchObject(outcome);
  });

  it('without anybody finds every attribute absent', () => {
    const trial = tryExpression(
      { text: '[Active]', hidesAll: false },
      { now: new Date(startOfRun), runPattern: () => fail('too-slow') },
    );

    expect(trial.outcome.kind).toBe('null');
    expect(trial.remarks).toEqual([]);
  });

  it('says which attribute the schema does not know, where, and which one may be meant', () => {
    expect(trialOf('Join("", [FirstNme], [FirstNme])').remarks).toEqual([
      {
        message: 'The schema knows no attribute [FirstNme] of Worker. Did you mean [FirstName]?',
        position: 9,
        length: 10,
      },
    ]);
  });

  it('says which attribute has no value only because no mapping reads it yet', () => {
    expect(trialOf('[Unmapped]').remarks).toMatchObject([
      { message: expect.stringContaining('an import leaves it out') },
    ]);
  });

  it('passes warnings on', () => {
    expect(trialOf('Join("", IgnoreFlowIfNullOrEmpty([FirstName]))').remarks).toMatchObject([
      { position: 9 },
    ]);
  });

  it('is cut to what can be read', () => {
    const long = new Map([['Long', 'x'.repeat(5_000_000)]]);

    const trial = json('Append([Long], [Long])', { values: values({ attributes: long }) });

    expect(trial.length).toBeLessThan(5_000);
    expect(trial).toContain('(10,000,000 characters)');
  });

  it('is cut off where a pattern would run for ever', () => {
    const trial = tryExpression(
      { text: 'Replace([Active], , "(a+)+$", , "", , )', values: values(), hidesAll: false },
      { now: new Date(startOfRun), runPattern: () => fail('too-slow') },
    );

    expect(trial.outcome).toMatchObject({ kind: 'error', error: { code: 'InvalidRegex' } });
  });
});

describe('a value that must not be seen', () => {
  it.each([
    '[Pin]',
    'Append("x", [Pin])',
    'Mid([Pin], 1, 2)',
    'Join("-", [FirstName], ToUpper([Pin]))',
    'IIF([Pin]="x", "no", [Pin])',
    'SelectUniqueValue(Append([Pin], "1"), Append([Pin], "2"))',
    'Error([Pin])',
    'Word([FirstName], [Pin], "x")',
    'DateAdd("d", "1", [Pin])',
    'Left([FirstName], [Pin])',
  ])('is not, nor what is made of it: %s', (text) => {
    const shown = json(text);

    expect(shown).not.toContain('4711');
    expect(shown).toContain('[Redact]');
  });

  it('is neither when the expression redacts it itself', () => {
    expect(json('Redact([FirstName])')).not.toContain('Roberta');
  });

  it('is everything where the mapping makes a password', () => {
    expect(json('Append("Start", [FirstName])', { hidesAll: true })).not.toContain('Roberta');
  });

  it('takes part all the same', () => {
    expect(trialOf('Switch([Pin], IgnoreAttributeFlow, "4711", IgnoreObjectFlow)').outcome.kind).toBe(
      'skipObject',
    );
  });

  it('is not seen whatever is written around it', () => {
    const part = fc.constantFrom(
      '[Pin]',
      '[FirstName]',
      '"a"',
      'ToUpper(',
      'Join("-", ',
      'Left(',
      'Count(',
      'Item(',
      'CDate(',
      ')',
      ', ',
      ' & ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        expect(json(parts.join(''))).not.toContain('4711');
      }),
    );
  });
});

describe('what a null comes from', () => {
  it.each([
    ['[Gone]', '[Gone]'],
    ['ToUpper(Mid([Gone], 1, 3))', '[Gone]'],
    ['Switch([Active], , "7", "x")', 'Switch([Active], , "7", "x")'],
    ['IIF([Active]="0", [Gone], "x")', '[Gone]'],
    ['Coalesce([Gone], [Away])', 'Coalesce([Gone], [Away])'],
  ])('%s: %s', (text, cause) => {
    const { trace } = trialOf(text);
    if (trace === undefined) throw new Error('it was parsed');

    expect(nullCause(trace).expression).toBe(cause);
  });
});

describe('values that were read anew after a run', () => {
  const atRun = [
    { name: 'Active', value: '1' },
    { name: 'Emails', value: 'a@example.com, b@example.com' },
    { name: 'Pin', value: '[Redact]' },
    { name: 'Left', value: 'something' },
  ];

  it('are named where they changed since', () => {
    expect(changedSinceRun(person({ atRun }))).toEqual(['Active', 'Left']);
    expect(changedSinceRun(person())).toEqual([]);
  });
});
