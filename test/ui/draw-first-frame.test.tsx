import { describe, expect, it } from 'vitest';
import type { AppView } from '../../src/session/state.ts';
import { startWizard, update } from '../../src/session/update.ts';
import { WizardApp } from '../../src/ui/app.tsx';
import { firstFrame } from '../../src/ui/draw-first-frame.ts';
import type { Size } from '../../src/ui/layout/view.ts';
import { parseFrame } from '../../src/ui/terminal/frame.ts';
import { chooseTheme, type Theme } from '../../src/ui/theme/theme.ts';
import { appOf } from '../support/records.ts';
import { mount } from '../support/terminal/mount.tsx';
import { workspace } from '../support/wizards.ts';

const sizes: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 12 },
  { columns: 71, rows: 13 },
  { columns: 200, rows: 60 },
];

const named = (displayName: string, index: number): AppView => ({
  app: { ...appOf('entra-to-saas'), id: `app-${index}`, displayName },
});

const few = [
  'Atlas Service Desk',
  '経理システム',
  'Zoë’s “Café” 👩‍👩‍👧 sync',
  '\x1b[31mred\u202e',
  'x'.repeat(300),
].map(named);
const many = Array.from({ length: 70 }, (_, index) => named(`App number ${index}`, index));

const workspaces = [
  { what: 'few apps', view: workspace({ apps: few }) },
  { what: 'more apps than rows', view: workspace({ apps: many, sample: false }) },
  { what: 'a warning', view: workspace({ apps: few, warnings: ['A file is passed over: '.repeat(9)] }) },
  {
    what: 'a long hostile name',
    view: workspace({ apps: few, name: `Fabrikam \x1b]52;c;x\x07${'木'.repeat(90)}` }),
  },
];

const environments = [
  { terminal: 'colours', env: { TERM: 'xterm-256color', LANG: 'C.UTF-8' } },
  { terminal: 'NO_COLOR', env: { TERM: 'xterm-256color', LANG: 'C.UTF-8', NO_COLOR: '1' } },
  { terminal: 'the Linux console', env: { TERM: 'linux', LANG: 'C.UTF-8' } },
  { terminal: 'the C locale', env: { TERM: 'xterm-256color', LANG: 'C' } },
];

const rows = workspaces.flatMap((one) =>
  environments.flatMap((environment) => sizes.map((size) => ({ ...one, ...environment, size }))),
);

/** The screen as React and Ink draw it. */
function drawnByInk(view: (typeof workspaces)[number]['view'], size: Size, theme: Theme): string {
  const mounted = mount(
    <WizardApp wizard={startWizard(view)} size={size} theme={theme} now={() => 0} />,
    size,
  );
  const painted = mounted.painted();
  mounted.unmount();
  return painted;
}

function drawnFirst(view: (typeof workspaces)[number]['view'], size: Size, theme: Theme): string {
  const wizard = startWizard(view);
  if (wizard.screen.at !== 'apps') throw new Error('the wizard opens on another screen');
  return firstFrame({ wizard, size, theme, now: 0 }, wizard.screen);
}

describe('the first frame', () => {
  it.each(rows)('is cell by cell what the wizard draws: $what, $terminal, $size', ({ view, env, size }) => {
    const theme = chooseTheme({ env, flags: {}, isTTY: true });
    const cellsOf = (drawn: string) => parseFrame(drawn, size.columns, size.rows).map(({ cells }) => cells);

    const first = cellsOf(drawnFirst(view, size, theme));

    expect(first).toEqual(cellsOf(drawnByInk(view, size, theme)));
  });

  it('shows typed letters in its field, and the keys that count then, as the wizard will', () => {
    const theme = chooseTheme({ env: {}, flags: {}, isTTY: true });
    const size = { columns: 80, rows: 24 };
    const [typed] = update(startWizard(workspace({ apps: few })), { type: 'text.typed', text: 'app' });
    const { screen } = typed;
    if (screen.at !== 'apps') throw new Error('typing led to another screen');
    const rowsOf = (drawn: string) => {
      const rows = parseFrame(drawn, size.columns, size.rows).map(({ cells }) => cells);
      return [rows.find((row) => row[0]?.text === 'A' && row[3]?.text === ':'), rows.at(-1)];
    };

    const first = rowsOf(firstFrame({ wizard: typed, size, theme, now: 0 }, screen));

    expect(first[0]?.slice(5, 8).map(({ text }) => text)).toEqual(['a', 'p', 'p']);
    const mounted = mount(<WizardApp wizard={typed} size={size} theme={theme} now={() => 0} />, size);
    expect(first).toEqual(rowsOf(mounted.painted()));
    mounted.unmount();
  });

  it('has as many lines as the terminal has rows, also where the apps do not fit', () => {
    const theme = chooseTheme({ env: {}, flags: {}, isTTY: true });

    for (const size of sizes) {
      expect(drawnFirst(workspace({ apps: many }), size, theme).split('\n')).toHaveLength(size.rows);
    }
  });

  it('never sends a control sequence of a name to the terminal', () => {
    const theme = chooseTheme({ env: { NO_COLOR: '1', LANG: 'C.UTF-8' }, flags: {}, isTTY: true });

    const drawn = drawnFirst(
      workspace({ apps: few, name: 'x\x1b]52;c;x\x07\x9b2J' }),
      sizes[0] ?? { columns: 80, rows: 24 },
      theme,
    );

    expect(drawn.replace(/\x1b\[[\d;]*m/g, '')).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });
});
