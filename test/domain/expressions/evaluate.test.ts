import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EvaluationContext, evaluate } from '../../../src/domain/expressions/evaluate.ts';
import { runUnlimited } from '../../../src/domain/expressions/pattern-runner.ts';
import { functions } from '../../../src/domain/expressions/registry.ts';
import { type Expression, parseExpression } from '../../../src/domain/expressions/syntax/expression.ts';
import { countingBytes, evaluateText } from './run-case.ts';

function parsed(text: string): Expression {
  const result = parseExpression(text);
  if (!result.ok) throw new Error(`${result.error.message} in ${text}`);
  return result.value;
}

const context = (attributes: EvaluationContext['attributes']): EvaluationContext => ({
  attributes,
  now: new Date('2026-01-02T03:04:05Z'),
  runPattern: runUnlimited,
  random: countingBytes(),
});

describe('the trace of an evaluation', () => {
  it('has a value at every node and says which branch was not taken', () => {
    const { trace } = evaluateText('Switch([Active], , "0", ToLower("YES"), "1", Mid([b], 1, 1))', {
      Active: 0,
    });

    expect(trace).toEqual({
      expression: 'Switch([Active], , "0", ToLower("YES"), "1", Mid([b], 1, 1))',
      value: 'yes',
      children: [
        { expression: '[Active]', value: '0', children: [] },
        { expression: '"0"', value: '0', children: [] },
        {
          expression: 'ToLower("YES")',
          value: 'yes',
          children: [{ expression: '"YES"', value: 'YES', children: [] }],
        },
        { expression: '"1"', notEvaluated: true, children: [] },
        { expression: 'Mid([b], 1, 1)', notEvaluated: true, children: [] },
      ],
    });
  });

  it('shows the node that made it null', () => {
    const { outcome, trace } = evaluateText('Append(ToLower([a]), "x")', {});

    expect(outcome).toEqual({ kind: 'null' });
    expect(trace).toMatchObject({
      null: true,
      children: [{ null: true, children: [{ null: true }] }, { value: 'x' }],
    });
  });

  it('shows the node that failed, with its position', () => {
    const { outcome, trace } = evaluateText('Join(" ", [a], Mid([a], 0, 1), [a])', { a: 'x' });

    const error = {
      code: 'ArgumentValue',
      message: 'Mid: start counts from 1 (it is "0")',
      position: 24,
      length: 1,
    };
    expect(outcome).toEqual({ kind: 'error', error });
    expect(trace).toMatchObject({ error, children: [{}, { value: 'x' }, { error }, { notEvaluated: true }] });
  });

  it('shows the node that leaves the attribute out', () => {
    const { outcome, trace } = evaluateText('IIF([a] = "x", IgnoreAttributeFlow, "y")', { a: 'x' });

    expect(outcome).toEqual({ kind: 'skipAttribute', because: 'IgnoreAttributeFlow' });
    expect(trace).toMatchObject({
      skipped: 'IgnoreAttributeFlow',
      children: [{ value: 'True' }, { skipped: 'IgnoreAttributeFlow' }, { notEvaluated: true }],
    });
  });
});

describe('SelectUniqueValue', () => {
  it('gives its candidates in order and leaves the look-up to the caller', () => {
    const { outcome } = evaluateText('SelectUniqueValue([a], Append([a], [b]), [c])', { a: 'x', b: 'y' });

    expect(outcome).toEqual({
      kind: 'chooseUnique',
      candidates: [
        { rule: '[a]', value: 'x' },
        { rule: 'Append([a], [b])', value: 'xy' },
        { rule: '[c]', value: undefined },
      ],
    });
  });
});

describe('Redact', () => {
  const secret = { s: 'hunter2', list: ['hunter2', 'hunter2'] };

  it('lets the value flow, marked', () => {
    expect(evaluateText('Redact([s])', secret).outcome).toEqual({
      kind: 'value',
      value: 'hunter2',
      redacted: true,
    });
  });

  it.each([
    'Redact([s])',
    'Append(Redact([s]), "!")',
    'Redact(Append([s], "!"))',
    'Switch("a", Redact([s]), "b", "c")',
    'IIF(Redact([s]) = "x", 1, 2)',
    'Redact([list])',
    'Redact([s]) & "x"',
    'CDate(Redact([s]))',
    'Redact(CDate([s]))',
    'Error(Redact([s]))',
    'Redact(Error([s]))',
    'Split(Redact([s]), "n")',
    'SelectUniqueValue(Redact([s]), Redact([list]))',
    'Mid(Redact([s]), Redact([s]), 1)',
  ])('%s shows the value nowhere in the trace', (expression) => {
    const { trace } = evaluateText(expression, secret);

    expect(JSON.stringify(trace)).not.toMatch(/hunter|ter2/);
    expect(JSON.stringify(trace)).toContain('[Redact]');
  });
});

describe('patterns under a time limit', () => {
  it('report a pattern that is too slow and go on', () => {
    const slow = {
      ...context(new Map([['a', 'aaaa']])),
      runPattern: () => ({ ok: false, error: 'too-slow' }) as const,
    };

    const { outcome } = evaluate(parsed('Replace([a], , "(a+)+b", , "", , )'), slow);

    expect(outcome).toMatchObject({ kind: 'error', error: { code: 'InvalidRegex', position: 15 } });
  });
});

describe('hostile values', () => {
  const huge = 'ab, '.repeat(2_500_000);
  const nasty = new Map([
    ['__proto__', 'proto'],
    ['constructor', 'made'],
    ['huge', huge],
  ]);

  it('reads attributes with the names of object properties', () => {
    expect(
      evaluate(parsed('Join("-", [__proto__], [constructor], [toString])'), context(nasty)).outcome,
    ).toEqual({
      kind: 'value',
      value: 'proto-made',
    });
  });

  it.each([
    ['ToUpper([huge])', 'value'],
    ['Trim([huge])', 'value'],
    ['Word([huge], 9, ",")', 'value'],
    ['InStr([huge], "zzz", 1, vbTextCompare)', 'value'],
    ['Replace([huge], "a", , , "", , )', 'value'],
    ['Replace([huge], "a", , , [huge], , )', 'error'],
    ['Replace([huge], , "a", , "$_", , )', 'error'],
    ['Replace([huge], , "^(a|b|,| )*$", , "", , )', 'error'],
    ['Split([huge], ",")', 'error'],
    ['Join([huge], 1, 2, 3, 4, 5, 6, 7, 8, 9)', 'error'],
    ['[huge] & [huge] & [huge] & [huge] & [huge] & [huge] & [huge]', 'error'],
    ['CDate([huge])', 'error'],
    ['DateAdd("d", [huge], Now())', 'error'],
    ['BitAnd([huge], 1)', 'error'],
    ['DNComponent([huge], 1)', 'error'],
    ['ConvertToBase64([huge])', 'value'],
    ['ConvertFromBase64([huge])', 'error'],
    ['[huge] = [huge]', 'value'],
  ])('%s of ten million characters is a %s', (expression, kind) => {
    expect(evaluate(parsed(expression), context(nasty)).outcome.kind).toBe(kind);
  });
});

describe('evaluation never throws', () => {
  const names = [...functions.keys()];
  const leaf = fc.constantFrom(
    '[a]',
    '[b]',
    '[c]',
    '[list]',
    '[none]',
    '""',
    '"x"',
    '1',
    '-1',
    '0',
    '999999999999999999999',
    '"2020-01-31"',
    '"yyyy"',
    '"(?<g>.)"',
    '"g"',
    '"["',
    'vbTextCompare',
    'UTF8',
    'IgnoreAttributeFlow',
    '"True"',
    '"\u0000😀"',
    '',
  );
  const expressionText = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc
        .tuple(fc.constantFrom(...names), fc.array(tie('any'), { maxLength: 7 }))
        .map(([name, args]) => `${name}(${args.join(', ')})`),
      fc.tuple(tie('any'), fc.constantFrom('&', '=', '<'), tie('any')).map((parts) => parts.join(' ')),
    ),
  })).any;
  const scalar = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean());
  const value = fc.oneof(scalar, fc.array(fc.oneof(scalar, fc.dictionary(fc.string(), scalar))));
  const attributes = fc.record({ a: value, b: value, c: value, list: fc.array(scalar) });

  it('on any tree and any value, and its trace is plain JSON', () => {
    let evaluated = 0;
    fc.assert(
      fc.property(expressionText, attributes, (text, source) => {
        const expression = parseExpression(text);
        if (!expression.ok) return;
        evaluated += 1;
        const { trace } = evaluate(expression.value, context(new Map(Object.entries(source))));
        expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
      }),
      { numRuns: 3_000 },
    );
    expect(evaluated).toBeGreaterThan(200);
  });

  it.each(names)('on any arguments of %s', (name) => {
    const args = fc.array(leaf, { maxLength: 8 });
    fc.assert(
      fc.property(args, attributes, (written, source) => {
        const expression = parseExpression(`${name}(${written.join(', ')})`);
        if (!expression.ok) return;
        const { outcome } = evaluate(expression.value, context(new Map(Object.entries(source))));
        expect(outcome.kind).toBeTypeOf('string');
      }),
      { numRuns: 100 },
    );
  });
});
