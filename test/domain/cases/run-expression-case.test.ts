import { describe, expect, it } from 'vitest';
import { ran } from './case-context.ts';

const differences = (...call: Parameters<typeof ran>) => ran(...call).differences;

describe('an expectation holds', () => {
  it.each([
    ['text', '[a]', { expect: 'x' }],
    ['null', '[none]', { expect: null }],
    ['a list', 'Split("1,2", ",")', { expect: ['1', '2'] }],
    ['an attribute that is dropped', 'IgnoreFlowIfNullOrEmpty([none])', { expect: { $drop: true } }],
    ['an object that is dropped', 'IIF([a] = "x", IgnoreObjectFlow, "y")', { expect: { $dropObject: true } }],
    [
      'a pattern, whose dot matches line breaks',
      '[a]',
      { source: { a: 'x\ny' }, expect: { $match: '^x.y$' } },
    ],
    [
      'parts of objects',
      'AppRoleAssignmentsComplex([r])',
      { source: { r: ['Admin'] }, expect: { $contains: [{ primary: false, value: 'Admin' }] } },
    ],
    ['an error', 'Mid([a], 0, 1)', { expectError: 'ArgumentValue' }],
    ['an error in the text', 'Swich([a])', { expectError: 'UnknownFunction' }],
    ['what the log shows', 'Redact([a])', { expect: 'x', expectLog: '[Redact]' }],
    ['what the log shows of a value that nobody hides', '[a]', { expectLog: 'x' }],
    [
      'a tree with its keys in another order',
      '[a]',
      { expectParsed: { type: 'Attribute', parameters: [], name: 'a', expression: '[a]' } },
    ],
    ['a clock of its own', 'Now()', { now: '2021-07-02T15:33:38Z', expect: '7/2/2021 3:33:38 PM' }],
    ['the clock of the run', 'Now()', { expect: '1/2/2026 3:04:05 AM' }],
    ['the first free value', 'SelectUniqueValue([a], "y", "z")', { taken: ['X'], expect: 'y' }],
    ['no free value', 'SelectUniqueValue([a], "y")', { taken: ['x', 'y'], expectError: 'NotUnique' }],
  ])('%s', (_, expression, over) => {
    expect(differences(expression, over)).toEqual([]);
  });
});

describe('an expectation does not hold', () => {
  it.each([
    ['text', '[a]', { expect: 'y' }, { path: 'result', expected: 'y', got: 'x' }],
    ['null is not the empty text', '""', { expect: null }, { path: 'result', expected: null, got: '' }],
    ['the empty text is not null', '[none]', { expect: '' }, { path: 'result', expected: '', got: null }],
    ['a text is no list of one', '[a]', { expect: ['x'] }, { path: 'result', expected: ['x'], got: 'x' }],
    [
      'one item of a list',
      'Split("1,2", ",")',
      { expect: ['1', '3'] },
      { path: 'result[1]', expected: '3', got: '2' },
    ],
    [
      'an item is missing',
      'Split("1,2", ",")',
      { expect: ['1', '2', '3'] },
      { path: 'result[2]', expected: '3' },
    ],
    ['an item too many', 'Split("1,2", ",")', { expect: ['1'] }, { path: 'result[1]', got: '2' }],
    [
      'a value instead of a drop',
      '[a]',
      { expect: { $drop: true } },
      { path: 'result', expected: { $drop: true }, got: 'x' },
    ],
    [
      'the attribute instead of the object',
      'IgnoreFlowIfNullOrEmpty([none])',
      { expect: { $dropObject: true } },
      { path: 'result', expected: { $dropObject: true }, got: { $drop: true } },
    ],
    [
      'a pattern',
      '[a]',
      { expect: { $match: '^y$' } },
      { path: 'result', expected: { $match: '^y$' }, got: 'x' },
    ],
    [
      'a pattern of something that is no text',
      '[none]',
      { expect: { $match: '' } },
      { path: 'result', expected: { $match: '(?:)' }, got: null },
    ],
    [
      'a part of an object',
      'AppRoleAssignmentsComplex([r])',
      { source: { r: ['Admin'] }, expect: { $contains: [{ value: 'User' }] } },
      { path: 'result[0].value', expected: 'User', got: 'Admin' },
    ],
    [
      'an error with another code',
      'Mid([a], 0, 1)',
      { expectError: 'ParseError' },
      { path: 'result', expected: { $error: 'ParseError' }, got: { $error: 'ArgumentValue' } },
    ],
    [
      'a value instead of an error',
      '[a]',
      { expectError: 'ParseError' },
      { path: 'result', expected: { $error: 'ParseError' }, got: 'x' },
    ],
    [
      'an error instead of a value',
      'Append([a]',
      { expect: 'x' },
      { path: 'result', expected: 'x', got: { $error: 'ParseError' } },
    ],
    ['the log', '[a]', { expectLog: '[Redact]' }, { path: 'log', expected: '[Redact]', got: 'x' }],
    [
      'a name in the tree',
      '[a]',
      { expectParsed: { expression: '[a]', name: 'b', type: 'Attribute', parameters: [] } },
      { path: 'parsed.name', expected: 'b', got: 'a' },
    ],
    [
      'a tree of a text that cannot be read',
      'Append([a]',
      { expectParsed: { name: 'Append' } },
      { path: 'parsed', expected: { name: 'Append' }, got: { $error: 'ParseError' } },
    ],
  ])('%s', (_, expression, over, difference) => {
    const found = differences(expression, over);

    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject(difference);
  });
});

describe('the evidence of a case', () => {
  it('holds the outcome and the value of every part', () => {
    const result = ran('Append([a], "y")', { expect: 'z', note: 'why' });

    expect(result).toMatchObject({
      id: 'c',
      standing: 'firm',
      note: 'why',
      outcome: { kind: 'value', value: 'xy' },
      trace: { value: 'xy', children: [{ value: 'x' }, { value: 'y' }] },
    });
  });

  it('tells of each candidate why it won or lost', () => {
    const { candidates } = ran('SelectUniqueValue([none], [a], "y", "z")', { taken: ['X'], expect: 'y' });

    expect(candidates).toEqual([
      { rule: '[none]', fate: 'empty' },
      { rule: '[a]', value: 'x', fate: 'taken' },
      { rule: '"y"', value: 'y', fate: 'chosen' },
      { rule: '"z"', value: 'z', fate: 'notTried' },
    ]);
  });

  it.each([
    ['Redact([a])', { expect: 'other', expectLog: 'other' }],
    ['SelectUniqueValue(Redact([a]), Redact(Append([a], "1")))', { expect: 'other', taken: ['hunter2'] }],
  ])('%s shows the hidden value nowhere', (expression, over) => {
    const result = ran(expression, { source: { a: 'hunter2' }, ...over });

    expect(result.differences.length).toBeGreaterThan(0);
    expect(JSON.stringify({ ...result, expression: '' })).not.toContain('hunter2');
  });

  it.each([
    [{}, 'firm'],
    [{ derived: true }, 'derived'],
    [{ ambiguous: true }, 'ambiguous'],
    [{ derived: true, ambiguous: true }, 'ambiguous'],
  ])('%o stands as %s', (marks, standing) => {
    expect(ran('[a]', { expect: 'x', ...marks }).standing).toBe(standing);
  });
});

describe('patterns that take too long', () => {
  const tooSlow = { runPattern: () => ({ ok: false, error: 'too-slow' }) as const };

  it('fail the case when the expression holds them, by the name of the error', () => {
    const [difference] = differences('Replace([a], , "(a+)+b", , "", , )', { expect: 'x' }, tooSlow);

    expect(difference?.got).toMatchObject({ $error: 'InvalidRegex' });
  });

  it('fail the case when the expectation holds them', () => {
    const [difference] = differences('[a]', { expect: { $match: '(a+)+b' } }, tooSlow);

    expect(difference?.hint).toContain('takes too long');
  });
});

describe('hostile cases end as a named error', () => {
  it.each([
    ['ten thousand parentheses', '('.repeat(9_999), 'ParseError'],
    ['a thousand nested calls', `${'ToLower('.repeat(1_000)}[a]${')'.repeat(1_000)}`, 'ParseError'],
    ['ten thousand open attributes', '['.repeat(10_000), 'ParseError'],
    ['a text of ten million characters', `"${'x'.repeat(10_000_000)}"`, 'ExpressionTooLong'],
  ])('%s', (_, expression, code) => {
    expect(differences(expression, { expectError: code })).toEqual([]);
  });

  it('a value of ten million characters is compared and nothing more', () => {
    const huge = 'x'.repeat(10_000_000);

    const found = differences('ToUpper([a])', { source: { a: huge }, expect: huge });

    expect(found.map(({ path }) => path)).toEqual(['result']);
  });
});
