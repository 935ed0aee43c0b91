/**
 * Makes sample-data/screenshot.svg: `node test/tooling/screenshot.ts`, after `npm run build`.
 * The built program runs on the sample workspace in a pseudo-terminal; what the picture shows really happened.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { screenAsSvg } from './screenshot/svg.ts';
import { openTerminal, type Terminal } from './terminal.ts';

const root = join(import.meta.dirname, '..', '..');
const size = { columns: 80, rows: 24 };
const ENTER = '\r';
const PAGE_DOWN = '\x1b[6~';

/** Chooses the first app, finds a person in spite of a typo, and provisions her. */
async function provisionSomebody(terminal: Terminal): Promise<void> {
  await terminal.shows('Choose app');
  terminal.type(ENTER);
  await terminal.shows('Any part of a name');
  terminal.type('carvalo ines');
  await terminal.shows('Inês Carvalho');
  terminal.type(ENTER);
  // Reads to the end first: an Enter right behind another one counts as a key that is held down.
  await terminal.shows('read on');
  terminal.type(PAGE_DOWN);
  await terminal.shows('wait and retry');
  terminal.type(ENTER);
  await terminal.shows('Provision another object');
}

const state = await mkdtemp(join(tmpdir(), 'provision-screenshot-'));
const env = { PATH: process.env['PATH'] ?? '', HOME: state, XDG_STATE_HOME: state, XDG_CONFIG_HOME: state };
const terminal = openTerminal({ args: [join(root, 'dist', 'provision.js')], cwd: root, env, size });
try {
  await provisionSomebody(terminal);
  const title = 'The result screen: Inês Carvalho was created in four steps, each with its status';
  await writeFile(join(root, 'sample-data', 'screenshot.svg'), screenAsSvg(terminal.cells(), size, title));
  console.log(terminal.text());
} finally {
  await terminal.close();
  await rm(state, { recursive: true, force: true });
}
