import type { CaseContext } from '../../../domain/cases/run-expression-case.ts';
import { shownOutcome } from '../../../domain/cases/shown-outcome.ts';
import { readSourceObject, type SourceObject } from '../../../domain/cases/source-object.ts';
import { unknownAttributes } from '../../../domain/cases/unknown-attributes.ts';
import type { ExpressionError } from '../../../domain/expressions/errors.ts';
import { type Evaluated, evaluate } from '../../../domain/expressions/evaluate.ts';
import { type Expression, parseExpression } from '../../../domain/expressions/syntax/expression.ts';
import { parsedForm } from '../../../domain/expressions/syntax/parsed-form.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Alphabet } from '../../../ui/text/safe-text.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import type { Host } from '../../host.ts';
import type { Printer } from '../../printer.ts';
import type { CommandProblem } from '../../problem.ts';
import { faultProblem, readInput } from '../input-text.ts';
import { decisionLines, evaluationLines, type Fault, faultLines, outcomeLines } from './words.ts';

export type EvalOptions = {
  readonly source?: string;
  readonly line?: number;
  readonly trace?: boolean;
  readonly now?: Date;
  readonly json?: boolean;
};

type Setting = {
  readonly host: Pick<Host, 'cwd' | 'stdin'>;
  readonly printer: Printer;
  readonly context: CaseContext;
  readonly alphabet: Alphabet;
};

const nobody: SourceObject = { names: [], attributes: new Map() };

async function readSource(
  { source, line }: EvalOptions,
  { host }: Setting,
): Promise<Result<SourceObject, CommandProblem>> {
  if (source === undefined) return ok(nobody);
  const text = await readInput(host, source);
  if (!text.ok) return text;
  const read = readSourceObject(text.value, line);
  return read.ok ? read : fail(faultProblem(source, line === undefined ? text.value : '', read.error));
}

/** Words for people, with the expression underlined where they are about. */
function sayFault(fault: Fault, expression: string, setting: Setting, kind = ''): void {
  const [first = '', ...rest] = faultLines(fault, expression, setting.alphabet);
  setting.printer.say(`provision: ${kind}${first}`);
  for (const line of rest) setting.printer.say(line);
}

function refuse(error: ExpressionError, written: string, options: EvalOptions, setting: Setting): ExitCode {
  if (options.json === true) setting.printer.json({ outcome: { kind: 'error', error }, warnings: [] });
  else sayFault(error, written, setting);
  return exitCodes.badData;
}

function tell({ outcome, trace }: Evaluated, written: string, options: EvalOptions, setting: Setting): void {
  const { printer } = setting;
  if (outcome.kind === 'error') sayFault(outcome.error, written, setting);
  else
    for (const line of [...outcomeLines(shownOutcome(outcome)), ...decisionLines(trace)]) printer.data(line);
  if (options.trace === true) for (const line of evaluationLines(trace)) printer.data(line);
}

function warningsOf(expression: Expression, source: SourceObject) {
  return [...expression.warnings, ...unknownAttributes(expression, source.names)];
}

/**
 * `provision expression eval`: what an expression gives for one source object. Exit 0 when it was evaluated, null and
 * skipping included, 1 when the evaluation fails, 65 when the expression or the file is wrong.
 */
export async function evalCommand(
  written: string,
  options: EvalOptions,
  setting: Setting,
): Promise<Result<ExitCode, CommandProblem> | ExitCode> {
  const source = await readSource(options, setting);
  if (!source.ok) return source;
  const parsed = parseExpression(written);
  if (!parsed.ok) return refuse(parsed.error, written, options, setting);
  const warnings = warningsOf(parsed.value, source.value);
  const evaluated = evaluate(parsed.value, { ...setting.context, attributes: source.value.attributes });
  if (options.json === true) {
    const outcome = shownOutcome(evaluated.outcome);
    const parsedExpression = parsedForm(parsed.value);
    setting.printer.json({ outcome, trace: evaluated.trace, parsedExpression, warnings });
  } else {
    for (const warning of warnings) sayFault(warning, written, setting, 'warning: ');
    tell(evaluated, written, options, setting);
  }
  return evaluated.outcome.kind === 'error' ? exitCodes.failed : exitCodes.success;
}
