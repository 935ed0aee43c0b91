import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { createAnswerReader } from '../../../src/ui/terminal/answers.ts';
import { thinLine } from './thin-line.ts';

const rows = Array.from({ length: 20 }, (_, index) => index);

/** A search screen: what was typed, and twenty rows that all change with it. */
const screen = (typed: string): string =>
  [`User: ${typed}`, ...rows.map((row) => `${row} ${`${typed}${row}`.repeat(6)}`.slice(0, 79))].join('\n');

const letters = Array.from('martinabelskjold'.repeat(3));
const typedUntil = (count: number): string => letters.slice(0, count).join('');

/** Nobody types into a screen that is not there yet: the first frame alone takes a line of 9,600 baud two seconds. */
const TYPING_FROM_MS = 4000;

/** Types six keys a second. Returns the screen of the terminal, as it is when every byte has arrived. */
async function typeOn(line: ReturnType<typeof thinLine>): Promise<readonly string[]> {
  line.painter.paint(screen(''));
  for (let key = 0; key <= letters.length; key += 1)
    line.at(TYPING_FROM_MS + (key * 1000) / 6, () => line.painter.paint(screen(typedUntil(key))));
  line.run();
  const terminal = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  const all = line.arrived().map(({ text }) => text);
  await new Promise<void>((resolve) => terminal.write(all.join(''), resolve));
  return Array.from(
    { length: 21 },
    (_, row) => terminal.buffer.active.getLine(row)?.translateToString(true) ?? '',
  );
}

/** For each typed length, when the terminal showed a query line of at least that length. */
async function lags(line: ReturnType<typeof thinLine>): Promise<readonly number[]> {
  const terminal = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  const seen: { readonly ms: number; readonly length: number }[] = [];
  for (const { ms, text } of line.arrived()) {
    await new Promise<void>((resolve) => terminal.write(text, resolve));
    const shown =
      terminal.buffer.active.getLine(0)?.translateToString(true).replace('User:', '').trim() ?? '';
    seen.push({ ms, length: shown.length });
  }
  return letters.map((_, index) => {
    const key = index + 1;
    const first = seen.find(({ length }) => length >= key)?.ms ?? Number.POSITIVE_INFINITY;
    return first - (TYPING_FROM_MS + (key * 1000) / 6);
  });
}

describe('a painter at the end of a line of 9,600 baud', () => {
  const slow = { bytesPerSecond: 960, delayMs: 20, answers: true };

  it('shows each typed letter within a second, at six keys a second', async () => {
    const line = thinLine(slow);
    await typeOn(line);

    expect(Math.max(...(await lags(line)))).toBeLessThan(1000);
  });

  it('ends with the screen that was wanted last', async () => {
    expect(await typeOn(thinLine(slow))).toEqual(screen(typedUntil(letters.length)).split('\n'));
  });

  it('drops frames and never queues them', async () => {
    const line = thinLine(slow);
    await typeOn(line);
    const seconds = line.now() / 1000;

    expect(line.sentBytes()).toBeLessThanOrEqual(seconds * slow.bytesPerSecond + 1);
  });
});

describe('a painter at the end of a quick line', () => {
  it.each([
    ['that answers', { bytesPerSecond: 10_000_000, delayMs: 0, answers: true }],
    ['far away', { bytesPerSecond: 1_000_000, delayMs: 200, answers: true }],
    ['that never answers', { bytesPerSecond: 1_000_000, delayMs: 5, answers: false }],
  ])('%s is late by no more than the way there and back and two frames', async (_, options) => {
    const line = thinLine(options);
    const shown = await typeOn(line);

    expect(shown).toEqual(screen(typedUntil(letters.length)).split('\n'));
    // Two seconds of typing are enough to learn how far away the terminal is.
    expect(Math.max(...(await lags(line)).slice(12))).toBeLessThan(2 * options.delayMs + 80);
  });

  it('paints the newest of a burst of two hundred frames, and hardly any other', () => {
    const line = thinLine({ bytesPerSecond: 1_000_000, delayMs: 1, answers: true });
    line.painter.paint(screen('m'));
    const before = line.sentBytes();
    for (let key = 0; key < 200; key += 1) line.painter.paint(screen('m'.repeat((key % 9) + 1)));
    line.run();

    expect(line.arrived().at(-1)?.text).toContain('mm');
    expect(line.sentBytes() - before).toBeLessThan(2 * before);
  });

  it('sends nothing once it is closed', () => {
    const line = thinLine({ bytesPerSecond: 1_000_000, delayMs: 1, answers: true });
    line.painter.paint(screen('m'));
    line.painter.paint(screen('ma'));
    line.painter.close();
    const before = line.sentBytes();

    line.run();

    expect(line.sentBytes()).toBe(before);
  });
});

describe('the answers of a terminal', () => {
  it.each([
    ['in one chunk', ['\x1b[0n'], 1],
    ['between keys', ['ab\x1b[0nc\x1b[0n'], 2],
    ['cut anywhere', ['\x1b', '[', '0', 'n', '\x1b[0', 'n'], 2],
    ['not there', ['\x1b[A', '0n', '[0n'], 0],
  ])('are found %s', (_, chunks, count) => {
    let answers = 0;
    const read = createAnswerReader(() => {
      answers += 1;
    });
    for (const chunk of chunks) read(Buffer.from(chunk));

    expect(answers).toBe(count);
  });
});
