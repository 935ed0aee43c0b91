/**
 * `npm run test:oldest`: the tests of the expression language, of scoping and of the limit of patterns on the oldest
 * Node that package.json supports. Regular expressions, dates and letters are the runtime's, so the newest one proves
 * nothing about it. Installs that Node into a temporary folder.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const folders = ['test/domain/expressions', 'test/domain/scoping', 'test/domain/cases', 'test/cli/running'];

const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const oldest = engines.node.replace(/[^\d.]/g, '');
const folder = mkdtempSync(join(tmpdir(), 'oldest-node-'));

/** Runs a command to its end; throws when it fails. */
function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status !== 0)
    throw new Error(`${command} ${args[0]} failed: ${error?.message ?? `exit code ${status}`}`);
}

try {
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "allowScripts": { "node": true } }\n');
  run('npm', ['install', '--no-audit', '--no-fund', `node@${oldest}`], folder);
  const node = join(folder, 'node_modules', '.bin', 'node');
  run(node, ['--version'], root);
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const config = ['--config', 'test/tooling/vitest.config.ts', '--root', '.'];
  run(node, [vitest, 'run', ...config, ...folders, ...process.argv.slice(2)], root);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
