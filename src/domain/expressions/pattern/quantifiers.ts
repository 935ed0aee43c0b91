import type { PatternReader } from './reader.ts';

type Quantifier = { readonly source: string; readonly least: number; readonly most: number };

/** A brace that does not begin `{2}`, `{2,}` or `{2,5}` is a literal. */
export function quantifierAhead(reader: PatternReader): boolean {
  return quantifierPattern().test(reader.rest());
}

const quantifierPattern = () => /^(?:([*+?])|\{([0-9]+)(?:(,)([0-9]*))?\})\??/;

const MOST = 2_147_483_647;

/** Reads `*`, `+`, `?` and braces with their lazy forms; undefined = there is none, or it was refused. */
export function readQuantifier(reader: PatternReader): Quantifier | undefined {
  const position = reader.position();
  const match = quantifierPattern().exec(reader.rest());
  if (match === null) return undefined;
  reader.skip(match[0].length);
  const [source, sign, least, comma, most] = match;
  const bounds = sign === undefined ? braceBounds(least, comma, most) : signBounds(sign);
  if (bounds.least > bounds.most || bounds.least > MOST) {
    return reader.refuse('a quantifier has impossible bounds', position, source);
  }
  if (quantifierAhead(reader)) {
    return reader.refuse('a quantifier follows a quantifier', undefined, reader.peek());
  }
  return { source, ...bounds };
}

type Bounds = { readonly least: number; readonly most: number };

function signBounds(sign: string): Bounds {
  return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY };
}

function braceBounds(least = '0', comma = '', most = ''): Bounds {
  const open = comma === '' ? Number(least) : Number.POSITIVE_INFINITY;
  return { least: Number(least), most: most === '' ? open : Number(most) };
}
