import { describe, expect, it } from 'vitest';
import { freshHome } from '../../support/program.ts';
import { openWizard, startWizard } from '../wizard.ts';

describe('what is typed', () => {
  it('is neither lost nor echoed into the frame when it comes before and while the first screen is drawn', async () => {
    const { wizard, terminal } = await startWizard({ home: await freshHome() });

    terminal.type('At');
    await terminal.until(
      () => terminal.output().includes('Choose app'),
      'the first bytes of the first screen',
    );
    terminal.type('las\r');

    await wizard.shows(/^Search {2}Atlas Service Desk/m, 'type to search');
    expect(terminal.frame()).toMatch(/^Provision on demand {2}sample data/);
  });

  it('waits for the hits of the name when the name and Enter come in one chunk', async () => {
    const { wizard, terminal } = await openWizard({ home: await freshHome() });

    await wizard.choose('Atlas Service Desk').type('noah lindqvist\r');

    await wizard.shows(/^Review {2}Atlas Service Desk/m);
    expect(terminal.frame()).toMatch(/^User +Noah Lindqvist$/m);
  });

  it('never submits when it is pasted with line breaks, and none of them enters the field', async () => {
    const { wizard, terminal } = await openWizard({ home: await freshHome() });

    await wizard.choose('Atlas Service Desk');
    terminal.paste('lindqvist\r\nnoah\n');

    await wizard.shows('User: lindqvist noah', /^❯ Noah Lindqvist/m);
    expect(terminal.frame()).toMatch(/^Search {2}/m);
  });

  it('settles when an arrow is held down: 200 keys in one chunk are 200 rows', async () => {
    const { wizard, terminal } = await openWizard({ home: await freshHome() });
    await wizard.choose('Atlas Service Desk').groups().pick('All Engineering Hands').shows('300 in all');
    const idOf = () => /^id (?<id>\S+)$/m.exec(terminal.frame())?.groups?.['id'];
    const first = idOf();

    terminal.type('\x1b[B'.repeat(200));
    await terminal.until(() => idOf() !== first, 'another row');
    terminal.type('\x1b[A'.repeat(199));
    terminal.press('up');

    await terminal.until(() => idOf() === first, 'the first row');
  });

  it('of 200 letters at once finds nobody and can be deleted by holding Backspace', async () => {
    const { wizard, terminal } = await openWizard({ home: await freshHome() });
    await wizard.choose('Atlas Service Desk');

    terminal.type('x'.repeat(200));
    await wizard.shows('No user found for', /^User: .*xxxxxxxx/m);
    terminal.type('\x7f'.repeat(199));

    await wizard.shows(/^User: x$/m);
  });
});
