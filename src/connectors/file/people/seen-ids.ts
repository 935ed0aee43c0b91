/**
 * Which ids came before, and on which line, in 24 to 48 bytes an id instead of the hundreds that a Map of texts takes.
 * Only a hash of 64 bits is kept: that two of a million different ids share one is as likely as 1 in 37 million.
 */
export type SeenIds = {
  /** The line this id was on before; undefined the first time, and from now on it is this line. */
  readonly lineOf: (id: string, line: number) => number | undefined;
};

type Table = { readonly high: Uint32Array; readonly low: Uint32Array; readonly lines: Uint32Array };

const FIRST_SIZE = 1 << 12;

const tableOf = (size: number): Table => ({
  high: new Uint32Array(size),
  low: new Uint32Array(size),
  lines: new Uint32Array(size),
});

/** Two rounds of FNV-1a with different beginnings and multipliers. */
function hash(id: string): readonly [high: number, low: number] {
  let high = 0x811c9dc5;
  let low = 0xc9dc5118;
  for (let at = 0; at < id.length; at += 1) {
    const code = id.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x85ebca6b) ^ (low >>> 15);
  }
  return [high >>> 0, low >>> 0];
}

/** The slot of a hash, or the free one where it belongs: a line of 0 is free. The table is never full. */
function slotOf({ high, low, lines }: Table, key: readonly [number, number]): number {
  const mask = lines.length - 1;
  let slot = (key[0] ^ key[1]) & mask;
  while (lines[slot] !== 0 && (high[slot] !== key[0] || low[slot] !== key[1])) slot = (slot + 1) & mask;
  return slot;
}

function put(table: Table, key: readonly [number, number], line: number): number {
  const slot = slotOf(table, key);
  const before = table.lines[slot] ?? 0;
  if (before !== 0) return before;
  [table.high[slot], table.low[slot], table.lines[slot]] = [key[0], key[1], line];
  return 0;
}

function grown(table: Table): Table {
  const larger = tableOf(table.lines.length * 2);
  for (const [slot, line] of table.lines.entries()) {
    if (line !== 0) put(larger, [table.high[slot] ?? 0, table.low[slot] ?? 0], line);
  }
  return larger;
}

export function seenIds(): SeenIds {
  let table = tableOf(FIRST_SIZE);
  let count = 0;
  return {
    lineOf: (id, line) => {
      if (count * 2 >= table.lines.length) table = grown(table);
      const before = put(table, hash(id), line);
      if (before !== 0) return before;
      count += 1;
      return undefined;
    },
  };
}
