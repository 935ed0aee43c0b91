import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * `npm start`: builds when something that goes into the bundle is newer than it, then runs the bundle in this very
 * process. package.json stands for the libraries: their versions are pinned in it.
 */
const root = join(import.meta.dirname, '..', '..');
const bundle = join(root, 'dist', 'provision.js');

const sources = ['src', 'package.json', 'test/tooling/build.mjs', 'test/tooling/build'];

/** Stops at the first newer file. A new file also makes its folder newer. */
function isNewerThan(time, path) {
  const facts = statSync(path);
  if (facts.mtimeMs > time) return true;
  return facts.isDirectory() && readdirSync(path).some((name) => isNewerThan(time, join(path, name)));
}

function isStale() {
  if (!existsSync(bundle)) return true;
  const { mtimeMs } = statSync(bundle);
  return sources.some((source) => isNewerThan(mtimeMs, join(root, source)));
}
if (isStale()) await import('./build.mjs');

createRequire(import.meta.url)(bundle);
