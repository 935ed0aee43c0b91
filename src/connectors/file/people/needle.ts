/**
 * A quick test which objects of a file can hold an id at all, so that only those are parsed: a piece of the id is
 * looked for in the bytes. It may let others through; it never keeps one back.
 */
export type Needle = {
  /** Where the piece begins, ascending. */
  readonly positions: (bytes: Buffer) => readonly number[];
};

/** So many are looked for at once; with more of them parsing everything is quicker. */
const MOST = 8;
/** A shorter piece is in nearly every object. */
const SHORTEST = 3;

/**
 * The longest piece of an id that every format writes as it stands: letters, digits and four signs of ASCII. Of a
 * distinguished name only the first part, since the others are in everybody's.
 */
function pieceOf(id: string): string {
  const [beginning = ''] = id.normalize('NFC').split(',', 1);
  const pieces = beginning.match(/[A-Za-z0-9@._-]+/gu) ?? [];
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
}

/** Undefined when everything has to be parsed: too many ids, or one without such a piece. */
export function needleFor(ids: readonly string[], escapes: string | undefined): Needle | undefined {
  const pieces = ids.map(pieceOf);
  if (ids.length > MOST || pieces.some((piece) => piece.length < SHORTEST)) return undefined;
  const literal = pieces.map((piece) => piece.replaceAll('.', String.raw`\.`));
  const pattern = new RegExp([...literal, ...(escapes === undefined ? [] : [escapes])].join('|'), 'gi');
  return {
    // Latin 1 makes one letter of each byte, so the index of a match is the place of the byte.
    positions: (bytes) => Array.from(bytes.toString('latin1').matchAll(pattern), ({ index }) => index),
  };
}
