import { randomBytes } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { type ExpressionCase, readExpressionCases } from '../../../domain/cases/expression-case.ts';
import {
  type CaseContext,
  type ExpressionCaseResult,
  runExpressionCase,
} from '../../../domain/cases/run-expression-case.ts';
import { readClock } from '../../../domain/cases/shapes.ts';
import type { Theme } from '../../../ui/theme/theme.ts';
import { limitedPatterns, PATTERN_LIMIT_MS } from '../../running/pattern-limit.ts';
import { type CommandDependencies, plainTheme } from '../dependencies.ts';
import { type CaseKind, testFile } from './case-report.ts';
import { type EvalOptions, evalCommand } from './eval.ts';
import { functionsCommand } from './functions.ts';
import { candidateLines, decisionLines, evaluationLines, faultLines, linesOf, shortened } from './words.ts';

function clock(text: string): Date {
  const date = readClock(text);
  if (date === undefined) throw new InvalidArgumentError('It takes a date such as 2025-07-30T00:00:00Z.');
  return date;
}

function lineNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('It takes a line number from 1 on.');
  return value;
}

const contextAt = (now: Date): CaseContext => ({
  now,
  runPattern: limitedPatterns(PATTERN_LIMIT_MS),
  random: (bytes) => randomBytes(bytes),
});

/** The expression, where it fails, what was tried, why nothing flows, and the value of every part. */
function evidence(result: ExpressionCaseResult, { alphabet }: Theme): readonly string[] {
  const { expression, outcome, candidates = [], trace, differences } = result;
  const isAboutTree = differences.every(({ path }) => path.startsWith('parsed'));
  const written = ['Expression', ...linesOf(shortened(expression)).map((line) => `  ${line}`)];
  return [
    ...(outcome.kind === 'error' ? faultLines(outcome.error, expression, alphabet) : written),
    ...candidateLines(candidates),
    ...(trace === undefined || isAboutTree ? [] : [...decisionLines(trace), ...evaluationLines(trace)]),
  ];
}

function expressionCases(now: Date): CaseKind<ExpressionCase, ExpressionCaseResult> {
  const context = contextAt(now);
  return { read: readExpressionCases, run: (one) => runExpressionCase(one, context), evidence };
}

function registerEval(family: Command, { host, printer, end }: CommandDependencies): void {
  family
    .command('eval')
    .description('evaluate an expression for one source object')
    .argument('<expression>', 'such as: Append([mailNickname], "@contoso.com")')
    .option('--source <file>', 'a JSON object of source attributes; - is standard input')
    .option('--line <n>', 'take this line of a file of JSON Lines', lineNumber)
    .option('--trace', 'the value of every part of the expression')
    .option('--now <date>', 'the clock of Now(), in ISO 8601; without an offset it is UTC', clock)
    .option('--json', 'one JSON line: outcome, trace, parsedExpression, warnings')
    .action(async (written: string, options: EvalOptions, command: Command) => {
      const { alphabet } = plainTheme(host, command);
      const context = contextAt(options.now ?? host.now());
      end(await evalCommand(written, options, { host, printer: printer(), context, alphabet }));
    });
}

function registerTest(family: Command, { host, printer, end }: CommandDependencies): void {
  family
    .command('test')
    .description('run a file of cases; exit 1 when one fails')
    .argument('<file>', 'a JSON list of cases with id, expression, source and expect; - is standard input')
    .option('--json', 'one JSON line a case, the counts last')
    .action(async (file: string, { json = false }: { json?: boolean }, command: Command) => {
      const setting = { host, printer: printer(), theme: plainTheme(host, command), json };
      end(await testFile(file, expressionCases(host.now()), setting));
    });
}

function registerFunctions(family: Command, { printer, end }: CommandDependencies): void {
  family
    .command('functions')
    .description('the functions of the language: signature and help')
    .argument('[name]', 'only this one')
    .option('--json', 'one JSON line a function')
    .action((name: string | undefined, { json = false }: { json?: boolean }) =>
      end(functionsCommand(name, json, printer())),
    );
}

/** `provision expression eval|test|functions`: the attribute-mapping language without any app. */
export function register(parent: Command, dependencies: CommandDependencies): void {
  const family = parent.command('expression').description('attribute-mapping expressions');
  registerEval(family, dependencies);
  registerTest(family, dependencies);
  registerFunctions(family, dependencies);
}
