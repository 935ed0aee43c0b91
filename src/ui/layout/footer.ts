import type { PageMetrics } from '../keys/binding.ts';
import { footerHints, type KeyHint } from '../keys/reference.ts';
import { cells } from '../text/cells.ts';
import type { Row } from '../text/lay.ts';
import { span } from '../text/line.ts';
import type { View } from './view.ts';

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

/** One row: the keys that count now. */
export function footerRow(view: View, page: PageMetrics): Row {
  const { wizard, size, theme } = view;
  const hints = fittingHints(footerHints({ wizard, page }, theme.glyphs), size.columns);
  return hints.flatMap(({ keys, label }, index) => [
    ...(index === 0 ? [] : [span(' '.repeat(GAP))]),
    span(keys, { bold: true }),
    span(` ${label}`, { tone: 'muted' }),
  ]);
}
