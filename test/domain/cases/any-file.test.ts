import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExpressionCases } from '../../../src/domain/cases/expression-case.ts';
import { runExpressionCase } from '../../../src/domain/cases/run-expression-case.ts';
import { runScopeCase } from '../../../src/domain/cases/run-scope-case.ts';
import { readScopeCases } from '../../../src/domain/cases/scope-case.ts';
import { runUnlimited } from '../../../src/domain/expressions/pattern-runner.ts';
import { caseContext } from './case-context.ts';

const json = fc.oneof(fc.jsonValue(), fc.constantFrom(null, true, '', 'x', 0));
const names = fc.oneof(
  fc.constantFrom('a', '__proto__', 'constructor', 'members'),
  fc.string({ maxLength: 4 }),
);
/** Made through text, where `__proto__` is a property. */
const objectOf = (values: fc.Arbitrary<unknown>) =>
  fc
    .array(fc.tuple(names, values), { maxLength: 4 })
    .map((entries): unknown =>
      JSON.parse(
        `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`,
      ),
    );
const scalar = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const source = objectOf(fc.oneof(scalar, fc.array(fc.oneof(scalar, objectOf(scalar)), { maxLength: 3 })));
const or = <T>(likely: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: likely, weight: 9 }, { arbitrary: json, weight: 1 });

const expression = fc.constantFrom(
  '[a]',
  '[__proto__]',
  'Append([a], "x")',
  'Split([constructor], ",")',
  'IIF([a] = "x", IgnoreAttributeFlow, IgnoreObjectFlow)',
  'SelectUniqueValue([a], "b", [__proto__])',
  'Redact([a])',
  'Switch([a]',
  'Now()',
);
const expected = fc.oneof(
  scalar,
  fc.array(fc.string(), { maxLength: 2 }),
  fc.constantFrom({ $drop: true }, { $dropObject: true }, { $match: '.' }),
  fc.array(objectOf(scalar), { maxLength: 2 }).map(($contains) => ({ $contains })),
);
const expressionFile = fc.array(
  fc.record(
    {
      id: fc.string(),
      expression: or(expression),
      source: or(source),
      expect: or(expected),
      expectError: fc.constantFrom('ParseError', 'NotUnique'),
      expectParsed: or(objectOf(json)),
      expectLog: fc.string(),
      taken: fc.array(fc.constantFrom('b', 'B', 'x'), { maxLength: 2 }),
    },
    { requiredKeys: ['id', 'expression'] },
  ),
  { maxLength: 3 },
);

const operator = fc.constantFrom(
  'EQUALS',
  'NOT EQUALS',
  'REGEX MATCH',
  'IS NULL',
  'GREATER_THAN',
  '&',
  'Present',
  'x',
);
const clause = fc.record({
  operatorName: or(operator),
  sourceOperandName: or(names),
  targetOperand: or(fc.record({ values: fc.array(fc.constantFrom('a', '(', '.*', '5'), { maxLength: 2 }) })),
});
const groups = fc.array(or(fc.record({ name: fc.string(), clauses: fc.array(clause, { maxLength: 3 }) })), {
  maxLength: 2,
});
const scopeFile = fc.array(
  fc.record(
    {
      id: fc.string(),
      filter: or(fc.record({ groups: or(groups), inputFilterGroups: or(groups) })),
      source: or(source),
      expect: or(
        fc.record({ inScope: fc.boolean(), clauses: fc.constant([]), conditions: objectOf(fc.boolean()) }),
      ),
      expectError: fc.constant('InvalidRegex'),
      context: or(
        fc.record({ scope: fc.constantFrom('all', 'assigned'), active: fc.boolean(), target: fc.string() }),
      ),
    },
    { requiredKeys: ['id', 'filter'] },
  ),
  { maxLength: 3 },
);

/** Runs a whole file, and says how many cases there were. */
function runExpressions(text: string): number {
  const read = readExpressionCases(text);
  if (!read.ok) {
    expect(read.error.every(({ message }) => message !== '')).toBe(true);
    return 0;
  }
  for (const one of read.value)
    expect(JSON.stringify(runExpressionCase(one, caseContext()))).toContain('differences');
  return read.value.length;
}

function runScopes(text: string): number {
  const read = readScopeCases(text);
  if (!read.ok) {
    expect(read.error.every(({ message }) => message !== '')).toBe(true);
    return 0;
  }
  for (const one of read.value)
    expect(JSON.stringify(runScopeCase(one, runUnlimited))).toContain('differences');
  return read.value.length;
}

describe('no file crashes the runners', () => {
  it('whatever JSON it holds', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        runExpressions(text);
        runScopes(text);
      }),
      { numRuns: 300 },
    );
  });

  it('whatever text it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        runExpressions(text);
        runScopes(text);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['expression', expressionFile, runExpressions],
    ['scoping', scopeFile, runScopes],
  ] as const)('that looks like %s cases', (_, file, run) => {
    let ran = 0;
    fc.assert(
      fc.property(file as fc.Arbitrary<unknown>, (cases) => {
        ran += run(JSON.stringify(cases));
      }),
      { numRuns: 600 },
    );
    expect(ran).toBeGreaterThan(100);
  });
});
