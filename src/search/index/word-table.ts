import { MAX_WORD, type NameMark, type Piece } from '../text/words.ts';

/**
 * Numbers the words of a directory, reading them where they are: a million people have ten million words, of which a
 * few hundred thousand are different, and making a string of each would take most of the time.
 *
 *   slots    hash of a word -> its id + 1; 0 is free, the next slot is tried where one is taken
 *   units    all words, one after the other; `starts` says where each begins
 */
export type WordTable = {
  /** The id of one run of a text, with a mark before it or none. */
  readonly idOf: (text: string, mark: NameMark, from: number, to: number) => number;
  readonly joinedId: (text: string, pieces: readonly Piece[]) => number;
  /** By id. */
  readonly words: () => readonly string[];
};

export function createWordTable(): WordTable {
  let slots = new Uint32Array(1 << 12);
  let units = new Uint16Array(1 << 15);
  let starts = new Uint32Array(1 << 11);
  let size = 0;

  const growUnits = (): void => {
    const wider = new Uint16Array(units.length * 2);
    wider.set(units);
    units = wider;
  };
  const growSlots = (): void => {
    const wider = new Uint32Array(starts.length * 2);
    wider.set(starts);
    starts = wider;
    slots = new Uint32Array(slots.length * 2);
    for (let id = 0; id < size; id++) {
      let slot = hashOf(units, starts[id] ?? 0, starts[id + 1] ?? 0) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = id + 1;
    }
  };

  /** The word that was written behind the last one, up to `end`: known, or kept. */
  const idOfWritten = (end: number): number => {
    const from = starts[size] ?? 0;
    const mask = slots.length - 1;
    let slot = hashOf(units, from, end) & mask;
    for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
      if (isSame(units, [starts[held - 1] ?? 0, starts[held] ?? 0], [from, end])) return held - 1;
      slot = (slot + 1) & mask;
    }
    slots[slot] = ++size;
    starts[size] = end;
    if (size + 2 > starts.length) growSlots();
    return size - 1;
  };

  const write = (text: string, at: number, from: number, to: number): number => {
    let end = at;
    for (let unit = from; unit < to; unit++) units[end++] = text.charCodeAt(unit);
    return end;
  };
  const reserve = (): number => {
    const from = starts[size] ?? 0;
    if (from + MAX_WORD + 1 > units.length) growUnits();
    return from;
  };

  return {
    idOf: (text, mark, from, to) => {
      const start = write(mark, reserve(), 0, mark.length);
      return idOfWritten(write(text, start, from, Math.min(to, from + MAX_WORD)));
    },
    joinedId: (text, pieces) => {
      const start = reserve();
      let end = start;
      for (const { from, to } of pieces) {
        end = write(text, end, from, Math.min(to, from + MAX_WORD - (end - start)));
      }
      return idOfWritten(end);
    },
    words: () =>
      Array.from({ length: size }, (_, id) =>
        String.fromCharCode(...units.subarray(starts[id], starts[id + 1])),
      ),
  };
}

/** FNV-1a, over UTF-16 units. */
function hashOf(units: Uint16Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (units[at] ?? 0), 0x01000193);
  return hash >>> 0;
}

function isSame(
  units: Uint16Array,
  a: readonly [from: number, to: number],
  b: readonly [from: number, to: number],
): boolean {
  const length = a[1] - a[0];
  if (length !== b[1] - b[0]) return false;
  for (let at = 0; at < length; at++) if (units[a[0] + at] !== units[b[0] + at]) return false;
  return true;
}
