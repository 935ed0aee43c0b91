import type { ReactElement } from 'react';
import type { RunScreen } from '../../../session/state.ts';
import { Rows } from '../../components/rows.tsx';
import { bodySize } from '../../layout/body.ts';
import { scrolledRows } from '../../layout/scrolled.ts';
import type { View } from '../../layout/view.ts';
import { runBlocks, runOffset } from './run-rows.ts';

type Props = { readonly view: View; readonly screen: RunScreen; readonly frame: number };

/** The cards while they happen; afterwards the result, the tip and what can be done next. */
export function RunView({ view, screen, frame }: Props): ReactElement {
  const height = bodySize(view).rows;
  const blocks = runBlocks({ view, screen, frame });
  const rows = blocks.flatMap((block) => block.rows);
  const offset = runOffset(blocks, screen.cursor, Math.max(1, height - 1));
  return <Rows rows={scrolledRows({ rows, offset, height, theme: view.theme })} theme={view.theme} />;
}
