import { graphemes } from '../../text/cells.ts';
import { controlKey, controlSequenceKey, linuxConsoleKey, singleShiftKey } from './sequences.ts';
import type { Stroke } from './stroke.ts';

/** What stands at the beginning of the buffer. `taken` counts UTF-16 units. */
type Taken = { readonly taken: number; readonly strokes: readonly Stroke[] };

const swallow = (taken: number): Taken => ({ taken, strokes: [] });
const took = (taken: number, stroke: Stroke | undefined): Taken => ({
  taken,
  strokes: stroke === undefined ? [] : [stroke],
});

/** Parameter bytes 0x30-0x3F, intermediate bytes 0x20-0x2F, one final byte 0x40-0x7E (ECMA-48, 5.4). */
function takeControlSequence(buffer: string): Taken | undefined {
  const rxvt = /^\x1b\[(\d+)\$/.exec(buffer);
  if (rxvt !== null) return took(rxvt[0].length, controlSequenceKey(rxvt[1] ?? '', '$'));
  if (buffer.startsWith('\x1b[['))
    return buffer.length < 4 ? undefined : took(4, linuxConsoleKey(buffer.charAt(3)));
  const match = /^\x1b\[([0-?]*)([ -/]*)(.?)/s.exec(buffer);
  const [whole = '', parameters = '', between = '', final = ''] = match ?? [];
  if (final === '') return undefined;
  if (!/[@-~]/.test(final)) return swallow(whole.length - final.length);
  return took(whole.length, between === '' ? controlSequenceKey(parameters, final) : undefined);
}

function takeSingleShift(buffer: string): Taken | undefined {
  const [whole = '', modifier = '', final = ''] = /^\x1bO(\d?)(.?)/s.exec(buffer) ?? [];
  if (final === '') return undefined;
  if (!/[@-~]/.test(final)) return swallow(whole.length - final.length);
  return took(whole.length, singleShiftKey(modifier, final));
}

/**
 * OSC, DCS, SOS, PM and APC: text up to BEL or ST. Any other control character ends it too, so that Alt+] pressed by
 * a person cannot swallow the keyboard for good.
 */
function takeControlString(buffer: string): Taken | undefined {
  const end = /[\x00-\x1f]/.exec(buffer.slice(2));
  if (end === null) return undefined;
  const at = end.index + 2;
  if (buffer[at] === '\x07') return swallow(at + 1);
  if (buffer[at] !== '\x1b') return swallow(at);
  if (at + 1 === buffer.length) return undefined;
  return swallow(buffer[at + 1] === '\\' ? at + 2 : at);
}

/** Esc before a key is Alt held with it. */
function withAlt(taken: Taken | undefined): Taken | undefined {
  if (taken === undefined) return undefined;
  const strokes = taken.strokes.map((stroke) => ('key' in stroke ? { key: altName(stroke.key) } : stroke));
  return { taken: taken.taken + 1, strokes };
}

function altName(key: string): string {
  return key.startsWith('ctrl+') ? `ctrl+alt+${key.slice('ctrl+'.length)}` : `alt+${key}`;
}

function takeEscape(buffer: string): Taken | undefined {
  const next = buffer.charAt(1);
  if (next === '') return undefined;
  if (next === '[') return takeControlSequence(buffer);
  if (next === 'O') return takeSingleShift(buffer);
  if (/[\]PX^_]/.test(next)) return takeControlString(buffer);
  if (next === '\x1b') {
    if (buffer.length === 2) return undefined;
    return /[[O]/.test(buffer.charAt(2)) ? withAlt(takeEscape(buffer.slice(1))) : took(1, { key: 'escape' });
  }
  if (/[\x00-\x1f\x7f]/.test(next)) return withAlt(took(1, controlKey(next)));
  const character = String.fromCodePoint(buffer.codePointAt(1) ?? 0);
  return took(1 + character.length, { key: `alt+${character}` });
}

/** C1 controls and the replacement character, which stands for bytes that were no UTF-8. */
const unprintable = /[\x80-\x9f\ufffd]/g;

function takeText(buffer: string): Taken {
  const end = buffer.search(/[\x00-\x1f\x7f]/);
  const run = end === -1 ? buffer : buffer.slice(0, end);
  const printable = run.replace(unprintable, '');
  const strokes = graphemes(printable).map((text) => ({ text, pasted: false }));
  return { taken: run.length, strokes };
}

/** Takes what stands at the beginning of a non-empty buffer; undefined when more must come first. */
export function takeFirst(buffer: string): Taken | undefined {
  const first = buffer.charAt(0);
  if (first === '\x1b') return takeEscape(buffer);
  if (buffer.startsWith('\r\n')) return took(2, { key: 'enter' });
  return /[\x00-\x1f\x7f]/.test(first) ? took(1, controlKey(first)) : takeText(buffer);
}
