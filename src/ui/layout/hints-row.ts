import type { KeyHint } from '../keys/hints.ts';
import { cells } from '../text/cells.ts';
import type { Row } from '../text/lay.ts';
import { span } from '../text/line.ts';

const GAP = 3;

const widthOf = ({ keys, label }: KeyHint): number => cells(`${keys} ${label}`);

function totalWidth(hints: readonly KeyHint[]): number {
  return hints.reduce((sum, hint) => sum + widthOf(hint), GAP * Math.max(0, hints.length - 1));
}

/** The most important hints that fit. Help is kept to the end, because it names all the others. */
export function fittingHints(hints: readonly KeyHint[], width: number): readonly KeyHint[] {
  let shown = hints;
  while (shown.length > 1 && totalWidth(shown) > width) {
    const dropped = shown.findLastIndex(({ label }) => label !== 'help');
    shown = shown.filter((_, index) => index !== dropped);
  }
  return shown;
}

/** One row of at most `width` cells, as long as the most important hint fits. */
export function hintsRow(hints: readonly KeyHint[], width: number): Row {
  return fittingHints(hints, width).flatMap(({ keys, label }, index) => [
    ...(index === 0 ? [] : [span(' '.repeat(GAP))]),
    span(keys, { bold: true }),
    span(` ${label}`, { tone: 'muted' }),
  ]);
}
