import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cell, openTerminal, type Size, type Terminal } from '../terminal.ts';
import { median, ms, rounded } from './numbers.ts';
import { printJson, printTable } from './table.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const sizes: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 200, rows: 50 },
];
const queries = ['martin', 'berg', 'anna kow'];
const SETTLED_MS = 250;
const BUDGET = 1.3;

type Screen = readonly (readonly Cell[])[];

const lookOf = ({ foreground, bold, dim, inverse }: Cell): string =>
  JSON.stringify([foreground ?? null, bold, dim, inverse]);
const isSame = (one: Cell | undefined, other: Cell | undefined): boolean =>
  one !== undefined && other !== undefined && one.text === other.text && lookOf(one) === lookOf(other);

/** So many bytes switch from one look to another at least: `CSI m`, and a parameter for everything that is on. */
function lookBytes(from: string, to: string): number {
  if (from === to) return 0;
  const [foreground, ...flags] = JSON.parse(to) as [number | null, boolean, boolean, boolean];
  const on = flags.filter(Boolean).length * 2 + (foreground === null ? 0 : 3);
  return 3 + Math.max(0, on - 1);
}

const NO_LOOK = JSON.stringify([null, false, false, false]);
/** A jump inside a row, and what erases the rest of one. */
const JUMP_BYTES = 4;
const ERASE_BYTES = 3;

const isInk = (cell: Cell): boolean => cell.text !== ' ' || cell.inverse;

/** The changed cells of a row up to its last ink, and the bytes for getting from one to the next. */
function leastForRow(before: readonly Cell[], after: readonly Cell[], look: string) {
  const lastInk = after.findLastIndex(isInk);
  const changed = after.flatMap((cell, column) =>
    column <= lastInk && !isSame(before[column], cell) ? [{ cell, column }] : [],
  );
  let bytes = 0;
  let reached = -JUMP_BYTES - 1;
  for (const { cell, column } of changed) {
    const next = lookOf(cell);
    bytes +=
      Math.min(JUMP_BYTES, column - reached - 1) + lookBytes(look, next) + Buffer.byteLength(cell.text);
    look = next;
    reached = column;
  }
  const isErased = before.some((cell, column) => column > lastInk && isInk(cell));
  if (isErased) bytes += ERASE_BYTES + (reached === lastInk ? 0 : JUMP_BYTES);
  return { bytes, look };
}

/**
 * The least that a program has to write to get from one screen to the next: the changed cells, a jump to each run of
 * them (or the letters between, where those are fewer), what switches the looks, and erasures up to the end of a row.
 */
function leastBytes(before: Screen, after: Screen): number {
  let bytes = 0;
  let look = NO_LOOK;
  for (const [row, cells] of after.entries()) {
    const least = leastForRow(before[row] ?? [], cells, look);
    bytes += least.bytes;
    look = least.look;
  }
  return bytes;
}

/** How many cells differ from what a redraw from nothing shows. */
async function wrongCells(terminal: Terminal, { columns, rows }: Size): Promise<number> {
  const shown = terminal.cells();
  terminal.resize(columns + 1, rows);
  await terminal.rests(SETTLED_MS);
  terminal.resize(columns, rows);
  await terminal.rests(SETTLED_MS);
  const redrawn = terminal.cells();
  return shown.flatMap((row, at) => row.filter((cell, column) => !isSame(cell, redrawn[at]?.[column])))
    .length;
}

type Typed = { readonly bytes: number; readonly least: number };

async function typeKeys(terminal: Terminal, keys: string): Promise<readonly Typed[]> {
  const typed: Typed[] = [];
  for (const key of keys) {
    const before = { bytes: terminal.bytes(), cells: terminal.cells() };
    terminal.type(key);
    await terminal.rests(SETTLED_MS);
    typed.push({ bytes: terminal.bytes() - before.bytes, least: leastBytes(before.cells, terminal.cells()) });
  }
  return typed;
}

/** The search screen of the first sample app, in a home of its own. */
async function openSearch(size: Size, bytesPerSecond?: number) {
  const home = await mkdtemp(join(tmpdir(), 'provision-bench-'));
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_STATE_HOME: home,
    XDG_CONFIG_HOME: home,
    ...(bytesPerSecond === undefined ? {} : { SSH_CONNECTION: '127.0.0.1 50000 127.0.0.1 22' }),
  };
  const terminal = openTerminal({
    args: [join(root, 'dist', 'provision.js')],
    cwd: home,
    env,
    size,
    ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
  });
  await terminal.shows('Atlas Service Desk');
  terminal.type('\r');
  await terminal.shows('User:');
  await terminal.rests(2 * SETTLED_MS);
  return { home, terminal };
}

async function measure(size: Size, query: string) {
  const { home, terminal } = await openSearch(size);
  const typed = await typeKeys(terminal, query);
  const wrong = await wrongCells(terminal, size);
  await terminal.close();
  await rm(home, { recursive: true, force: true });
  const sum = (of: (one: Typed) => number) => typed.reduce((total, one) => total + of(one), 0) / typed.length;
  return { bytes: sum(({ bytes }) => bytes), least: sum(({ least }) => least), wrong };
}

/** 9,600 baud with a start and a stop bit. */
const THIN_LINE = 960;
const KEYS_PER_SECOND = 6;
const typedOnThinLine = 'maria lindgren of larkspur';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** How late the query line shows each letter, at six keys a second on a line of 9,600 baud, in milliseconds. */
async function lagsOnThinLine(): Promise<readonly number[]> {
  const { home, terminal } = await openSearch({ columns: 80, rows: 24 }, THIN_LINE);
  const lags: Promise<number>[] = [];
  for (let key = 1; key <= typedOnThinLine.length; key += 1) {
    const started = performance.now();
    terminal.type(typedOnThinLine.charAt(key - 1));
    const shown = terminal.shows(`User: ${typedOnThinLine.slice(0, key)}`);
    // A later frame shows this letter, too.
    lags.push(shown.then(() => performance.now() - started));
    await pause(1000 / KEYS_PER_SECOND);
  }
  const all = await Promise.all(lags);
  await terminal.close();
  await rm(home, { recursive: true, force: true });
  return all;
}

/** Bytes for each key press on the search screen of the sample company, beside the least that the changed cells need. */
export async function bench(): Promise<void> {
  const rows: string[][] = [];
  const results: Record<string, unknown> = {};
  for (const size of sizes) {
    for (const query of queries) {
      const { bytes, least, wrong } = await measure(size, query);
      const name = `${size.columns}x${size.rows} "${query}"`;
      rows.push([name, bytes.toFixed(0), least.toFixed(0), (bytes / least).toFixed(2), String(wrong)]);
      results[name] = {
        bytes: rounded(bytes),
        least: rounded(least),
        ratio: rounded(bytes / least),
        wrongCells: wrong,
      };
    }
  }
  printTable(
    `Bytes a key press on the search screen (budget ${BUDGET} x the least)`,
    ['', 'written', 'least', 'ratio', 'wrong cells'],
    rows,
  );
  const lags = await lagsOnThinLine();
  const [middle, worst] = [median(lags), Math.max(...lags)];
  printTable(
    `How late the query line is on 9,600 baud at ${KEYS_PER_SECOND} keys a second (budget 1 s)`,
    ['keys', 'median', 'worst'],
    [[String(lags.length), ms(middle), ms(worst)]],
  );
  printJson('render', { ...results, thinLineMs: { median: rounded(middle), worst: rounded(worst) } });
}
