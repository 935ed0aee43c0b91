import type { ReactElement } from 'react';
import { unreachable } from '../../domain/result.ts';
import type { Danger } from '../../engine/approval.ts';
import type { OpenOverlay as OverlayState } from '../../session/state.ts';
import { Rows } from '../components/rows.tsx';
import { bodySize } from '../layout/body.ts';
import { scrolledRows } from '../layout/scrolled.ts';
import type { View } from '../layout/view.ts';
import { type Row, wrapAtMost, wrapLines } from '../text/lay.ts';
import { line, span } from '../text/line.ts';
import { choiceRow } from './choices.ts';
import { helpRows } from './help-page.ts';

type Approval = Extract<OverlayState, { readonly kind: 'approval' }>;

type Asking = { readonly title: string; readonly no: string; readonly yes: string };

const takingAway: Asking = {
  title: 'Before anything is taken away',
  no: 'No, write nothing',
  yes: 'Yes, go on',
};

const asking: Readonly<Record<Danger, Asking>> = {
  disable: takingAway,
  delete: takingAway,
  'remove-member': takingAway,
  'restore-member': {
    title: 'Members are gone that nobody asked to remove',
    no: 'No, leave the group as it is',
    yes: 'Yes, put them back',
  },
};

/** The question names the object by its id; both answers are always visible below it. */
function approvalRows(view: View, { danger, question, choice }: Approval): readonly Row[] {
  const { size, theme } = view;
  const words = asking[danger];
  const body = bodySize(view);
  const title = wrapAtMost(line(span(words.title, { tone: 'warn', bold: true })), 2, size.columns, theme);
  const room = Math.max(1, body.rows - title.length - 3);
  return [
    ...title,
    ...wrapAtMost(line(question), room, size.columns, theme),
    [],
    choiceRow(words.no, choice === 'no', theme),
    choiceRow(words.yes, choice === 'yes', theme),
  ];
}

function giveUpRows({ size, theme }: View): readonly Row[] {
  return wrapLines(
    [
      line(span('Give up this run?', { bold: true })),
      line('Nothing has been written yet, and nothing will be.'),
      line(),
      line(span('y', { bold: true }), ' give up   ', span('n', { bold: true }), ' keep running'),
    ],
    size.columns,
    theme,
  );
}

/** Help and questions take the place of the screen, whose state stays as it is below. */
export function OverlayView({
  view,
  overlay,
}: {
  readonly view: View;
  readonly overlay: OverlayState;
}): ReactElement {
  const { theme } = view;
  switch (overlay.kind) {
    case 'help': {
      const height = bodySize(view).rows;
      return (
        <Rows
          rows={scrolledRows({ rows: helpRows(view), offset: overlay.scroll, height, theme })}
          theme={theme}
        />
      );
    }
    case 'giveUp':
      return <Rows rows={giveUpRows(view)} theme={theme} />;
    case 'approval':
      return <Rows rows={approvalRows(view, overlay)} theme={theme} />;
    default:
      return unreachable(overlay);
  }
}
