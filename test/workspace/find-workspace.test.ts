import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findWorkspace, type WorkspaceLookup } from '../../src/workspace/find-workspace.ts';
import { tempFolder } from '../state/temp-folder.ts';

const self = process.getuid?.() ?? 0;

/** current/inner, config and sample, each empty but the sample. */
async function surroundings(): Promise<WorkspaceLookup & { readonly root: string }> {
  const root = await tempFolder();
  for (const folder of ['current/inner', 'config', 'sample', 'named'])
    await mkdir(join(root, folder), { recursive: true });
  await workspaceIn(join(root, 'sample'));
  return {
    root,
    env: {},
    cwd: join(root, 'current/inner'),
    configFolder: join(root, 'config'),
    sampleFolder: join(root, 'sample'),
    uid: self,
  };
}

async function workspaceIn(folder: string, fileMode = 0o600, folderMode = 0o700): Promise<void> {
  await writeFile(join(folder, 'provision.json'), '{}');
  await chmod(join(folder, 'provision.json'), fileMode);
  await chmod(folder, folderMode);
}

describe('the workspace that is used', () => {
  it.each([
    [
      'the folder named by --workspace',
      ['named', 'current', 'config'],
      { option: '../../named' },
      'named',
      'option',
    ],
    ['the file named by --workspace', ['named'], { option: '../../named/provision.json' }, 'named', 'option'],
    [
      'the folder named by PROVISION_WORKSPACE',
      ['named', 'current'],
      { env: { PROVISION_WORKSPACE: '../../named' } },
      'named',
      'environment',
    ],
    ['the current folder', ['current/inner', 'current', 'config'], {}, 'current/inner', 'folder'],
    ['the nearest of its parents', ['current', 'config'], {}, 'current', 'folder'],
    ['the configuration folder', ['config'], {}, 'config', 'configuration'],
    [
      'the configuration folder, when the variable is empty',
      ['config'],
      { env: { PROVISION_WORKSPACE: '' } },
      'config',
      'configuration',
    ],
    ['the sample, when there is none', [], {}, 'sample', 'sample'],
  ])('is %s', async (_what, existing, change, directory, foundBy) => {
    const at = await surroundings();
    for (const folder of existing) await workspaceIn(join(at.root, folder));

    const found = findWorkspace({ ...at, ...change });

    expect(found).toMatchObject({
      ok: true,
      value: {
        location: { directory: join(at.root, directory), foundBy, sample: directory === 'sample' },
        warnings: [],
      },
    });
  });

  it.each([{ option: 'nowhere' }, { env: { PROVISION_WORKSPACE: 'nowhere' } }])(
    'is never another one when the named one is missing: %j',
    async (change) => {
      const at = await surroundings();
      await workspaceIn(join(at.root, 'current'));

      const found = findWorkspace({ ...at, ...change });

      expect(found).toMatchObject({ ok: false, error: { file: join(at.cwd, 'nowhere/provision.json') } });
    },
  );

  it('is the sample when one stands in its folder, and when it is named', async () => {
    const at = await surroundings();

    const standing = findWorkspace({ ...at, cwd: at.sampleFolder });
    const named = findWorkspace({ ...at, option: at.sampleFolder });

    expect(standing).toMatchObject({ value: { location: { sample: true } } });
    expect(named).toMatchObject({ value: { location: { sample: true, foundBy: 'option' } } });
  });
});

describe.runIf(process.getuid !== undefined)('a discovered workspace', () => {
  it.each([
    ['file', 0o620, 0o700],
    ['file', 0o602, 0o700],
    ['folder', 0o600, 0o770],
    ['folder', 0o600, 0o707],
  ])('is passed over with a warning when others can write its %s', async (_what, fileMode, folderMode) => {
    const at = await surroundings();
    await workspaceIn(join(at.root, 'current'), fileMode, folderMode);

    const found = findWorkspace(at);

    expect(found).toMatchObject({
      value: {
        location: { foundBy: 'sample' },
        warnings: [expect.stringContaining('can be written by others')],
      },
    });
  });

  it('counts although others can read it', async () => {
    const at = await surroundings();
    await workspaceIn(join(at.root, 'current'), 0o644, 0o755);

    expect(findWorkspace(at)).toMatchObject({ value: { location: { foundBy: 'folder' } } });
  });

  it.runIf(self === 0)('counts when it belongs to root', async () => {
    const at = await surroundings();
    await workspaceIn(join(at.root, 'current'));

    expect(findWorkspace({ ...at, uid: 12_345 })).toMatchObject({
      value: { location: { foundBy: 'folder' } },
    });
  });

  it.runIf(self !== 0)('is passed over when it belongs to another user', async () => {
    const at = await surroundings();
    await workspaceIn(join(at.root, 'current'));

    expect(findWorkspace({ ...at, uid: self + 1 })).toMatchObject({
      value: { warnings: [expect.stringContaining('belongs to another user')] },
    });
  });

  it('may be named all the same', async () => {
    const at = await surroundings();
    await workspaceIn(join(at.root, 'named'), 0o666, 0o777);

    expect(findWorkspace({ ...at, option: '../../named' })).toMatchObject({ ok: true });
  });
});
