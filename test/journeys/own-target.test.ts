import { describe, expect, it } from 'vitest';
import { freshHome } from '../support/program.ts';
import {
  ownApp,
  ownEnvironment,
  ownWorkspace,
  scim,
  serveTarget,
  USER_SCHEMA,
  userNamed,
} from './own-workspace.ts';
import { leftTerminal, openWizard } from './wizard.ts';

const noah = 'noah.lindqvist@larkspur.example';

describe('a workspace of one’s own against `provision target serve`', () => {
  it('shows Test connection first when the target stops between Review and Provision, and Retry works when it is back', async () => {
    const home = await freshHome();
    const { baseUrl, port, running } = await serveTarget(home);
    const workspace = await ownWorkspace(home, ownApp(baseUrl));
    const { wizard, terminal } = await openWizard({
      home,
      args: ['--workspace', workspace],
      env: ownEnvironment,
    });

    await wizard
      .choose('Own directory')
      .search('noah lindq')
      .pick('Noah Lindqvist')
      .shows(`127.0.0.1:${port}`);
    running.process.kill('SIGTERM');
    expect((await running.finished).exitCode).toBe(0);
    await wizard
      .provision()
      .expectSteps(
        'Failure  Test connection',
        'Not run  Import user',
        'Not run  Determine if user is in scope',
        'Not run  Match user between source and target system',
        'Not run  Perform action',
      )
      .shows('Tip: ')
      .openDetails('Test connection')
      .shows('127.0.0.1')
      .back('Retry');
    await serveTarget(home, { port });
    await wizard
      .confirm('Retry')
      .expectSteps(
        'Success  Import user',
        'Success  Determine if user is in scope',
        'Success  Match user between source and target system',
        'Success  Perform action',
      )
      .press('ctrl+c');

    expect(await leftTerminal(terminal)).toBe(0);
    expect((await userNamed(baseUrl, noah))?.['displayName']).toBe('Noah Lindqvist');
  });

  it('matches a user that another client made, updates it, and the target stores what the details claim', async () => {
    const home = await freshHome();
    const { baseUrl } = await serveTarget(home);
    const made = await scim(baseUrl, 'POST', 'Users', {
      schemas: [USER_SCHEMA],
      userName: noah,
      title: 'Made by hand',
    });
    const workspace = await ownWorkspace(home, ownApp(baseUrl));
    const { wizard, terminal } = await openWizard({
      home,
      args: ['--workspace', workspace],
      env: ownEnvironment,
    });

    await wizard
      .choose('Own directory')
      .search('noah lindq')
      .pick('Noah Lindqvist')
      .provision()
      .shows('Updated Noah Lindqvist')
      .openDetails('Match user between source and target system')
      .shows('Operation: Update')
      .back('Retry')
      .openDetails('Perform action')
      .reads(/title {2}Sent[\s\S]*Original +Made by hand[\s\S]*Stored +Lead Field Technician/)
      .press('ctrl+c');

    expect(await leftTerminal(terminal)).toBe(0);
    const stored = await scim(baseUrl, 'GET', `Users/${made.body['id']}`);
    expect(stored.body).toMatchObject({ title: 'Lead Field Technician', userName: noah });
  });
});
