import stringWidth from 'string-width';
import { isSimple } from './simple.ts';

let segmenter: Intl.Segmenter | undefined;

/** Made when it is first needed: that takes as long as a whole frame. */
function segments(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** Terminal cells that a text takes: East Asian wide characters and emoji take two, marks none. */
export function cells(text: string): number {
  return isSimple(text) ? text.length : stringWidth(text);
}

/** The characters as people see them; cursors and cuts never split one. */
export function graphemes(text: string): readonly string[] {
  return isSimple(text) ? text.split('') : Array.from(segments(text), ({ segment }) => segment);
}

/** As many graphemes from the beginning as fit into `width` cells. */
export function takeHead(parts: readonly string[], width: number): string {
  let taken = '';
  let used = 0;
  for (const part of parts) {
    used += cells(part);
    if (used > width) break;
    taken += part;
  }
  return taken;
}

/** As many graphemes from the end as fit into `width` cells. */
export function takeTail(parts: readonly string[], width: number): string {
  let taken = '';
  let used = 0;
  for (const part of parts.toReversed()) {
    used += cells(part);
    if (used > width) break;
    taken = part + taken;
  }
  return taken;
}

/** At most `width` cells; what is missing at the end is marked with the ellipsis. For names and sentences. */
export function cutEnd(text: string, width: number, ellipsis: string): string {
  if (cells(text) <= width) return text;
  const room = width - cells(ellipsis);
  if (room >= 0 && isSimple(text)) return text.slice(0, room) + ellipsis;
  return room < 0 ? takeHead(graphemes(text), width) : takeHead(graphemes(text), room) + ellipsis;
}

/** At most `width` cells with both ends kept. For identifiers, which often differ only at the end. */
export function cutMiddle(text: string, width: number, ellipsis: string): string {
  if (cells(text) <= width) return text;
  const room = width - cells(ellipsis);
  if (room < 2) return cutEnd(text, width, ellipsis);
  const parts = graphemes(text);
  const start = takeHead(parts, Math.ceil(room / 2));
  return start + ellipsis + takeTail(parts, Math.floor(room / 2));
}

/** Filled with spaces to `width` cells; longer text stays as it is. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cells(text)));
}

/** A piece of a text, counted in UTF-16 units. */
export type Range = { readonly start: number; readonly end: number };

/** Where a row that begins at a grapheme ends, and where the next one begins; undefined when the rest fits. */
function rowBreak(parts: readonly string[], from: number, room: number) {
  let used = 0;
  let lastSpace = from;
  for (let at = from; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    used += cells(part);
    if (part === ' ' && used - 1 <= room && at > from) lastSpace = at;
    if (used > room) {
      if (lastSpace > from) return { end: lastSpace, next: lastSpace + 1 };
      const end = Math.max(at, from + 1);
      return { end, next: end };
    }
  }
  return undefined;
}

/**
 * Where to break a text so that no row is wider than its width: at spaces where there are some, inside a word where it
 * is longer than a row. Only the one space at a break is left out. Rows after the first are `hang` cells narrower.
 */
export function wrapRanges(text: string, width: number, hang = 0): readonly Range[] {
  if (text.length <= width && isSimple(text)) return [{ start: 0, end: text.length }];
  const parts = graphemes(text);
  const rows: Range[] = [];
  let from = 0;
  let start = 0;
  for (;;) {
    const room = Math.max(2, rows.length === 0 ? width : width - hang);
    const found = rowBreak(parts, from, room);
    if (found === undefined) return [...rows, { start, end: text.length }];
    const end = start + lengthOf(parts, from, found.end);
    rows.push({ start, end });
    start = end + lengthOf(parts, found.end, found.next);
    from = found.next;
  }
}

function lengthOf(parts: readonly string[], from: number, to: number): number {
  let length = 0;
  for (let at = from; at < to; at += 1) length += parts[at]?.length ?? 0;
  return length;
}
