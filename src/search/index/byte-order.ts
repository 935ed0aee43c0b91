/**
 * Sorts texts that lie in one buffer, as typed arrays sort: without a call for every comparison.
 *
 *   depth 0   anna.|berg     five bytes and the place of the text are one 64-bit number: numbers sort natively
 *             anna.|cox
 *             bob
 *   depth 5         |berg    what is equal so far is sorted again by its next five bytes
 *                   |cox
 *
 * Capital letters of ASCII count as small ones. Texts contain no zero byte.
 */
export type Texts = {
  readonly bytes: Uint8Array;
  readonly at: Uint32Array;
  readonly lengths: Uint16Array | Uint32Array;
};

/**
 * The places of the texts in their order; `tie` orders two texts that are equal. Pauses now and then, so that other work
 * may come between.
 */
export function* orderTexts(
  texts: Texts,
  tie: (a: number, b: number) => number,
): Generator<void, Uint32Array, void> {
  const order = Uint32Array.from({ length: texts.at.length }, (_, place) => place);
  const sorting: Sorting = { texts, order, tie };
  let sorted = 0;
  for (const run of splitRun(sorting, { from: 0, to: order.length, depth: 0 })) {
    sortRun(sorting, run);
    if (run.to - sorted < PAUSE_AFTER) continue;
    sorted = run.to;
    yield;
  }
  return order;
}

const PAUSE_AFTER = 100_000;

type Sorting = {
  readonly texts: Texts;
  readonly order: Uint32Array;
  readonly tie: (a: number, b: number) => number;
};
type Run = { readonly from: number; readonly to: number; readonly depth: number };

const STEP = 5;
const FEW = 12;
/** So many places fit beside five bytes into 64 bits. */
const MOST = 1 << 24;
/** Where this machine keeps the halves of a 64-bit number. */
const LOW = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 0 : 1;
const HIGH = 1 - LOW;

function sortRun(sorting: Sorting, run: Run): void {
  for (const equal of splitRun(sorting, run)) sortRun(sorting, equal);
}

/** Sorts a run by its next five bytes; the answer are the runs within it that are equal so far and go on. */
function splitRun(sorting: Sorting, run: Run): readonly Run[] {
  const { texts, order, tie } = sorting;
  const size = run.to - run.from;
  if (size < FEW || size > MOST) {
    const part = order.subarray(run.from, run.to);
    part.sort((a, b) => compareFrom(texts, a, b, run.depth) || tie(a, b));
    return [];
  }
  const keys = sortByNext(sorting, run);
  const runs: Run[] = [];
  let start = 0;
  for (let at = 1; at <= size; at++) {
    if (at < size && samePrefix(keys, at, start)) continue;
    const equal = { from: run.from + start, to: run.from + at, depth: run.depth + STEP };
    // Texts whose keys end in a zero byte have ended: they are equal.
    const isOver = (keys[2 * start + LOW] ?? 0) >>> 24 === 0;
    if (isOver && at - start > 1) order.subarray(equal.from, equal.to).sort(tie);
    else if (at - start > 1) runs.push(equal);
    start = at;
  }
  return runs;
}

/** The low word of a key is the last byte and the place, the high word the first four bytes. */
const samePrefix = (keys: Uint32Array, a: number, b: number): boolean =>
  keys[2 * a + HIGH] === keys[2 * b + HIGH] &&
  (keys[2 * a + LOW] ?? 0) >>> 24 === (keys[2 * b + LOW] ?? 0) >>> 24;

function sortByNext({ texts, order }: Sorting, { from, to, depth }: Run): Uint32Array {
  const keys = new BigUint64Array(to - from);
  const words = new Uint32Array(keys.buffer);
  const before = order.slice(from, to);
  for (let at = 0; at < before.length; at++) {
    const text = before[at] ?? 0;
    const start = texts.at[text] ?? 0;
    const end = start + (texts.lengths[text] ?? 0);
    words[2 * at + HIGH] = fourBytes(texts.bytes, start + depth, end);
    words[2 * at + LOW] = (byteAt(texts.bytes, start + depth + 4, end) << 24) | at;
  }
  keys.sort();
  for (let at = 0; at < before.length; at++)
    order[from + at] = before[(words[2 * at + LOW] ?? 0) & 0xffffff] ?? 0;
  return words;
}

const fourBytes = (bytes: Uint8Array, at: number, end: number): number =>
  (byteAt(bytes, at, end) << 24) |
  (byteAt(bytes, at + 1, end) << 16) |
  (byteAt(bytes, at + 2, end) << 8) |
  byteAt(bytes, at + 3, end);

/** 0 behind the end of the text. */
function byteAt(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return 0;
  const byte = bytes[at] ?? 0;
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

function compareFrom({ bytes, at, lengths }: Texts, a: number, b: number, depth: number): number {
  const [startOfA, startOfB] = [at[a] ?? 0, at[b] ?? 0];
  const [endOfA, endOfB] = [startOfA + (lengths[a] ?? 0), startOfB + (lengths[b] ?? 0)];
  for (let place = depth; ; place++) {
    const left = byteAt(bytes, startOfA + place, endOfA);
    const right = byteAt(bytes, startOfB + place, endOfB);
    if (left !== right) return left - right;
    if (left === 0) return 0;
  }
}

/** 0 when the text begins with `needle`, else its order relative to it. */
export function compareBeginning(texts: Texts, place: number, needle: Uint8Array): number {
  const start = texts.at[place] ?? 0;
  const end = start + (texts.lengths[place] ?? 0);
  for (let at = 0; at < needle.length; at++) {
    const difference = byteAt(texts.bytes, start + at, end) - (needle[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Where `needle` is in [start, end), as a distance from `start`; -1 when it is not there. */
export function indexOfBytes(bytes: Uint8Array, start: number, end: number, needle: Uint8Array): number {
  const first = needle[0] ?? 0;
  for (let from = start; from <= end - needle.length; from++) {
    if (byteAt(bytes, from, end) !== first) continue;
    let at = 1;
    while (at < needle.length && byteAt(bytes, from + at, end) === needle[at]) at++;
    if (at === needle.length) return from - start;
  }
  return -1;
}
