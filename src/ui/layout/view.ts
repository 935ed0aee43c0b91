import type { SystemIdentity } from '../../engine/port.ts';
import { workbenchScreen } from '../../session/stack.ts';
import type { RunScreen, Screen, Wizard } from '../../session/state.ts';
import type { DetailsPaper } from '../details/paper.ts';
import type { Theme } from '../theme/theme.ts';

export type Size = { readonly columns: number; readonly rows: number };

/** Everything a frame is drawn from. The same view gives the same frame. */
export type View = {
  readonly wizard: Wizard;
  readonly size: Size;
  readonly theme: Theme;
  /** Milliseconds since 1970, for elapsed times of what is still going on. */
  readonly now: number;
};

/** Below this the wizard only says that it needs more room. */
export const SMALLEST: Size = { columns: 40, rows: 12 };

export const isTooSmall = ({ columns, rows }: Size): boolean =>
  columns < SMALLEST.columns || rows < SMALLEST.rows;

export const paperOf = ({ size, theme }: View): DetailsPaper => ({ width: size.columns, theme });

/** The run that is on the screen, also when its details lie above it. */
export function runOf(wizard: Wizard): RunScreen | undefined {
  return [wizard.screen, ...wizard.beneath.toReversed()].find((screen) => screen.at === 'run');
}

/** The systems that an app connects; undefined as long as it has not been looked at. */
export function systemsOf(
  wizard: Wizard,
  appId: string,
): { readonly source: SystemIdentity; readonly target: SystemIdentity } | undefined {
  const { source, target } = wizard.workspace.apps.find(({ app }) => app.id === appId) ?? {};
  return source === undefined || target === undefined ? undefined : { source, target };
}

/** The review or run screen whose object every write would touch; nothing is written from the workbench. */
export function aboutOf(wizard: Wizard): Extract<Screen, { readonly at: 'review' | 'run' }> | undefined {
  if (workbenchScreen(wizard) !== undefined) return undefined;
  return wizard.screen.at === 'review' ? wizard.screen : runOf(wizard);
}
