import { afterEach } from 'vitest';
import type { Wizard } from '../../../src/session/state.ts';
import { WizardApp } from '../../../src/ui/app.tsx';
import type { Size } from '../../../src/ui/layout/view.ts';
import { startOfRun } from '../records.ts';
import { type Mounted, mount } from './mount.tsx';
import { unicodeTheme } from './themes.ts';

const open: Mounted[] = [];
afterEach(() => {
  for (const mounted of open.splice(0)) mounted.unmount();
});

/** Draws a wizard; everything that was drawn is taken down after the test. */
export function draw(state: Wizard, size: Size = { columns: 80, rows: 24 }, now = startOfRun): Mounted {
  const mounted = mount(<WizardApp wizard={state} size={size} theme={unicodeTheme} now={() => now} />, size);
  open.push(mounted);
  return mounted;
}

export const frame = (state: Wizard, size?: Size, now?: number) => draw(state, size, now).frame();
export const rows = (state: Wizard, size?: Size) => frame(state, size).split('\n');
/** The first row that contains a part. */
export const row = (state: Wizard, part: string, size?: Size) =>
  rows(state, size).find((one) => one.includes(part)) ?? '';
