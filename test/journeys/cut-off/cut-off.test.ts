import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cli } from '../../cli/in-process.ts';
import { freshHome, runProgram } from '../../support/program.ts';
import { leftTerminal, openWizard } from '../wizard.ts';

const run = ['run', '--app', 'saas', '--user', 'noah.lindqvist@larkspur.example', '--json'];
const writeStarted = '12';

describe('a run that was cut off', () => {
  it('is told by every headless run, and by the wizard until somebody has seen it there', async () => {
    const home = await freshHome();
    const killed = await runProgram(run, {
      home,
      preload: fileURLToPath(new URL('./kill-at-event.mjs', import.meta.url)),
      env: { KILL_AT: writeStarted },
    });
    expect(killed.stdout).toContain('"type":"write.started"');
    const again = [await cli(home, run), await cli(home, run)];
    for (const { stderr } of again) expect(stderr).toContain('was cut off during "Perform action"');

    const first = await openWizard({ home });
    await first.wizard.shows(/was cut off[\s\S]*A write may\s+have\s+happened/);
    first.terminal.press('ctrl+c');
    await leftTerminal(first.terminal);

    const second = await openWizard({ home });
    expect(second.terminal.frame()).not.toContain('cut off');
    expect((await cli(home, run)).stderr).not.toContain('cut off');
    expect((await cli(home, ['runs', 'list'])).stdout).toContain('cut off');
  });
});
