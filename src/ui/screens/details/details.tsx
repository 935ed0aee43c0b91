import type { ReactElement } from 'react';
import type { DetailsScreen } from '../../../session/state.ts';
import { Rows } from '../../components/rows.tsx';
import { scrolledRows } from '../../layout/scrolled.ts';
import type { View } from '../../layout/view.ts';
import { detailsHeight, detailsRows } from './details-page.ts';

/** Everything that is known about one step, whole; what does not fit scrolls. */
export function DetailsView({
  view,
  screen,
}: {
  readonly view: View;
  readonly screen: DetailsScreen;
}): ReactElement {
  const { tabs, page } = detailsRows(view, screen);
  const { theme } = view;
  const rows = scrolledRows({ rows: page, offset: screen.scroll, height: detailsHeight(view), theme });
  return <Rows rows={[tabs, ...rows]} theme={theme} />;
}
