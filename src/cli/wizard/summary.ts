import type { RunRecord } from '../../engine/run/record.ts';
import { runScreen } from '../../session/stack.ts';
import type { Wizard } from '../../session/state.ts';
import { type Ink, wrapLine } from '../../ui/text/lay.ts';
import { hanging } from '../../ui/text/line.ts';
import { endingWord } from '../../ui/words.ts';
import type { Printer } from '../printer.ts';

const INDENT = 4;

/** How wide the terminal is, and which characters it shows. */
export type SummaryPaper = { readonly columns: number; readonly ink: Ink };

/** Who, where and how it ended; below it what was done or why not, wrapped between words. */
function summaryLines(record: RunRecord, { columns, ink }: SummaryPaper): readonly string[] {
  const { evidence, statusInfo, sourceIdentity, changeId } = record;
  const who = sourceIdentity.displayName ?? evidence.import?.displayName ?? sourceIdentity.id ?? '';
  const preview = evidence.mode === 'preview' ? ' (preview)' : '';
  const what = statusInfo.reason ?? (evidence.ending === undefined ? 'It had not ended.' : '');
  const head = `  ${endingWord(record)}${preview}: ${who} -> ${evidence.app.displayName}  (run ${changeId.slice(0, 8)})`;
  const rows = what === '' ? [] : wrapLine(hanging(INDENT, `${' '.repeat(INDENT)}${what}`), columns, ink);
  return [head, ...rows.map((row) => row.map(({ text }) => text).join(''))];
}

/** Every run since the wizard opened, the one that was still going on included. */
function runsOf(wizard: Wizard): readonly RunRecord[] {
  const last = runScreen(wizard)?.record;
  const isOpen = last !== undefined && last.evidence.ending === undefined;
  return isOpen ? [...wizard.ended, last] : wizard.ended;
}

/** No file has them: they stay in the scrollback, each on a line of its own, ready to be selected. */
function printTried(printer: Printer, { tried }: Wizard): void {
  if (tried.length === 0) return;
  printer.data('Expressions tried; no file was changed:');
  for (const { appName, target, text } of tried) {
    printer.data(`  ${appName}${target === undefined ? '' : `, ${target}`}:`);
    printer.data(text);
  }
}

/** What stays in the scrollback after the alternate screen is gone. */
export function printSummary(printer: Printer, wizard: Wizard, calledAs: string, paper: SummaryPaper): void {
  printTried(printer, wizard);
  const records = runsOf(wizard);
  if (records.length === 0) return;
  printer.data(`${records.length} ${records.length === 1 ? 'run' : 'runs'} since the wizard opened:`);
  for (const line of records.flatMap((record) => summaryLines(record, paper))) printer.data(line);
  printer.data(`Records: ${calledAs} runs show ID`);
}
