import { Box } from 'ink';
import type { ReactElement } from 'react';
import { unreachable } from '../domain/result.ts';
import { workbenchScreen } from '../session/stack.ts';
import type { Wizard } from '../session/state.ts';
import { Rows } from './components/rows.tsx';
import { useTicker } from './components/use-ticker.ts';
import { bodySize, noticeRows } from './layout/body.ts';
import { footerRow } from './layout/footer.ts';
import { headerRows } from './layout/header.ts';
import { pageMetrics } from './layout/metrics.ts';
import { isTooSmall, type Size, SMALLEST, type View } from './layout/view.ts';
import { AppsView } from './screens/apps/apps.tsx';
import { DetailsView } from './screens/details/details.tsx';
import { MembersView } from './screens/members/members.tsx';
import { OverlayView } from './screens/overlay.tsx';
import { ReviewView } from './screens/review/review.tsx';
import { RunView } from './screens/run/run.tsx';
import { SearchView } from './screens/search/search.tsx';
import { MappingsView } from './screens/workbench/mappings.tsx';
import { WorkbenchView } from './screens/workbench/workbench.tsx';
import { wrapLines } from './text/lay.ts';
import { line } from './text/line.ts';
import type { Theme } from './theme/theme.ts';

type AppProps = {
  readonly wizard: Wizard;
  readonly size: Size;
  readonly theme: Theme;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

/** Whether something on the screen turns or counts. */
function isMoving(wizard: Wizard): boolean {
  const { screen } = wizard;
  switch (screen.at) {
    case 'search':
      return screen.directory.state === 'loading';
    case 'members':
      return screen.members.state === 'loading' || screen.pending !== undefined;
    case 'run':
      return screen.record?.evidence.ending === undefined;
    case 'workbench':
      return screen.person?.values.state === 'loading';
    case 'mappings':
      return workbenchScreen(wizard)?.language.state === 'loading';
    default:
      return false;
  }
}

function Screen({ view, frame }: { readonly view: View; readonly frame: number }): ReactElement {
  const { screen, overlay } = view.wizard;
  const { spinner } = view.theme.glyphs;
  const turning = spinner[view.theme.motion ? frame % spinner.length : 0] ?? '';
  if (overlay !== undefined) return <OverlayView view={view} overlay={overlay} />;
  switch (screen.at) {
    case 'apps':
      return <AppsView view={view} screen={screen} />;
    case 'search':
      return <SearchView view={view} screen={screen} spinner={turning} />;
    case 'members':
      return <MembersView view={view} screen={screen} spinner={turning} />;
    case 'review':
      return <ReviewView view={view} screen={screen} />;
    case 'run':
      return <RunView view={view} screen={screen} frame={frame} />;
    case 'details':
      return <DetailsView view={view} screen={screen} />;
    case 'workbench':
      return <WorkbenchView view={view} screen={screen} spinner={turning} />;
    case 'mappings':
      return <MappingsView view={view} screen={screen} spinner={turning} />;
    default:
      return unreachable(screen);
  }
}

function TooSmall({ size, theme }: { readonly size: Size; readonly theme: Theme }): ReactElement {
  const text = `This terminal has ${size.columns} x ${size.rows} characters. At least ${SMALLEST.columns} x ${SMALLEST.rows} are needed.`;
  const rows = wrapLines([line(text)], Math.max(2, size.columns), theme).slice(0, size.rows);
  return <Rows rows={rows} theme={theme} />;
}

/** One frame: header, screen, notice, footer. Exactly as many rows as the terminal has, and draws what the state says. */
export function WizardApp({ wizard, size, theme, now }: AppProps): ReactElement {
  const frame = useTicker(isMoving(wizard));
  if (isTooSmall(size)) return <TooSmall size={size} theme={theme} />;
  const view: View = { wizard, size, theme, now: now() };
  const body = bodySize(view);
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows} overflow="hidden">
      <Rows rows={headerRows(view)} theme={theme} />
      <Box flexDirection="column" height={body.rows} flexShrink={0} overflow="hidden">
        <Screen view={view} frame={frame} />
      </Box>
      <Rows rows={noticeRows(view)} theme={theme} />
      <Rows rows={[footerRow(view, pageMetrics(view))]} theme={theme} />
    </Box>
  );
}
