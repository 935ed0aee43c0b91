import type { Stroke } from './stroke.ts';
import { takeFirst } from './take.ts';

/** The clock of a lone Esc, handed in so that a test decides when it strikes. Returns the function that cancels. */
export type SetTimer = (strike: () => void, ms: number) => () => void;

type StrokeDecoder = {
  /** A chunk as the terminal sent it: many keys, half a key, half a character. */
  readonly push: (chunk: Uint8Array | string) => void;
  /** Cancels the timer; nothing is emitted afterwards. */
  readonly close: () => void;
};

/** How long an Esc may be the beginning of a longer sequence. */
const LONE_ESCAPE_MS = 30;
const LONGEST_PASTE = 100_000;
const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';

/** What has arrived and is not decoded yet: the start of a sequence, or a paste that has not ended. */
type Pending = { readonly buffer: string; readonly paste?: string };
type Decoded = { readonly pending: Pending; readonly strokes: readonly Stroke[] };

function pasted(raw: string): readonly Stroke[] {
  const text = raw
    .slice(0, LONGEST_PASTE)
    .replace(/\r\n|[\r\n\t\u2028\u2029]/g, ' ')
    .replace(/[\x00-\x1f\x7f-\x9f\ufffd]/g, '');
  return text === '' ? [] : [{ text, pasted: true }];
}

/** A paste of any size is held only as far as it will be used; its end is found wherever the chunks were cut. */
function readPaste(paste: string, buffer: string): Decoded {
  const all = paste + buffer;
  const end = all.indexOf(PASTE_END);
  if (end !== -1) {
    return { pending: { buffer: all.slice(end + PASTE_END.length) }, strokes: pasted(all.slice(0, end)) };
  }
  const held =
    all.length > 2 * LONGEST_PASTE ? all.slice(0, LONGEST_PASTE) + all.slice(-PASTE_END.length) : all;
  return { pending: { buffer: '', paste: held }, strokes: [] };
}

/** One step of decoding; undefined when nothing can be read before more arrives. */
function readOne({ buffer, paste }: Pending): Decoded | undefined {
  if (buffer === '') return undefined;
  if (paste !== undefined) return readPaste(paste, buffer);
  if (buffer.startsWith(PASTE_START)) {
    return { pending: { buffer: buffer.slice(PASTE_START.length), paste: '' }, strokes: [] };
  }
  const taken = takeFirst(buffer);
  if (taken === undefined) return undefined;
  return { pending: { buffer: buffer.slice(taken.taken) }, strokes: taken.strokes };
}

/** Ctrl+C that comes alone ends a paste whose end got lost, so that the keyboard cannot hang. */
function interrupted({ paste }: Pending, text: string): Decoded | undefined {
  if (paste === undefined || text !== '\x03') return undefined;
  return { pending: { buffer: '' }, strokes: [...pasted(paste), { key: 'ctrl+c' }] };
}

function readAll(before: Pending, text: string): Decoded {
  const strokes: Stroke[] = [];
  let pending: Pending = { ...before, buffer: before.buffer + text };
  for (let read = readOne(pending); read !== undefined; read = readOne(pending)) {
    strokes.push(...read.strokes);
    pending = read.pending;
  }
  return { pending, strokes };
}

/**
 * Turns what a terminal sends into strokes, in one place, before anything else sees it. Sequences and characters may be
 * split over chunks; only a lone Esc needs the timer. A paste (bracketed, xterm `CSI ? 2004 h`) becomes one text with
 * its line breaks turned into spaces; it never submits.
 */
export function createStrokeDecoder(options: {
  readonly emit: (stroke: Stroke) => void;
  readonly setTimer: SetTimer;
}): StrokeDecoder {
  const utf8 = new TextDecoder('utf-8');
  let pending: Pending = { buffer: '' };
  let cancelTimer = (): void => {};

  function loneEscape(): void {
    const escapes = pending.buffer.length;
    pending = { buffer: '' };
    for (let sent = 0; sent < escapes; sent += 1) options.emit({ key: 'escape' });
  }

  return {
    push(chunk) {
      cancelTimer();
      const text = typeof chunk === 'string' ? chunk : utf8.decode(chunk, { stream: true });
      const decoded = interrupted(pending, text) ?? readAll(pending, text);
      pending = decoded.pending;
      for (const stroke of decoded.strokes) options.emit(stroke);
      if (/^\x1b+$/.test(pending.buffer)) cancelTimer = options.setTimer(loneEscape, LONE_ESCAPE_MS);
    },
    close() {
      cancelTimer();
      pending = { buffer: '' };
    },
  };
}
