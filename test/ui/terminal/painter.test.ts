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
async function typeOn(
  line: ReturnType<typeof thinLine>,
  typingFrom = TYPING_FROM_MS,
): Promise<readonly string[]> {
  line.painter.paint(screen(''));
  for (let key = 0; key <= letters.length; key += 1)
    line.at(typingFrom + (key * 1000) / 6, () => line.painter.paint(screen(typedUntil(key))));
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
async function lags(
  line: ReturnType<typeof thinLine>,
  typingFrom = TYPING_FROM_MS,
): Promise<readonly number[]> {
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
    return first - (typingFrom + (key * 1000) / 6);
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

  it('has no queue either when somebody types while the first frame is still on its way', async () => {
    const line = thinLine(slow);
    const first = screen('a'.repeat(20));
    line.painter.paint(first);
    await typeOn(line, 0);

    const firstMs = (first.length / slow.bytesPerSecond) * 1000;
    expect(firstMs).toBeGreaterThan(1500);
    expect(Math.max(...(await lags(line, 0)))).toBeLessThan(firstMs + 1000);
  });
});

describe('a painter whose line hangs', () => {
  const hangs = { from: 6_000, until: 12_000 };
  const line = () => thinLine({ bytesPerSecond: 1_000_000, delayMs: 20, answers: true, hangs });

  it('gets a row a second and no more, however much is typed', async () => {
    const hanging = line();
    const sent: number[] = [];
    for (const ms of [hangs.from + 1_500, hangs.until - 10])
      hanging.at(ms, () => sent.push(hanging.sentBytes()));
    await typeOn(hanging);
    const [before = 0, after = 0] = sent;

    expect(after - before).toBeLessThan(5 * 100);
  });

  it('shows what was wanted last when the line goes on', async () => {
    expect(await typeOn(line())).toEqual(screen(typedUntil(letters.length)).split('\n'));
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

  it('that never answers and is of this machine is never late', async () => {
    const line = thinLine({ bytesPerSecond: 1_000_000, delayMs: 5, answers: false, isLocal: true });
    const shown = await typeOn(line, 0);

    expect(shown).toEqual(screen(typedUntil(letters.length)).split('\n'));
    expect(Math.max(...(await lags(line, 0)))).toBeLessThan(80);
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

  it('clears the screen no oftener than it paints while somebody drags the corner of a window', () => {
    const line = thinLine({ bytesPerSecond: 10_000_000, delayMs: 0, answers: true });
    for (let ms = 0; ms < 100; ms += 1)
      line.at(1000 + ms, () => {
        line.painter.forget();
        line.painter.paint(screen('m'.repeat((ms % 9) + 1)));
      });
    line.run();

    const clears = line.arrived().filter(({ text }) => text.includes('\x1b[2J'));
    expect(clears.length).toBeLessThan(6);
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

describe('leaving while answers are on their way', () => {
  const delayMs = 400;

  it.each([
    ['has answered before', true, TYPING_FROM_MS],
    ['has just been asked for the first time', true, 1],
  ])('waits for a terminal far away that %s longer than its answer takes', (_, answers, ms) => {
    const line = thinLine({ bytesPerSecond: 1_000_000, delayMs, answers });
    line.painter.paint(screen('m'));
    let mayTake: number | undefined;
    line.at(ms, () => line.painter.paint(screen('ma')));
    line.at(ms + 50, () => {
      mayTake = line.painter.mayTake();
    });
    line.run();

    expect(mayTake).toBeGreaterThan(2 * delayMs);
  });

  it.each([
    ['answered everything', true],
    ['never answered', false],
  ])('waits for nothing when the terminal %s', (_, answers) => {
    const line = thinLine({ bytesPerSecond: 1_000_000, delayMs, answers });
    line.painter.paint(screen('m'));
    let mayTake: number | undefined;
    line.at(TYPING_FROM_MS, () => {
      mayTake = line.painter.mayTake();
    });
    line.run();

    expect(mayTake).toBe(0);
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
