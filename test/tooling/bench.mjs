/**
 * `npm run bench`: all measurements, or those that are named (`npm run bench -- engine search`). Each runs in a process
 * of its own, so that none warms up or slows down another, prints a table, and ends with one line of JSON.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const benches = {
  engine: () => import('./bench/engine.ts'),
  server: () => import('./bench/server.ts'),
  scim: () => import('./bench/scim/scim.ts'),
  search: () => import('./bench/search/search.ts'),
  expressions: () => import('./bench/expressions/expressions.ts'),
  render: () => import('./bench/render.ts'),
  startup: () => import('./bench/startup.ts'),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
const names = asked.length === 0 ? Object.keys(benches) : asked;

if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 64;
} else if (names.length === 1) {
  const { bench } = await benches[names[0]]();
  await bench();
} else {
  for (const name of names) {
    const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], {
      stdio: 'inherit',
    });
    if (status !== 0) process.exitCode = 1;
  }
}
