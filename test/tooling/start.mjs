import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** `npm start`: builds when a source file is newer than the bundle, then runs the bundle in this very process. */
const root = join(import.meta.dirname, '..', '..');
const bundle = join(root, 'dist', 'provision.js');

/** Stops at the first newer file. A new file also makes its folder newer. */
function isNewerThan(time, folder) {
  if (statSync(folder).mtimeMs > time) return true;
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? isNewerThan(time, path) : statSync(path).mtimeMs > time;
  });
}

const isStale = !existsSync(bundle) || isNewerThan(statSync(bundle).mtimeMs, join(root, 'src'));
if (isStale) await import('./build.mjs');

createRequire(import.meta.url)(bundle);
