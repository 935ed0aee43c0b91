import type { Capability, Check, CheckUpPart, CheckUpReport, PartCheck } from '../../../engine/check-up.ts';
import type { SystemIdentity } from '../../../engine/port.ts';
import { durationText } from '../../../ui/duration.ts';
import { cells, padEnd, wrapRanges } from '../../../ui/text/cells.ts';
import type { Theme } from '../../../ui/theme/theme.ts';
import { type StatusMark, systemPlace } from '../../../ui/words.ts';
import type { WorkspaceApp } from '../../../workspace/load-workspace.ts';
import type { Printer } from '../../printer.ts';
import { type CheckVerdict, countVerdicts, worstOf } from './verdict.ts';

/** An app under examination; without identities as long as its systems are not made ready. */
export type Patient = {
  readonly app: WorkspaceApp['app'];
  readonly source?: SystemIdentity;
  readonly target?: SystemIdentity;
};

/** Every verdict is a glyph and a word, so that it survives without colour. */
export function verdictMark(verdict: CheckVerdict, { glyphs }: Theme): Pick<StatusMark, 'glyph' | 'word'> {
  const marks: Readonly<Record<CheckVerdict, Pick<StatusMark, 'glyph' | 'word'>>> = {
    good: { glyph: glyphs.success, word: 'Good' },
    warning: { glyph: glyphs.warning, word: 'Warning' },
    bad: { glyph: glyphs.failure, word: 'Bad' },
    skipped: { glyph: glyphs.skipped, word: 'Skipped' },
  };
  return marks[verdict];
}

const WORD_WIDTH = 'Skipped'.length;
/** Wide enough for the names that every check-up has; a longer name pushes only its own line. */
const NAME_WIDTH = 22;
const INDENT = ' '.repeat(4);

function timeText({ tookMs, exchanges }: Check): string {
  if (tookMs === undefined) return '';
  const requests = exchanges.length > 1 ? `, ${exchanges.length} requests` : '';
  return ` (${durationText(tookMs)}${requests})`;
}

/** One finding: verdict, name and what was found; below it what to do, where something has to be done. */
export function checkLines(check: Check, theme: Theme): readonly string[] {
  const { glyph, word } = verdictMark(check.verdict, theme);
  const mark = `${INDENT}${glyph} ${word.padEnd(WORD_WIDTH)}  `;
  const line = `${mark}${padEnd(check.name, NAME_WIDTH)}  ${check.found}${timeText(check)}`;
  const next = check.next === undefined ? [] : [`${' '.repeat(cells(mark))}Next: ${check.next}`];
  return [line, ...next];
}

function partTitle(part: CheckUpPart, { source, target }: Patient): string {
  const named = (title: string, identity: SystemIdentity | undefined): string =>
    identity === undefined ? title : `${title}: ${identity.name}, ${systemPlace(identity)}`;
  const titles: Readonly<Record<CheckUpPart, string>> = {
    configuration: 'Configuration',
    source: named('Source', source),
    target: named('Target', target),
  };
  return titles[part];
}

const withoutNext = ({ next: _told, ...check }: Check): Check => check;

/**
 * Prints findings as they come, with a title before the first of each part. What has to be done before several
 * skipped ones can be asked is told once.
 */
export function createCheckPrinter(printer: Printer, theme: Theme): (p: Patient, one: PartCheck) => void {
  let shown: { readonly patient: Patient; readonly part: CheckUpPart; readonly check: Check } | undefined;
  return (patient, { part, check }) => {
    const isNewPart = shown?.patient !== patient || shown.part !== part;
    if (shown?.patient !== patient) printer.data(`${patient.app.displayName} (${patient.app.id})`);
    if (isNewPart) printer.data(`  ${partTitle(part, patient)}`);
    const isTold = !isNewPart && check.verdict === 'skipped' && check.next === shown?.check.next;
    shown = { patient, part, check };
    for (const line of checkLines(isTold ? withoutNext(check) : check, theme)) printer.data(line);
  };
}

/**
 * A line in rows of at most so many cells, those after the first indented by `hang`; whole where `columns` is not
 * known, because nobody reads it at a terminal. An address stands whole in one row where a row is wide enough.
 */
export function rowsWithin(text: string, columns: number | undefined, hang: number): readonly string[] {
  if (columns === undefined || columns <= 0) return [text];
  const room = Math.min(hang, Math.floor(columns / 2));
  return wrapRanges(text, columns, room).map(
    ({ start, end }, index) => `${index === 0 ? '' : ' '.repeat(room)}${text.slice(start, end)}`,
  );
}

/** What the target can do, in columns: name, value, how it is known. Below a name that is a key, what it is about. */
export function capabilityLines(capabilities: readonly Capability[], columns?: number): readonly string[] {
  const widest = (pick: (one: Capability) => string): number =>
    Math.max(0, ...capabilities.map((one) => cells(pick(one))));
  const [names, values] = [widest(({ name }) => name), widest(({ value }) => value)];
  const hang = cells(INDENT) + 4;
  return capabilities.flatMap(({ name, value, from, because, about }) => [
    ...rowsWithin(
      `${INDENT}${padEnd(name, names)}  ${padEnd(value, values)}  ${from}: ${because}`,
      columns,
      hang,
    ),
    ...(about === undefined ? [] : rowsWithin(`${INDENT}  ${about}`, columns, hang)),
  ]);
}

function countsText(checks: readonly PartCheck[]): string {
  const { good, warning, bad, skipped } = countVerdicts(checks);
  const counts = [`${good} good`, `${warning} warning${warning === 1 ? '' : 's'}`, `${bad} bad`];
  return [...counts, ...(skipped === 0 ? [] : [`${skipped} skipped`])].join(', ');
}

/** What stands below the findings of an app: capabilities, and the verdict on the whole. */
export function printReport(
  printer: Printer,
  theme: Theme,
  { checks, capabilities }: CheckUpReport,
  columns?: number,
): void {
  if (capabilities.length > 0) printer.data('  Capabilities of the target');
  for (const line of capabilityLines(capabilities, columns)) printer.data(line);
  const { word } = verdictMark(worstOf(checks.map(({ check }) => check.verdict)), theme);
  printer.data(`  Result: ${word} (${countsText(checks)}).`);
  printer.data('');
}

/** One app of the last line of `--json`. */
export const reportJson = (patient: Patient, { checks, capabilities }: CheckUpReport): object => ({
  id: patient.app.id,
  displayName: patient.app.displayName,
  source: patient.source,
  target: patient.target,
  verdict: worstOf(checks.map(({ check }) => check.verdict)),
  counts: countVerdicts(checks),
  checks: checks.map(({ part, check }) => ({ part, ...check })),
  capabilities,
});
