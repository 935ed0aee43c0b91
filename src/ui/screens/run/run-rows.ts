import type { Card, RunRecord } from '../../../engine/run/record.ts';
import { afterRunChoices } from '../../../session/run-choices.ts';
import type { RunScreen } from '../../../session/state.ts';
import { cardElapsed, cardTook, durationText } from '../../duration.ts';
import { bodySize, isRoomy } from '../../layout/body.ts';
import type { View } from '../../layout/view.ts';
import { fitLine, type Row, wrapAtMost } from '../../text/lay.ts';
import { blank, indented, type Line, line, span } from '../../text/line.ts';
import { cardMark, stepTitle } from '../../words.ts';
import { afterRunLabels, choiceRow, pointerSpan } from '../choices.ts';
import { outcomeLine, tipLine } from './outcome.ts';

/** Rows that belong together; `index` is the cursor's, where the cursor can stand on them. */
type Block = { readonly rows: readonly Row[]; readonly index?: number };

type Drawing = { readonly view: View; readonly screen: RunScreen; readonly frame: number };

/** The widest status word, so that the titles stand below each other. */
const STATUS_WIDTH = 'Success'.length;

function timeOf(card: Card, now: number): string {
  const time = card.state === 'running' ? cardElapsed(card, now) : cardTook(card);
  return time === undefined ? '' : `  ${time}`;
}

/** One sentence: what came of the step, or what it waits for. */
function sentenceOf(card: Card, record: RunRecord): string | undefined {
  if (card.state !== 'running') return card.sentence;
  const retry = card.retries.at(-1);
  if (retry !== undefined) return `Try ${retry.attempt} in ${durationText(retry.waitMs)}: ${retry.reason}`;
  return record.evidence.writeUnderWay === undefined || card.step !== 'action'
    ? undefined
    : `Writing: ${record.evidence.writeUnderWay}`;
}

/** A run that ended early has nothing to wait for. */
function isNotReached(card: Card, { evidence }: RunRecord): boolean {
  return card.state === 'waiting' && evidence.ending !== undefined;
}

function cardBlock(drawing: Drawing, card: Card, record: RunRecord, index: number): Block {
  const { view, screen, frame } = drawing;
  const { size, theme } = view;
  const isCurrent = screen.cursor === index;
  const mark = cardMark(card.state, theme.glyphs, theme.motion ? frame : 0);
  const word = isNotReached(card, record) ? 'Not run' : mark.word;
  const { glyph, tone } = mark;
  const title = stepTitle(card.step, record.evidence.subject.kind);
  const head = line(
    pointerSpan(isCurrent, theme),
    span(`${glyph} ${word.padEnd(STATUS_WIDTH)}`, { tone }),
    span(`  ${title}`, { bold: isCurrent, ...(card.state === 'waiting' ? { tone: 'muted' as const } : {}) }),
    span(timeOf(card, view.now), { tone: 'muted' }),
  );
  const sentence = sentenceOf(card, record);
  const most = isRoomy(bodySize(view)) ? 3 : 2;
  const below =
    sentence === undefined
      ? []
      : indented(4, [line(span(sentence, { tone: 'muted' }))]).flatMap((one) =>
          wrapAtMost(one, most, size.columns, theme),
        );
  return { rows: [fitLine(head, size.columns, theme), ...below], index };
}

function textBlock(view: View, lines: readonly (Line | undefined)[]): Block {
  const rows = lines.flatMap((one) =>
    one === undefined ? [] : wrapAtMost(one, isRoomy(bodySize(view)) ? 5 : 4, view.size.columns, view.theme),
  );
  return { rows };
}

function endBlocks({ view, screen }: Drawing, record: RunRecord): readonly Block[] {
  const choices = afterRunChoices(screen);
  if (choices.length === 0) return [];
  const first = record.evidence.cards.length;
  const space: readonly Line[] = isRoomy(bodySize(view)) ? [blank] : [];
  const outcome = outcomeLine(record, screen.chosen.listing.displayName, view.theme);
  return [
    textBlock(view, [...space, outcome, tipLine(record), ...space]),
    ...choices.map((choice, index) => ({
      rows: [choiceRow(afterRunLabels[choice], screen.cursor === first + index, view.theme)],
      index: first + index,
    })),
  ];
}

/** Who this run is about: the first row, because the title above is the app's. */
function subjectBlock({ view, screen }: Drawing): Block {
  const { listing, members } = screen.chosen;
  const count = members.length === 0 ? '' : `  with ${members.length} chosen`;
  const one = line(span(listing.displayName, { bold: true }), span(count, { tone: 'muted' }));
  return { rows: isRoomy(bodySize(view)) ? [fitLine(one, view.size.columns, view.theme), []] : [] };
}

export function runBlocks(drawing: Drawing): readonly Block[] {
  const { record } = drawing.screen;
  if (record === undefined) {
    return [subjectBlock(drawing), textBlock(drawing.view, [line(span('Starting', { tone: 'muted' }))])];
  }
  const cards = record.evidence.cards.map((card, index) => cardBlock(drawing, card, record, index));
  return [subjectBlock(drawing), ...cards, ...endBlocks(drawing, record)];
}

type Stretch = { readonly start: number; readonly end: number };

/** Where the cursor's block stands, with the text beside it that has no cursor of its own. */
function aroundCursor(blocks: readonly Block[], cursor: number): Stretch {
  const at = Math.max(
    0,
    blocks.findIndex(({ index }) => index === cursor),
  );
  const isText = (position: number): boolean => {
    const block = blocks[position];
    return block !== undefined && block.index === undefined;
  };
  const first = isText(at - 1) ? at - 1 : at;
  const last = isText(at + 1) ? at + 1 : at;
  const rowsBefore = (position: number): number =>
    blocks.slice(0, position).reduce((sum, { rows }) => sum + rows.length, 0);
  return { start: rowsBefore(first), end: rowsBefore(last + 1) };
}

/** The offset at which the cursor's block is seen whole, or at least its own row. */
export function runOffset(blocks: readonly Block[], cursor: number, height: number): number {
  const { start, end } = aroundCursor(blocks, cursor);
  const total = blocks.reduce((sum, { rows }) => sum + rows.length, 0);
  const at = blocks.findIndex(({ index }) => index === cursor);
  const ownEnd = blocks.slice(0, at + 1).reduce((sum, { rows }) => sum + rows.length, 0);
  const fits = end - start <= height;
  const wanted = fits ? end - height : Math.max(start, ownEnd - height);
  return Math.max(0, Math.min(wanted, total - height));
}
