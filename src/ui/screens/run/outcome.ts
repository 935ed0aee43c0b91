import {
  type Card,
  type RunAction,
  type RunEnding,
  type RunRecord,
  skipReasons,
} from '../../../engine/run/record.ts';
import { tipFor } from '../../../engine/tips.ts';
import { runTook } from '../../duration.ts';
import { hanging, type Line, line, span } from '../../text/line.ts';
import type { Theme } from '../../theme/theme.ts';
import { cardMark, endings, type StatusMark } from '../../words.ts';

const pastTense: Readonly<Record<RunAction, string>> = {
  Create: 'Created',
  Update: 'Updated',
  Delete: 'Deleted',
  Disable: 'Disabled',
  Other: 'Left as it is:',
};

/** How a run ended, as glyph, word and tone. */
function endingMark(ending: RunEnding, theme: Theme): StatusMark {
  const { state, word } = endings[ending];
  return { ...cardMark(state, theme.glyphs), word };
}

/** The card that decided: the one that carries a reason, the last one otherwise. */
function decidingCard({ evidence }: RunRecord): Card | undefined {
  return evidence.cards.findLast(({ reason }) => reason !== undefined);
}

function objectName({ sourceIdentity }: RunRecord, fallback: string): string {
  return sourceIdentity.displayName ?? fallback;
}

function writtenText(record: RunRecord, name: string): string {
  const place = record.targetSystem.details.place;
  const what = `${objectName(record, name)} in ${place}`;
  const { mode, act } = record.evidence;
  if (mode === 'preview') {
    const verb = act?.deed === 'restored' ? 'Restore' : record.action;
    return record.action === 'Other'
      ? `Preview: nothing would change for ${what}.`
      : `Preview: ${verb} ${what}. Nothing was written.`;
  }
  if (act?.deed === 'ignored') return `Nothing was changed for ${what}.`;
  return `${act?.deed === 'restored' ? 'Restored' : pastTense[record.action]} ${what}.`;
}

/** "Skipped: Ada Lovelace is not in scope." in one sentence: what was done, or why it was not. */
function outcomeText(record: RunRecord, name: string): string {
  const { ending } = record.evidence;
  if (ending === undefined) return '';
  const sentence = decidingCard(record)?.sentence ?? record.statusInfo.reason;
  // What the warning is about stands on the card and in the tip.
  if (ending === 'succeeded' || ending === 'warned') return writtenText(record, name);
  return sentence ?? `${objectName(record, name)}: ${endings[ending].word.toLowerCase()}.`;
}

/** Skip reasons are the service's own words: administrators know them from the provisioning logs. */
function skipCode({ evidence }: RunRecord): string {
  const reason = skipReasons.find((one) => one === evidence.reason);
  return reason === undefined ? '' : ` (${reason})`;
}

/** The one-line result: action, outcome, time. */
export function outcomeLine(record: RunRecord, name: string, theme: Theme): Line {
  const { ending } = record.evidence;
  if (ending === undefined) return line();
  const { glyph, word, tone } = endingMark(ending, theme);
  const code = skipCode(record);
  const time = runTook(record);
  return hanging(
    2,
    span(`${glyph} ${word}${code}`, { tone, bold: true }),
    `  ${outcomeText(record, name)}`,
    span(time === undefined ? '' : `  ${time}`, { tone: 'muted' }),
  );
}

/** What to do about it; nothing after a success. */
export function tipLine(record: RunRecord): Line | undefined {
  const { reason } = record.evidence;
  if (reason === undefined) return undefined;
  const step = decidingCard(record)?.step ?? 'action';
  return hanging(2, span(`Tip: ${tipFor(step, reason)}`, { tone: 'accent' }));
}
