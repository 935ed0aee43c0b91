import type { Wizard, WorkbenchScreen } from '../../../src/session/state.ts';
import { WizardApp } from '../../../src/ui/app.tsx';
import type { Size } from '../../../src/ui/layout/view.ts';
import type { Theme } from '../../../src/ui/theme/theme.ts';
import { startOfRun } from '../records.ts';
import { appsScreen, wizard } from '../wizards.ts';
import { workbenchWith } from '../workbench.ts';
import { mount } from './mount.tsx';

/** The expression of the sample schema that disables a worker who has left. */
export const terminated = 'Switch([Active], , "0", "True", "1", "False")';

export const small: Size = { columns: 40, rows: 12 };

/** The wizard in the workbench with this text, opened from choose-app. */
export const at = (text: string, change: Partial<WorkbenchScreen> = {}): Wizard =>
  wizard(workbenchWith(text, change), { beneath: [appsScreen] });

/** The frame of a state at a size, drawn once. */
export function drawn(state: Wizard, size: Size, theme: Theme): string {
  const mounted = mount(<WizardApp wizard={state} size={size} theme={theme} now={() => startOfRun} />, size);
  const text = mounted.frame();
  mounted.unmount();
  return text;
}
