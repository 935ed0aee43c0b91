import type { RunEvent } from '../../engine/run/events.ts';
import type { AttributeEvidence, AttributeFate, MemberEvidence } from '../../engine/run/evidence.ts';
import type { RunRecord } from '../../engine/run/record.ts';
import { tipFor } from '../../engine/tips.ts';
import { attributeFateWord, endingWord, memberFateWord, stepTitle } from '../../ui/words.ts';
import type { Printer } from '../printer.ts';

/** One line per card as it ends: the headless form of the run screen. */
export function printEvent(printer: Printer, event: RunEvent, record: RunRecord): void {
  const { kind } = record.evidence.subject;
  if (event.type === 'retry.scheduled') {
    printer.say(
      `Waiting ${Math.ceil(event.retry.waitMs / 1000)} s before try ${event.retry.attempt}: ${event.retry.reason}`,
    );
  }
  if (event.type === 'approval.answered' && !event.approved) {
    printer.say(
      record.evidence.approvals?.at(-1)?.danger === 'restore-member'
        ? 'Members that vanished were not put back: --allow restore-member has to be given in the very run that loses them, and no later run repairs it by itself. Add the target ids listed below to the group in the target by hand.'
        : 'The plan takes something away and was not allowed; see --allow.',
    );
  }
  if (event.type !== 'step.finished') return;
  printer.data(`[${event.status}] ${stepTitle(event.step, kind)}: ${event.sentence}`);
  if (event.reason !== undefined && event.status !== 'Success') {
    printer.data(`  Tip: ${tipFor(event.step, event.reason)}`);
  }
}

const changed: ReadonlySet<AttributeFate> = new Set(['sent', 'refused', 'unknown', 'invalid']);

function changeLine(row: AttributeEvidence, isPreview: boolean): string {
  const from = row.original === undefined ? '' : `${row.original} -> `;
  const stored =
    row.differs === true
      ? ` (the target ${row.stored === row.original ? 'kept' : 'stored'} ${row.stored ?? 'nothing'})`
      : '';
  return `  ${row.target}: ${from}${row.wanted ?? ''} [${attributeFateWord(row.fate, isPreview)}]${stored}`;
}

function memberLine({ displayName, inSourceGroup, fate, target }: MemberEvidence): string {
  const role = inSourceGroup === undefined ? 'not chosen' : inSourceGroup ? 'MEMBER' : 'not a member';
  // Who is gone has to be put back by hand, which takes the id.
  const id = fate === 'lost' && target !== undefined && target !== displayName ? `, target id ${target}` : '';
  return `  ${displayName} (${role}${id}): ${memberFateWord(fate)}`;
}

function printChanges(printer: Printer, { evidence }: RunRecord): void {
  const { act, mode } = evidence;
  if (act === undefined) return;
  const rows = act.attributes.filter(({ fate }) => changed.has(fate));
  for (const row of rows) printer.data(changeLine(row, mode === 'preview'));
  for (const member of act.members) printer.data(memberLine(member));
  for (const note of act.notes) printer.data(`  Note: ${note}`);
}

/** The result after the last card. */
export function printResult(printer: Printer, record: RunRecord): void {
  printChanges(printer, record);
  const { reason } = record.statusInfo;
  const isTold = record.evidence.cards.some(({ sentence }) => sentence === reason);
  const id = record.targetIdentity.id === undefined ? '' : ` Target id: ${record.targetIdentity.id}.`;
  printer.data(`Result: ${record.action}, ${endingWord(record)}.${id}`);
  if (reason !== undefined && !isTold) printer.data(`  ${reason}`);
  printer.data(`Run: ${record.changeId}`);
}
