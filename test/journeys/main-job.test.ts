import { describe, expect, it } from 'vitest';
import { freshHome } from '../support/program.ts';
import { mainJob } from './main-job.ts';
import { leftTerminal, openWizard } from './wizard.ts';

describe('the main job in a terminal', () => {
  it('finds a user by a name with a typo, provisions, explains, retries, goes on to another and leaves a summary', async () => {
    const session = await openWizard({ home: await freshHome() });

    await mainJob(session);
  });

  it('adds five of the 300 members of a group, and refuses the sixth with the reason', async () => {
    const { wizard, terminal } = await openWizard({ home: await freshHome() });
    const five = ['Salvatore Lo Presti', 'Femke de Boer', 'Caleb Wright', 'Ava Turner', 'Hazel Smith'];

    await wizard
      .choose('Atlas Service Desk')
      .groups()
      .search('enginering hands')
      .pick('All Engineering Hands')
      .shows('300 in all', '0 of 5 selected')
      .press('end')
      .select(...five)
      .shows('5 of 5 selected')
      .type('James Bennett')
      .shows(/^❯ \[ \] James Bennett/m)
      .press('enter')
      .shows('At most 5 members')
      .press('ctrl+u')
      .goOn()
      .press('pagedown')
      .shows('Members that are not chosen are left alone')
      .provision()
      .expectSteps(
        'Success  Import group',
        'Success  Determine if group is in scope',
        'Success  Match group between source and target system',
        'Success  Perform action',
      )
      .shows('5 members added')
      .openDetails('Perform action')
      .press('tab')
      .shows('[Members]')
      .reads(...five.map((name) => new RegExp(`${name}.*Added`)))
      .press('ctrl+c');

    expect(await leftTerminal(terminal)).toBe(0);
    expect(terminal.scrollback()).toContain('Success: All Engineering Hands -> Atlas Service Desk');
  });
});
