import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import envPaths from 'env-paths';

const APP = 'provision-on-demand';

/** Our three folders. Nothing is created by naming them. */
export type Places = { readonly state: string; readonly config: string; readonly cache: string };

export type PlacesEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Where things are kept: `$XDG_STATE_HOME`, `$XDG_CONFIG_HOME` and `$XDG_CACHE_HOME` where they are set, on every
 * system; else what the system's users expect. A relative path in them counts as not set (XDG Base Directory
 * Specification 0.8, "Basics").
 */
export function findPlaces(env: PlacesEnvironment): Places {
  const usual = envPaths(APP, { suffix: '' });
  // On Linux the log folder of env-paths is the state folder of XDG; elsewhere logs may be cleaned away.
  const state = process.platform === 'linux' ? usual.log : usual.data;
  return {
    state: place(env['XDG_STATE_HOME'], state, '.local/state'),
    config: place(env['XDG_CONFIG_HOME'], usual.config, '.config'),
    cache: place(env['XDG_CACHE_HOME'], usual.cache, '.cache'),
  };
}

function place(variable: string | undefined, usual: string, inHome: string): string {
  if (variable !== undefined && isAbsolute(variable)) return join(variable, APP);
  return isAbsolute(usual) ? usual : join(homedir(), inHome, APP);
}
