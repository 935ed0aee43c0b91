import type { RunRecord } from '../engine/record.ts';
import { runScreen } from '../session/stack.ts';
import type { Wizard } from '../session/state.ts';
import type { Printer } from './printer.ts';

function summaryLine({ evidence, statusInfo, sourceIdentity, changeId }: RunRecord): string {
  const who = sourceIdentity.displayName ?? sourceIdentity.id ?? '';
  const preview = evidence.mode === 'preview' ? ' (preview)' : '';
  const what = statusInfo.reason ?? (evidence.ending === undefined ? 'It had not ended.' : '');
  return `${statusInfo.status}${preview}: ${who} -> ${evidence.app.displayName}. ${what} Run ${changeId.slice(0, 8)}`;
}

/** Every run since the wizard opened, the one that was still going on included. */
function runsOf(wizard: Wizard): readonly RunRecord[] {
  const last = runScreen(wizard)?.record;
  const isOpen = last !== undefined && last.evidence.ending === undefined;
  return isOpen ? [...wizard.ended, last] : wizard.ended;
}

/** What stays in the scrollback after the alternate screen is gone. */
export function printSummary(printer: Printer, wizard: Wizard): void {
  const records = runsOf(wizard);
  if (records.length === 0) return;
  printer.data(`${records.length} ${records.length === 1 ? 'run' : 'runs'} since the wizard opened:`);
  for (const record of records) printer.data(`  ${summaryLine(record)}`);
  printer.data('Records: provision runs show ID');
}
