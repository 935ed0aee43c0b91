import { Box } from 'ink';
import type { ReactElement } from 'react';
import { type ReviewScreen, reviewChoices } from '../../../session/state.ts';
import { Rows } from '../../components/rows.tsx';
import { bodySize, isRoomy } from '../../layout/body.ts';
import { scrolledRows } from '../../layout/scrolled.ts';
import type { View } from '../../layout/view.ts';
import { choiceRow, reviewLabels } from '../choices.ts';
import { reviewHeight, reviewRows } from './review-page.ts';

/** What is about to happen, to whom and where, and the choice to do it. */
export function ReviewView({
  view,
  screen,
}: {
  readonly view: View;
  readonly screen: ReviewScreen;
}): ReactElement {
  const { theme } = view;
  const page = scrolledRows({
    rows: reviewRows(view, screen),
    offset: screen.scroll,
    height: reviewHeight(view),
    theme,
  });
  const choices = reviewChoices.map((choice, index) =>
    choiceRow(reviewLabels[choice], index === screen.cursor, theme),
  );
  return (
    <Box flexDirection="column">
      <Rows rows={[...page, ...(isRoomy(bodySize(view)) ? [[]] : []), ...choices]} theme={theme} />
    </Box>
  );
}
