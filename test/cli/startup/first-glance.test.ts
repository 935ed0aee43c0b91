import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { glanceAt } from '../../../src/cli/startup/first-glance.ts';

const sampleFolder = join(import.meta.dirname, '..', '..', '..', 'sample-data');
const app = { id: 'hr', displayName: 'HR app', kind: 'entra-to-saas' };
const valid = { name: 'Fabrikam', apps: [app] };

/** What is seen of a workspace whose `provision.json` has this text. */
async function glanceAtText(text: string | Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'provision-glance-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'empty'));
  await writeFile(join(folder, 'provision.json'), text);
  return glanceAt({
    option: folder,
    env: {},
    cwd: join(folder, 'empty'),
    configFolder: join(folder, 'empty'),
    sampleFolder,
    uid: process.getuid?.(),
  });
}

describe('a glance at a workspace', () => {
  it('takes its name and those of its apps, in the order of the file', async () => {
    const glance = await glanceAtText(
      JSON.stringify({ ...valid, apps: [app, { ...app, id: 'b', displayName: 'B' }] }),
    );

    expect(glance?.workspace).toMatchObject({ name: 'Fabrikam', sample: false, warnings: [] });
    expect(glance?.workspace.apps.map((view) => view.app.displayName)).toEqual(['HR app', 'B']);
  });

  it('sees the sample workspace where no other is found', () => {
    const glance = glanceAt({
      env: {},
      cwd: join(sampleFolder, '..', 'src'),
      configFolder: '/nonexistent',
      sampleFolder,
      uid: process.getuid?.(),
    });

    expect(glance?.workspace).toMatchObject({ sample: true });
    expect(glance?.mayAsk).toBe(false);
  });

  it('knows that a command for a secret may have to be allowed first', async () => {
    const target = {
      connector: 'scim',
      baseUrl: 'https://a.example/scim',
      token: { cmd: ['pass', 'show', 'x'] },
    };

    expect((await glanceAtText(JSON.stringify({ ...valid, apps: [{ ...app, target }] })))?.mayAsk).toBe(true);
    expect((await glanceAtText(JSON.stringify(valid)))?.mayAsk).toBe(false);
  });

  it('reads a file with a byte order mark', async () => {
    expect((await glanceAtText(`\ufeff${JSON.stringify(valid)}`))?.workspace.name).toBe('Fabrikam');
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['null', 'null'],
    ['no name', JSON.stringify({ apps: [app] })],
    ['a name that is no text', JSON.stringify({ ...valid, name: 5 })],
    ['no apps', JSON.stringify({ name: 'x', apps: [] })],
    ['apps that are no list', JSON.stringify({ name: 'x', apps: { length: 1 } })],
    ['an app without a name', JSON.stringify({ ...valid, apps: [app, { ...app, displayName: '' }] })],
    ['an app of an unknown kind', JSON.stringify({ ...valid, apps: [{ ...app, kind: 'toString' }] })],
    ['an app that is null', JSON.stringify({ ...valid, apps: [null] })],
    ['UTF-16', Buffer.from(`\ufeff${JSON.stringify(valid)}`, 'utf16le')],
    ['more than a megabyte', `${JSON.stringify(valid)}${' '.repeat(1_000_001)}`],
  ])('leaves %s to the real reading', async (_what, text) => {
    expect(await glanceAtText(text)).toBeUndefined();
  });

  it('leaves a workspace that was named and is missing to the real reading', () => {
    const at = { env: {}, cwd: '/', configFolder: '/nonexistent', sampleFolder, uid: 0 };

    expect(glanceAt({ ...at, option: '/nonexistent' })).toBeUndefined();
  });
});
