import xterm from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Frame, parseFrame } from '../../../src/ui/terminal/frame.ts';
import { repaint, unknownPen } from '../../../src/ui/terminal/repaint.ts';

const columns = 24;
const rows = 4;

const looks = [
  '',
  '\x1b[1m',
  '\x1b[2m',
  '\x1b[7m',
  '\x1b[36m',
  '\x1b[1;31m',
  '\x1b[38;5;208m',
  '\x1b[4;33;44m',
];
const words = ['', ' ', 'a', 'Ada', 'Straße', '   ', '──', 'Жан', '✓ ', '❯', '0123456789', '          '];
const wideWords = ['山田', '👩‍💻', 'e\u0301', 'ぁ', '🇩🇪'];

const piece = (texts: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...looks), fc.constantFrom(...texts))
    .map(([look, text]) => (look === '' ? text : `${look}${text}\x1b[0m`));
const line = (texts: readonly string[]) =>
  fc.array(piece(texts), { maxLength: 6 }).map((parts) => parts.join(''));
const screen = (texts: readonly string[]) =>
  fc.array(line(texts), { minLength: rows, maxLength: rows }).map((lines) => lines.join('\n'));

const emulator = () => new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });

/** Every cell as a terminal shows it: its characters, colours and looks. */
function shown(terminal: xterm.Terminal): readonly string[] {
  const buffer = terminal.buffer.active;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_unused, column) => {
      const cell = buffer.getLine(row)?.getCell(column);
      if (cell === undefined) return '';
      const flags = [cell.isBold(), cell.isDim(), cell.isInverse(), cell.isUnderline()].map(Number).join('');
      const text = cell.getWidth() === 0 ? '' : cell.getChars() || ' ';
      return `${text}/${cell.getFgColorMode()}.${cell.getFgColor()}/${cell.getBgColorMode()}.${cell.getBgColor()}/${flags}`;
    }).join(' '),
  );
}

const write = (terminal: xterm.Terminal, bytes: string) =>
  new Promise<void>((resolve) => terminal.write(bytes, resolve));

/** The frame written row by row on an empty screen: obviously right. */
async function drawnAfresh(drawn: string): Promise<readonly string[]> {
  const terminal = emulator();
  for (const [row, text] of drawn.split('\n').entries())
    await write(terminal, `\x1b[${row + 1}H\x1b[m${text}`);
  return shown(terminal);
}

const emptyFrame: Frame = parseFrame('', columns, rows);
const short = (drawn: string): boolean =>
  parseFrame(drawn, columns * 4, rows).every(({ cells }) =>
    cells.slice(columns).every(({ text, style }) => text === ' ' && style === ''),
  );

describe('repainting from one frame to the next', () => {
  it.each([
    ['letters of one cell', words],
    ['wide characters, emoji and marks', [...words, ...wideWords]],
  ])('leaves on the screen what a fresh drawing shows: %s', async (_, texts) => {
    await fc.assert(
      fc.asyncProperty(fc.array(screen(texts), { minLength: 1, maxLength: 5 }), async (drawings) => {
        fc.pre(drawings.every(short));
        const terminal = emulator();
        let frame = emptyFrame;
        let pen = unknownPen;
        for (const drawn of drawings) {
          const next = parseFrame(drawn, columns, rows, frame);
          const painted = repaint(frame, next, pen);
          await write(terminal, painted.bytes);
          frame = next;
          pen = painted.pen;
          expect(shown(terminal)).toEqual(await drawnAfresh(drawn));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('writes nothing when nothing changed', () => {
    const frame = parseFrame('Ada\n\x1b[1mBerg\x1b[0m', columns, rows);

    expect(repaint(frame, parseFrame('Ada\n\x1b[1mBerg\x1b[0m', columns, rows), unknownPen).bytes).toBe('');
  });

  it.each([
    ['one letter more', 'App: mar', 'App: mart', '\x1b[1;9Ht'],
    ['a spinner that turns', '⠋ Reading', '⠙ Reading', '\x1b[H⠙'],
    ['a shorter line', 'Berg and others', 'Berg', '\x1b[1;5H\x1b[K'],
    ['a pointer that moves down', '> a\n  b', '  a\n> b', '\x1b[H \r\n>'],
    ['a wide row, written whole', '山田', '山田 1', '\x1b[H山田 1\x1b[K'],
    ['a look that ends', '\x1b[1mAda\x1b[0m', 'Ada', '\x1b[HAda'],
  ])('writes as little as it can: %s', (_, from, to, bytes) => {
    const before = parseFrame(from, columns, rows);

    expect(repaint(before, parseFrame(to, columns, rows, before), unknownPen).bytes).toBe(bytes);
  });
});
