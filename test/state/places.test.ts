import { stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPlaces } from '../../src/state/places.ts';
import { preparePlace } from '../../src/state/prepare-place.ts';
import { tempFolder } from './temp-folder.ts';

describe('our folders', () => {
  it('follow the XDG variables', () => {
    const places = findPlaces({ XDG_STATE_HOME: '/a', XDG_CONFIG_HOME: '/b', XDG_CACHE_HOME: '/c' });

    expect(places).toEqual({
      state: '/a/provision-on-demand',
      config: '/b/provision-on-demand',
      cache: '/c/provision-on-demand',
    });
  });

  it.each([{}, { XDG_STATE_HOME: '' }, { XDG_STATE_HOME: 'relative' }])(
    'are the usual ones of the system when a variable is missing, empty or relative: %j',
    (env) => {
      const { state } = findPlaces(env);

      expect(isAbsolute(state)).toBe(true);
      expect(state).toContain('provision-on-demand');
      expect(state).not.toContain('relative');
    },
  );

  it('are made for this user alone, with their parents', async () => {
    const parent = await tempFolder();

    const made = await preparePlace(join(parent, 'x', 'provision-on-demand'));

    expect(made.ok).toBe(true);
    expect((await stat(join(parent, 'x'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(parent, 'x', 'provision-on-demand'))).mode & 0o777).toBe(0o700);
  });

  it('are a problem with its path when they cannot be made', async () => {
    const parent = await tempFolder();
    await writeFile(join(parent, 'x'), '');

    const made = await preparePlace(join(parent, 'x', 'y'));

    expect(made).toMatchObject({ ok: false, error: { code: 'unusable', path: join(parent, 'x', 'y') } });
  });
});
