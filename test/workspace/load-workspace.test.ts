import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { appKinds } from '../../src/domain/model/app.ts';
import type { WorkspaceLocation } from '../../src/workspace/find-workspace.ts';
import { loadWorkspace } from '../../src/workspace/load-workspace.ts';
import { tempFolder } from '../state/temp-folder.ts';

const content = {
  name: 'Zürich',
  apps: [
    {
      id: 'orbit',
      displayName: 'Orbit',
      kind: 'entra-to-saas',
      schema: 'schemas/missing.json',
      source: { connector: 'sample', system: 'entra' },
      target: { connector: 'scim', baseUrl: 'https://x.example', token: 'file:token', ca: 'ca.pem' },
      settings: { scope: 'all' },
    },
  ],
};

async function workspaceWith(bytes: Buffer | string): Promise<WorkspaceLocation> {
  const directory = await tempFolder();
  const file = join(directory, 'provision.json');
  await writeFile(file, bytes);
  return { directory, file, sample: false, foundBy: 'option' };
}

describe('loading a workspace', () => {
  it('gives the apps with absolute paths, and reads neither schemas nor secrets', async () => {
    const location = await workspaceWith(JSON.stringify(content));

    const workspace = await loadWorkspace(location);

    expect(workspace).toEqual({
      ok: true,
      value: {
        name: 'Zürich',
        directory: location.directory,
        sample: false,
        apps: [
          {
            app: {
              id: 'orbit',
              displayName: 'Orbit',
              kind: 'entra-to-saas',
              settings: { scope: 'all', skipOutOfScopeDeletions: false },
            },
            schemaFile: join(location.directory, 'schemas/missing.json'),
            source: { connector: 'sample', system: 'entra' },
            target: {
              connector: 'scim',
              server: 'remote',
              baseUrl: 'https://x.example',
              signIn: { with: 'bearer', token: { kind: 'file', path: 'token' } },
              headers: [],
              allowPlainHttp: false,
              ca: join(location.directory, 'ca.pem'),
              requestLimitSeconds: 60,
              ifMatch: false,
              mayReadAll: false,
              profile: new Map(),
            },
          },
        ],
      },
    });
  });

  it.each([
    ['a byte order mark', Buffer.from(`\uFEFF${JSON.stringify(content)}`)],
    ['UTF-16, as Windows PowerShell writes it', Buffer.from(`\uFEFF${JSON.stringify(content)}`, 'utf16le')],
  ])('reads a file with %s', async (_what, bytes) => {
    const workspace = await loadWorkspace(await workspaceWith(bytes));

    expect(workspace).toMatchObject({ ok: true, value: { name: 'Zürich' } });
  });

  it('names the file that does not exist', async () => {
    const location = await workspaceWith('{}');
    await rm(location.file);

    expect(await loadWorkspace(location)).toMatchObject({
      ok: false,
      error: [{ file: location.file, message: 'the file does not exist' }],
    });
  });

  it.each([
    ['is neither UTF-8 nor UTF-16', Buffer.from([0x7b, 0xe9, 0x7d]), 'neither UTF-8'],
    ['is no JSON', '{', 'ends too early'],
  ])('names the file that %s', async (_what, bytes, message) => {
    const location = await workspaceWith(bytes);

    expect(await loadWorkspace(location)).toMatchObject({
      ok: false,
      error: [{ file: location.file, message: expect.stringContaining(message) }],
    });
  });
});

describe('the sample workspace', () => {
  it('is valid', async () => {
    const directory = fileURLToPath(new URL('../../sample-data', import.meta.url));
    const file = join(directory, 'provision.json');

    const workspace = await loadWorkspace({ directory, file, sample: true, foundBy: 'sample' });

    expect(workspace).toMatchObject({ ok: true, value: { sample: true } });
    expect(new Set(workspace.ok ? workspace.value.apps.map(({ app }) => app.kind) : [])).toEqual(
      new Set(appKinds),
    );
  });
});
