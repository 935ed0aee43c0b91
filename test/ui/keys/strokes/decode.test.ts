import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStrokeDecoder } from '../../../../src/ui/keys/strokes/decode.ts';
import type { Stroke } from '../../../../src/ui/keys/strokes/stroke.ts';

/** A terminal whose Esc timer strikes only when the test says so. Strokes are written as `up` or `"text"`. */
function terminal() {
  const seen: string[] = [];
  let strike: (() => void) | undefined;
  const decoder = createStrokeDecoder({
    emit: (stroke: Stroke) => {
      if ('key' in stroke) seen.push(stroke.key);
      else seen.push(stroke.pasted ? `paste "${stroke.text}"` : `"${stroke.text}"`);
    },
    setTimer: (callback) => {
      strike = callback;
      return () => {
        strike = undefined;
      };
    },
  });
  return {
    send: (...chunks: (string | Uint8Array)[]) => {
      for (const chunk of chunks) decoder.push(chunk);
      return seen;
    },
    wait: () => {
      strike?.();
      return seen;
    },
    isWaiting: () => strike !== undefined,
    close: decoder.close,
  };
}

const strokesOf = (...chunks: (string | Uint8Array)[]) => terminal().send(...chunks);

describe('strokes of a terminal', () => {
  it.each<[string, string[]]>([
    ['ada\r', ['"a"', '"d"', '"a"', 'enter']],
    ['\x7f\x7f\x7f', ['backspace', 'backspace', 'backspace']],
    ['\x08', ['backspace']],
    ['\r\n', ['enter']],
    ['\n', ['enter']],
    ['\t', ['tab']],
    ['\x1b[Z', ['shift+tab']],
    ['\x00', ['ctrl+space']],
    ['\x01\x05\x15\x17', ['ctrl+a', 'ctrl+e', 'ctrl+u', 'ctrl+w']],
    ['\x1b[A\x1b[B\x1b[C\x1b[D', ['up', 'down', 'right', 'left']],
    ['\x1bOA\x1bOB', ['up', 'down']],
    ['\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1b[8~', ['home', 'end', 'home', 'end', 'home', 'end']],
    ['\x1b[5~\x1b[6~\x1b[3~', ['pageup', 'pagedown', 'delete']],
    ['\x1b[1;5C\x1b[1;3D\x1b[1;2A\x1b[1;8B', ['ctrl+right', 'alt+left', 'shift+up', 'ctrl+alt+shift+down']],
    ['\x1b[3;5~', ['ctrl+delete']],
    ['\x1bOP\x1b[11~\x1b[[A', ['f1', 'f1', 'f1']],
    ['\x1bb\x1bf\x1b\x7f', ['alt+b', 'alt+f', 'alt+backspace']],
    ['\x1b\x1b[A', ['alt+up']],
    ['\x1b[13;5u\x1b[27;5;13~', ['ctrl+enter', 'ctrl+enter']],
    ['\x1b[97;5u', ['ctrl+a']],
    ['\x1bOM\x1bOq', ['enter', '"1"']],
    ['\x1bOc\x1b[a\x1b[3$', ['ctrl+right', 'shift+up', 'shift+delete']],
  ])('%j are %j', (chunk, strokes) => {
    expect(strokesOf(chunk)).toEqual(strokes);
  });

  it('keeps one grapheme in one stroke', () => {
    expect(strokesOf('e\u0301👩‍👩‍👧木')).toEqual(['"e\u0301"', '"👩‍👩‍👧"', '"木"']);
  });

  it('reads a character whose bytes came in two chunks', () => {
    const [first, second, third] = new TextEncoder().encode('木');

    expect(strokesOf(Uint8Array.of(first ?? 0), Uint8Array.of(second ?? 0, third ?? 0))).toEqual(['"木"']);
  });

  it('drops bytes that are no UTF-8', () => {
    expect(strokesOf(Uint8Array.of(0x9b, 0xff, 0x61))).toEqual(['"a"']);
  });
});

describe('sequences that mean nothing here', () => {
  it.each([
    '\x1b[31m',
    '\x1b[?1;2c',
    '\x1b[24;80R',
    '\x1b[<0;12;7M',
    '\x1b[I',
    '\x1b[38;2;1;2;3m',
    '\x1b]0;title\x07',
    '\x1b]52;c;YWRh\x1b\\',
    '\x1bP+q544e\x1b\\',
    '\x1b_app\x1b\\',
    '\x1b[ q',
    '\x1b[201~',
    '\x1bOz',
  ])('%j is swallowed whole', (sequence) => {
    expect(strokesOf(`a${sequence}b`)).toEqual(['"a"', '"b"']);
  });

  it('give the keyboard back when a key follows a sequence that never ended', () => {
    expect(strokesOf('\x1b]title', '\r', '\x1b[12', '\r')).toEqual(['enter', 'enter']);
  });
});

describe('Esc', () => {
  it('alone is a key once the timer strikes', () => {
    const line = terminal();

    line.send('\x1b');

    expect(line.isWaiting()).toBe(true);
    expect(line.wait()).toEqual(['escape']);
  });

  it('is part of a sequence when the rest comes in time', () => {
    const line = terminal();

    line.send('\x1b', '[', 'A');

    expect(line.isWaiting()).toBe(false);
    expect(line.wait()).toEqual(['up']);
  });

  it('pressed twice is two keys', () => {
    const line = terminal();

    line.send('\x1b\x1b');

    expect(line.wait()).toEqual(['escape', 'escape']);
  });

  it('emits nothing after the decoder was closed', () => {
    const line = terminal();

    line.send('\x1b');
    line.close();

    expect(line.wait()).toEqual([]);
  });
});

describe('a paste', () => {
  it('is one text; line breaks and tabs become spaces and never submit', () => {
    expect(strokesOf('\x1b[200~Ada\r\nLovelace\tx\ny\r\x1b[201~\r')).toEqual([
      'paste "Ada Lovelace x y "',
      'enter',
    ]);
  });

  it('loses its control characters', () => {
    expect(strokesOf('\x1b[200~a\x1b[31mb\x07\x9b\x1b[201~')).toEqual(['paste "a[31mb"']);
  });

  it('that ends nowhere is ended by Ctrl+C', () => {
    expect(strokesOf('\x1b[200~ada', '\x03', 'x')).toEqual(['paste "ada"', 'ctrl+c', '"x"']);
  });

  it('is cut when it is longer than anything one searches for', () => {
    const strokes = strokesOf('\x1b[200~', 'x'.repeat(150_000), 'x'.repeat(150_000), '\x1b[201~', 'y');

    expect(strokes.map((stroke) => stroke.length)).toEqual([100_000 + 'paste ""'.length, 3]);
  });
});

describe('chunks', () => {
  const pieces = fc.constantFrom(
    'a',
    '木',
    '\r',
    '\x1b[A',
    '\x1b[1;5C',
    '\x1bOP',
    '\x7f',
    '\x1b[31m',
    '\x1b]0;t\x07',
    '\x1b[200~p\rq\x1b[201~',
  );

  it('mean the same wherever they were cut', () => {
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 8 }),
        fc.array(fc.nat(60), { maxLength: 6 }),
        (parts, cuts) => {
          const bytes = new TextEncoder().encode(parts.join(''));
          const at = [...new Set([0, ...cuts.filter((cut) => cut < bytes.length), bytes.length])].sort(
            (a, b) => a - b,
          );
          const chunks = at.slice(1).map((end, index) => bytes.slice(at[index], end));

          expect(strokesOf(...chunks)).toEqual(strokesOf(bytes));
        },
      ),
    );
  });

  it('never put a control character into a text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (chunks) => {
        const texts: string[] = [];
        const decoder = createStrokeDecoder({
          emit: (stroke) => {
            if ('text' in stroke) texts.push(stroke.text);
          },
          setTimer: () => () => {},
        });
        for (const chunk of chunks) decoder.push(chunk);

        expect(texts.join('')).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
      }),
    );
  });
});
