import { parseJson, placesIn } from '../../../domain/json/read-json.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { ReviewOptions } from '../../../domain/schema/review/facts.ts';
import {
  type Counts,
  countFindings,
  type SchemaFinding,
  schemaFinding,
} from '../../../domain/schema/review/finding.ts';
import { reviewSchema, type SchemaReview } from '../../../domain/schema/review/review.ts';
import type { Alphabet } from '../../../ui/text/safe-text.ts';
import type { IssuePlace } from '../../../workspace/workspace-issue.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import type { Host } from '../../host.ts';
import type { Printer } from '../../printer.ts';
import { type CommandProblem, problem } from '../../problem.ts';
import { limitedPatterns, PATTERN_LIMIT_MS } from '../../running/pattern-limit.ts';
import { readInput } from '../input-text.ts';
import { textPosition, underlined } from '../underline.ts';

export type CheckOptions = {
  readonly json?: boolean;
  readonly syncAll?: boolean;
  readonly workdayVersion?: number;
};

type Setting = {
  readonly host: Pick<Host, 'cwd' | 'stdin' | 'now'>;
  readonly printer: Printer;
  readonly alphabet: Alphabet;
};

/** Where the values of a file stand, and the keys that a JSON value has lost because they appear twice. */
type Layout = {
  readonly places: ReadonlyMap<string, IssuePlace>;
  readonly repeated: readonly SchemaFinding[];
};

function layoutOf(text: string): Layout {
  if (!parseJson(text).ok) return { places: new Map(), repeated: [] };
  const found = placesIn(text);
  const repeated = found.repeated.map(({ path }) =>
    schemaFinding({
      code: 'schema.repeatedKey',
      path,
      message: 'This property appears twice in its object; only the last one counts.',
      fix: 'Remove one of the two.',
    }),
  );
  return { places: found.places, repeated };
}

/** The place of a value, or of the nearest value around it: what is missing stands nowhere. */
function placeOf(path: string, { places }: Layout): IssuePlace | undefined {
  for (let at = path; at !== ''; at = at.replace(/(?:\.?[^.[\]]*|\[[^\]]*\])$/, '')) {
    const place = places.get(at);
    if (place !== undefined) return place;
  }
  return undefined;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const countsText = ({ errors, warnings, notes }: Counts): string =>
  [plural(errors, 'error'), plural(warnings, 'warning'), plural(notes, 'note')].join(', ');

const INDENT = ' '.repeat(11);

function expressionLines(
  { expression, position, length = 0 }: SchemaFinding,
  alphabet: Alphabet,
): readonly string[] {
  if (expression === undefined || position === undefined) return [];
  const [line = '', carets = ''] = underlined(expression, { position, length }, alphabet);
  return [`at ${textPosition(expression, position)} of the expression:`, `  ${line}`, `  ${carets}`];
}

function printFinding(one: SchemaFinding, layout: Layout, { printer, alphabet }: Setting): void {
  const place = placeOf(one.path, layout);
  const line = place === undefined ? '' : `line ${place.line}: `;
  printer.data(`  ${one.severity.padEnd(7)}  ${one.message}`);
  for (const text of [...expressionLines(one, alphabet), one.fix, `${line}${one.path}`])
    printer.data(INDENT + text);
}

function printReview({ sections, findings }: SchemaReview, layout: Layout, setting: Setting): void {
  for (const { title, findings: inside } of sections) {
    setting.printer.data(title);
    for (const one of inside) printFinding(one, layout, setting);
    setting.printer.data('');
  }
  setting.printer.data(countsText(countFindings(findings)));
}

function printJson(findings: readonly SchemaFinding[], layout: Layout, printer: Printer): void {
  for (const one of findings) {
    const { line, column } = placeOf(one.path, layout) ?? {};
    printer.json({ ...one, line, column });
  }
  printer.json({ summary: countFindings(findings) });
}

/**
 * `provision schema check`: everything that a review of a synchronization schema finds, grouped by object mapping. Ends
 * with 1 when there is an error, 0 when there are only warnings and notes, 65 when the file is no schema.
 */
export async function checkCommand(
  file: string,
  options: CheckOptions,
  setting: Setting,
): Promise<Result<ExitCode, CommandProblem>> {
  const { host, printer } = setting;
  const text = await readInput(host, file);
  if (!text.ok) return text;
  const layout = layoutOf(text.value);
  const { json = false, ...known } = options;
  const review = reviewSchema(text.value, file, {
    ...(known satisfies Partial<ReviewOptions>),
    now: host.now(),
    runPattern: limitedPatterns(PATTERN_LIMIT_MS),
    alsoFound: layout.repeated,
  });
  if (!review.ok) {
    if (json) printJson(review.error, layout, printer);
    return fail(
      problem(
        exitCodes.badData,
        ...review.error.map(({ path, message, fix }) => `${path}: ${message} ${fix}`),
      ),
    );
  }
  if (json) printJson(review.value.findings, layout, printer);
  else printReview(review.value, layout, setting);
  return ok(countFindings(review.value.findings).errors > 0 ? exitCodes.failed : exitCodes.success);
}
