import type { CaseFault } from '../../../domain/cases/case-fault.ts';
import {
  addResult,
  type CaseResult,
  caseTallyText,
  emptyCaseTally,
  holds,
} from '../../../domain/cases/case-result.ts';
import { type CaseDifference, differenceLines } from '../../../domain/cases/differences.ts';
import { fail, ok, type Result as Read } from '../../../domain/result.ts';
import type { Glyphs } from '../../../ui/theme/glyphs.ts';
import type { Theme } from '../../../ui/theme/theme.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import type { Host } from '../../host.ts';
import type { Printer } from '../../printer.ts';
import type { CommandProblem } from '../../problem.ts';
import { faultProblem, readInput } from '../input-text.ts';
import { shortened } from './words.ts';

const MOST_DIFFERENCES = 12;

/** All that is particular to one kind of case. */
export type CaseKind<Case, Result extends CaseResult> = {
  readonly read: (json: string) => Read<readonly Case[], readonly CaseFault[]>;
  readonly run: (one: Case) => Result;
  /** What explains a case that does not hold: the tree, the clauses. */
  readonly evidence: (result: Result, theme: Theme) => readonly string[];
};

type Setting = {
  readonly host: Pick<Host, 'cwd' | 'stdin'>;
  readonly printer: Printer;
  readonly theme: Theme;
  readonly json: boolean;
};

function titleOf({ id, standing }: CaseResult, glyphs: Glyphs): string {
  const mark = standing === 'ambiguous' ? `${glyphs.warning} Differs` : `${glyphs.failure} Failed`;
  return `${mark}  ${shortened(id)}${standing === 'firm' ? '' : ` (${standing})`}`;
}

function differencesText(differences: readonly CaseDifference[]): readonly string[] {
  const more = differences.length - MOST_DIFFERENCES;
  return [
    ...differences.slice(0, MOST_DIFFERENCES).flatMap(differenceLines),
    ...(more > 0 ? [`${more} more differences`] : []),
  ];
}

/** Of a case that holds only the verdict; of one that does not everything. */
function caseJson(result: CaseResult): object {
  const { id, standing } = result;
  const verdict = { id, standing, passed: holds(result) };
  return verdict.passed ? verdict : { ...verdict, ...result };
}

function printFailure(result: CaseResult, evidence: readonly string[], { printer, theme }: Setting): void {
  printer.data(titleOf(result, theme.glyphs));
  const note = result.note === undefined ? [] : [`Note: ${shortened(result.note)}`];
  for (const line of [...differencesText(result.differences), ...evidence, ...note])
    printer.data(`    ${line}`.trimEnd());
  printer.data('');
}

/**
 * Runs the cases of a file one after the other and tells each that does not hold; the last line counts. As JSON Lines:
 * one object a case, the counts last. Exit 1 when a case fails that is not ambiguous; a broken file is a problem.
 */
export async function testFile<Case, Result extends CaseResult>(
  file: string,
  kind: CaseKind<Case, Result>,
  setting: Setting,
): Promise<Read<ExitCode, CommandProblem>> {
  const { host, printer, theme, json } = setting;
  const text = await readInput(host, file);
  if (!text.ok) return text;
  const cases = kind.read(text.value);
  if (!cases.ok) return fail(faultProblem(file, text.value, cases.error));
  let tally = emptyCaseTally;
  for (const one of cases.value) {
    const result = kind.run(one);
    tally = addResult(tally, result);
    if (json) printer.json(caseJson(result));
    else if (!holds(result)) printFailure(result, kind.evidence(result, theme), setting);
  }
  if (json) printer.json(tally);
  else printer.data(caseTallyText(tally));
  return ok(tally.failed === 0 ? exitCodes.success : exitCodes.failed);
}
