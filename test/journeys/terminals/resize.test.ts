import { describe, expect, it } from 'vitest';
import { freshHome } from '../../support/program.ts';
import type { Content } from '../../support/terminal/pty.ts';
import { openWizard, type Session } from '../wizard.ts';

const usual = { columns: 80, rows: 24 };
const small = { columns: 40, rows: 12 };
const tooSmall = { columns: 30, rows: 8 };
const large = { columns: 200, rows: 60 };

/** Durations count on while a page is looked at. */
const withoutTimes = (frame: string): string => frame.replaceAll(/ {2}[\d.]+ m?s$/gm, '');

/** Through every size and back: the smaller ones still show the mark, and the first frame comes back. */
async function resized({ terminal }: Session, mark: Content): Promise<void> {
  await terminal.expectScreen(mark);
  const before = withoutTimes(terminal.frame());
  await terminal.resize(small);
  await terminal.expectScreen(mark);
  expect(terminal.frame().split('\n')).toHaveLength(small.rows);
  await terminal.resize(tooSmall);
  await terminal.expectScreen(/30 x 8[\s\S]*40 x 12/);
  await terminal.resize(large);
  await terminal.expectScreen(mark);
  await terminal.resize(usual);
  await terminal.until(() => withoutTimes(terminal.frame()) === before, `the frame as it was:\n${before}\n`);
}

describe('a live resize', () => {
  it('keeps every screen usable down to 40x12, says what is needed below, and brings everything back', async () => {
    const session = await openWizard({ home: await freshHome() });
    const { wizard, terminal } = session;

    await resized(session, 'Choose app');
    await wizard.press('ctrl+g').shows('Show these keys');
    await resized(session, /close/);
    await wizard
      .press('escape')
      .choose('Atlas Service Desk')
      .search('noah lindq')
      .shows(/^❯ Noah Lindqvist/m);
    await resized(session, /^❯ Noah Lindqvist/m);
    await wizard.press('ctrl+u').groups().search('aurora').pick('Aurora').shows('Maria Lindgren');
    await resized(session, '0 of 5 selected');
    await wizard.select('Noah Lindqvist').goOn();
    await resized(session, /^❯ Provision$/m);
    await wizard.provision().shows('Retry');
    await resized(session, /^❯ ✓ Success +Perform action/m);
    await wizard.openDetails('Import group');
    await resized(session, 'Import group');
    terminal.press('ctrl+c');

    expect((await terminal.exited).exitCode).toBe(0);
  });
});
