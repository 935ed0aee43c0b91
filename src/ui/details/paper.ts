import type { NamedText } from '../../engine/run/evidence.ts';
import { cells } from '../text/cells.ts';
import { gridLines } from '../text/grid.ts';
import { hanging, type Line, line, span, type TextSpan, type TextStyle } from '../text/line.ts';
import { safeText } from '../text/safe-text.ts';
import type { Theme } from '../theme/theme.ts';
import type { StatusMark } from '../words.ts';

/** What a page is written on: its width in cells, and the theme that says which characters there are. */
export type DetailsPaper = { readonly width: number; readonly theme: Theme };

const NO_VALUE = '(no value)';

export const heading = (text: string): Line => line(span(text, { bold: true }));
export const muted = (text: string): Line => line(span(text, { tone: 'muted' }));

/** A value, or a word for its absence that cannot be mistaken for a value. */
export function valueSpan(value: string | undefined, style: TextStyle = {}): TextSpan {
  if (value === undefined) return span(NO_VALUE, { tone: 'muted' });
  return value === '' ? span('(empty)', { tone: 'muted' }) : span(value, style);
}

export const markSpan = ({ glyph, word, tone }: StatusMark): TextSpan => span(`${glyph} ${word}`, { tone });

/** A sentence with a dash before it, as in a list. */
export const point = (paper: DetailsPaper, text: string): Line =>
  hanging(2, span(`${paper.theme.glyphs.dot} `, { tone: 'muted' }), text);

/** How much of the paper names may take beside their values. */
const WIDEST_NAMES = 0.4;

/** Names and values in two columns, or one below the other where the names would leave too little room. */
export function pairs(paper: DetailsPaper, rows: readonly (readonly [string, TextSpan])[]): readonly Line[] {
  if (rows.length === 0) return [];
  const longest = Math.max(...rows.map(([name]) => cells(safeText(name, paper.theme.alphabet))));
  if (longest > paper.width * WIDEST_NAMES) {
    return rows.flatMap(([name, value]) => [
      line(span(name, { tone: 'muted' })),
      { spans: [span('  '), value], hang: 2 },
    ]);
  }
  const columns = rows.map(([name, value]) => [span(name, { tone: 'muted' }), value]);
  return gridLines({ rows: columns }, paper.width, paper.theme);
}

/** Attributes and their values, whole. */
export function namedTexts(paper: DetailsPaper, texts: readonly NamedText[]): readonly Line[] {
  return pairs(
    paper,
    texts.map(({ name, value }) => [name, valueSpan(value)]),
  );
}
