import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { topics } from '../../src/cli/commands/help/topics.ts';
import { bundlePlugins, checkAllMet } from './build/plugins.mjs';

/**
 * Bundles the program so that it starts in a fraction of the time the loose modules take:
 *
 *   dist/provision.js      what is called: checks the version of Node, draws the first frame, loads the parts
 *   dist/wizard.js         the screens
 *   dist/program.js        everything else: the commands, and what the wizard works on
 *   dist/search-worker.js  the index of people, in a thread of its own
 *   dist/help              the documents that `provision help` shows
 *
 * Several files, because what is loaded first must be small: Node parses a file as a whole, so that an old Node must
 * get as far as the check of its version, the first frame must not wait for the screens, nor the first key for all the
 * rest. CommonJS, because only scripts can be given code that an earlier start has compiled.
 */
const out = 'dist';

const common = {
  outdir: out,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  sourcemap: 'linked',
  sourcesContent: false,
  minify: true,
  legalComments: 'linked',
  metafile: true,
  logLevel: 'warning',
  define: {
    'process.env.NODE_ENV': '"production"',
    'import.meta.dirname': '__dirname',
    'import.meta.url': 'fileUrl',
  },
  banner: { js: "const fileUrl = require('node:url').pathToFileURL(__filename).href;" },
  // Its other form is for loaders of the browser, and finds its own files only when it runs.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  plugins: bundlePlugins,
};

const worker = 'src/cli/people/search-worker.ts';

const parts = await build({
  ...common,
  target: 'node22.19',
  // Otherwise esbuild makes each such expression anew at every use.
  supported: { 'regexp-unicode-property-escapes': true, 'regexp-set-notation': true },
  entryPoints: {
    wizard: 'src/cli/wizard/main.ts',
    program: 'src/cli/main.ts',
    ...(existsSync(worker) ? { 'search-worker': worker } : {}),
  },
});

checkAllMet();

/**
 * V8 holds ASCII in half the memory and reads it in half the time. What esbuild leaves as it is stands in regular
 * expressions, where an escape means the same. Gives the hash of the text.
 */
function inAscii(file) {
  const path = join(out, file);
  const text = readFileSync(path, 'utf8').replace(
    /[^\x00-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  writeFileSync(path, text);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

const hashes = Object.fromEntries(['wizard.js', 'program.js'].map((file) => [file, inAscii(file)]));

const start = await build({
  ...common,
  target: 'node12',
  entryPoints: { provision: 'src/cli/start.ts' },
  define: { ...common.define, PART_HASHES: JSON.stringify(hashes) },
  banner: { js: '#!/usr/bin/env node' },
});

chmodSync(join(out, 'provision.js'), 0o755);
// The package as a whole is made of modules.
writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');

rmSync(join(out, 'help'), { recursive: true, force: true });
for (const { file } of topics) {
  mkdirSync(dirname(join(out, 'help', file)), { recursive: true });
  copyFileSync(file, join(out, 'help', file));
}

/** What earlier builds left, which nothing loads any more. */
const outputs = [parts, start].flatMap(({ metafile }) => Object.keys(metafile.outputs));
const current = new Set([...outputs.map((path) => path.slice(out.length + 1)), 'package.json', 'help']);
for (const name of readdirSync(out)) if (!current.has(name)) rmSync(join(out, name), { recursive: true });
