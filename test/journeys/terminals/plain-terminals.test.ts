import { describe, expect, it } from 'vitest';
import { freshHome } from '../../support/program.ts';
import { leftTerminal, openWizard } from '../wizard.ts';

/** SGR sequences that set a colour. */
const colours = /\x1b\[(?:\d+;)*(?:3\d|4\d|9\d|10\d)(?:;\d+)*m/;
const beyondAscii = /[^\x00-\x7f]/;

const terminals = [
  { where: 'with NO_COLOR', env: { NO_COLOR: '1' }, coloured: false, ascii: false },
  { where: 'on the Linux console', env: { TERM: 'linux' }, coloured: true, ascii: true },
  { where: 'in the C locale', env: { LANG: 'C' }, coloured: true, ascii: true },
  {
    where: 'with all of these',
    env: { NO_COLOR: '1', TERM: 'linux', LANG: 'C' },
    coloured: false,
    ascii: true,
  },
] as const;

describe('on a terminal that can do little', () => {
  it.concurrent.for(terminals)(
    '$where: colours $coloured, ASCII only $ascii, and the main job works',
    async (row, { onTestFinished: whenFinished }) => {
      const { wizard, terminal } = await openWizard({
        home: await freshHome(whenFinished),
        env: row.env,
        whenFinished,
      });

      await wizard.choose('Atlas Service Desk').search('carvalho').pick('carvalho@').provision();
      await wizard.shows(/Success {2}Created In/);
      await wizard
        .press('home')
        .shows(/^[❯>] \S Success {2}Import user/m)
        .press('enter')
        .shows('View details');
      terminal.press('ctrl+c');

      expect(await leftTerminal(terminal)).toBe(0);
      expect(colours.test(terminal.output())).toBe(row.coloured);
      expect(beyondAscii.test(terminal.output())).toBe(!row.ascii);
    },
  );
});
