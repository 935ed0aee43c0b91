import type { PageMetrics } from '../keys/bindings/binding.ts';
import { footerHints } from '../keys/reference.ts';
import type { Row } from '../text/lay.ts';
import { hintsRow } from './hints-row.ts';
import type { View } from './view.ts';

/** One row: the keys that count now. */
export function footerRow(view: View, page: PageMetrics): Row {
  const { wizard, size, theme } = view;
  return hintsRow(footerHints({ wizard, page }, theme.glyphs), size.columns);
}
