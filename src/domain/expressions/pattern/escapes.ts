import { withBothCases } from './both-cases.ts';
import { boundarySet, categorySet, digitSet, spaceSet, wordSet } from './categories.ts';
import { type CharSet, classSource, complement } from './char-set.ts';
import type { PatternReader } from './reader.ts';

/** What an escape means; `unit` is one UTF-16 code unit. */
export type Escape =
  | { readonly kind: 'unit'; readonly unit: number }
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'anchor'; readonly source: string }
  | GroupReference;

/** `octal` is the code unit that the digits mean when there is no such group. */
export type GroupReference = {
  readonly kind: 'reference';
  readonly group: string;
  readonly position: number;
  readonly octal?: number;
};

export const START = '(?<![^])';
export const END = '(?![^])';
/** .NET lets the end of a text stand before one final line feed. */
export const END_OR_FINAL_LINE_FEED = '(?=\\n?(?![^]))';

const controls: ReadonlyMap<string, number> = new Map([
  ['a', 0x07],
  ['e', 0x1b],
  ['f', 0x0c],
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
  ['v', 0x0b],
]);

/**
 * Reads an escape whose backslash is the next character. Undefined = refused. With `ignoreCase` a set holds both cases
 * of its letters; a single unit is folded by who asked, because it may begin a range.
 */
export function readEscape(
  reader: PatternReader,
  place: 'class' | 'pattern',
  ignoreCase: boolean,
): Escape | undefined {
  const position = reader.position();
  reader.take();
  if (reader.atEnd()) return reader.refuse('a pattern must not end in a backslash', position, '\\');
  return (
    readSet(reader, ignoreCase) ?? readNumeric(reader, position, place) ?? readLetter(reader, position, place)
  );
}

function readSet(reader: PatternReader, ignoreCase: boolean): Escape | undefined {
  const letter = reader.peek();
  const kind = letter.toLowerCase();
  if (!'dwsp'.includes(kind)) return undefined;
  const plain = kind === 'p' ? readCategory(reader) : simpleSet(reader.take().toLowerCase());
  const set = plain && ignoreCase ? withBothCases(plain) : plain;
  return set && { kind: 'set', set: letter === kind ? set : complement(set) };
}

function simpleSet(letter: string): CharSet {
  if (letter === 'd') return digitSet();
  return letter === 'w' ? wordSet() : spaceSet;
}

function readCategory(reader: PatternReader): CharSet | undefined {
  const position = reader.position() - 1;
  const match = reader.takeMatch(/[pP]\{([A-Za-z0-9-]+)\}/y);
  if (match === undefined)
    return reader.refuse('after \\p stands a category in braces, \\p{L}', position, '\\p');
  const set = categorySet(match[1] ?? '');
  return set ?? reader.refuse(`\\p{${match[1]}} is not a category or block known here`, position, match[0]);
}

function readNumeric(
  reader: PatternReader,
  position: number,
  place: 'class' | 'pattern',
): Escape | undefined {
  const hex = reader.takeMatch(/x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})/y);
  if (hex !== undefined) return { kind: 'unit', unit: Number.parseInt(hex[1] ?? hex[2] ?? '0', 16) };
  const control = reader.takeMatch(/c([@-_a-z])/y);
  if (control !== undefined) {
    return { kind: 'unit', unit: (control[1] ?? '@').toUpperCase().charCodeAt(0) - 0x40 };
  }
  const octal = reader.takeMatch(place === 'class' ? /[0-7]{1,3}/y : /0[0-7]{0,2}/y);
  if (octal !== undefined) return { kind: 'unit', unit: Number.parseInt(octal[0], 8) & 0xff };
  const named = reader.takeMatch(/k(?:<([^<>]+)>|'([^']+)'|\{([^{}]+)\})/y);
  const group =
    named === undefined ? reader.takeMatch(/[1-9][0-9]*/y)?.[0] : (named[1] ?? named[2] ?? named[3]);
  if (group === undefined) return undefined;
  return place === 'class'
    ? reader.refuse('a class cannot hold a back-reference', position, '\\k')
    : { kind: 'reference', group, position, ...octalOf(group) };
}

const octalOf = (digits: string): { readonly octal?: number } =>
  /^[0-7]{2,3}$/.test(digits) ? { octal: Number.parseInt(digits, 8) & 0xff } : {};

function readLetter(reader: PatternReader, position: number, place: 'class' | 'pattern'): Escape | undefined {
  const letter = reader.take();
  const control = controls.get(letter);
  if (control !== undefined) return { kind: 'unit', unit: control };
  if (letter === 'b' && place === 'class') return { kind: 'unit', unit: 0x08 };
  const anchor = place === 'pattern' ? anchorSource(letter) : undefined;
  if (anchor !== undefined) return { kind: 'anchor', source: anchor };
  if (/[\p{L}\p{N}_]/u.test(letter)) {
    const name = `\\${letter}`;
    return reader.refuse(`the escape ${name} is not supported here`, position, name);
  }
  return { kind: 'unit', unit: letter.charCodeAt(0) };
}

function anchorSource(letter: string): string | undefined {
  if (letter === 'A') return START;
  if (letter === 'z') return END;
  if (letter === 'Z') return END_OR_FINAL_LINE_FEED;
  if (letter !== 'b' && letter !== 'B') return undefined;
  const word = classSource(boundarySet());
  return letter === 'b'
    ? `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`
    : `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
}
