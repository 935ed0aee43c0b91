import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** `npm start`: builds when a source file is newer than the bundle, then runs the bundle in this very process. */
const root = join(import.meta.dirname, '..', '..');
const bundle = join(root, 'dist', 'provision.js');

const newest = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);

if (!existsSync(bundle) || statSync(bundle).mtimeMs < newest) await import('./build.mjs');

await import(bundle);
