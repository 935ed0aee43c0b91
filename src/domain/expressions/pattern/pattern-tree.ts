import { type CharSet, complement, everything, union } from './char-set.ts';

/**
 * A JavaScript pattern as far as its running time depends on it. What a class holds is exact or larger; where a group
 * captures does not matter.
 */
export type PatternTree =
  | { readonly kind: 'set'; readonly set: CharSet }
  /** `^`, also in the spelling of a translated pattern. */
  | { readonly kind: 'start' }
  | { readonly kind: 'reference' }
  | { readonly kind: 'look'; readonly direction: 'ahead' | 'behind'; readonly body: PatternTree }
  | { readonly kind: 'sequence'; readonly items: readonly PatternTree[] }
  | { readonly kind: 'choice'; readonly ways: readonly PatternTree[] }
  | { readonly kind: 'repeat'; readonly body: PatternTree; readonly least: number; readonly most: number };

const nothing: PatternTree = { kind: 'sequence', items: [] };
/** What looks at its neighbours and takes nothing: `$`, `\b`. */
const boundary: PatternTree = { kind: 'look', direction: 'ahead', body: nothing };

/** Thrown and caught within this file. */
class UnknownConstruct extends Error {}

type Reading = { readonly source: string; at: number };

/** Reads the source of a pattern without the flags i, m, u and v; undefined for a construct that is not known here. */
export function readPatternTree(source: string): PatternTree | undefined {
  const reading: Reading = { source, at: 0 };
  try {
    const tree = readChoice(reading);
    return reading.at === source.length ? tree : undefined;
  } catch (error) {
    if (error instanceof UnknownConstruct) return undefined;
    throw error;
  }
}

/** Takes what the sticky pattern matches here. */
function take(reading: Reading, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reading.at;
  const match = pattern.exec(reading.source) ?? undefined;
  reading.at += match?.[0].length ?? 0;
  return match;
}

function readChoice(reading: Reading): PatternTree {
  const ways = [readSequence(reading)];
  while (take(reading, /\|/y) !== undefined) ways.push(readSequence(reading));
  const [only, ...more] = ways;
  return only !== undefined && more.length === 0 ? only : { kind: 'choice', ways };
}

function readSequence(reading: Reading): PatternTree {
  const items: PatternTree[] = [];
  while (reading.at < reading.source.length && !'|)'.includes(reading.source.charAt(reading.at))) {
    const item = readRepeated(reading);
    if (item.kind === 'sequence') items.push(...item.items);
    else items.push(item);
  }
  const [only, ...more] = items;
  return only !== undefined && more.length === 0 ? only : { kind: 'sequence', items };
}

function readRepeated(reading: Reading): PatternTree {
  const body = readAtom(reading);
  const quantifier = take(reading, /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y);
  if (quantifier === undefined) return body;
  const [, sign, low = '0', comma, high = ''] = quantifier;
  if (sign !== undefined) {
    return { kind: 'repeat', body, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
  }
  const open = comma === undefined ? Number(low) : Infinity;
  return { kind: 'repeat', body, least: Number(low), most: high === '' ? open : Number(high) };
}

function readAtom(reading: Reading): PatternTree {
  const next = reading.source.charAt(reading.at);
  if (next === '(') return readGroup(reading);
  reading.at += 1;
  if (next === '[') return { kind: 'set', set: readClass(reading) };
  if (next === '.') return { kind: 'set', set: everything };
  if (next === '^') return { kind: 'start' };
  if (next === '$') return boundary;
  if (next === '\\') return readEscape(reading);
  if ('*+?'.includes(next)) throw new UnknownConstruct(next);
  return single(next.charCodeAt(0));
}

const single = (unit: number): PatternTree => ({ kind: 'set', set: [[unit, unit]] });

function readEscape(reading: Reading): PatternTree {
  if (take(reading, /[1-9]\d*/y) !== undefined) return { kind: 'reference' };
  if (take(reading, /[bB]/y) !== undefined) return boundary;
  if (take(reading, /[sSwWdD]/y) !== undefined) return { kind: 'set', set: everything };
  return single(readUnit(reading));
}

/** The code unit that an escape means; the backslash has been read. */
function readUnit(reading: Reading): number {
  const hex = take(reading, /u([0-9a-f]{4})/iy)?.[1];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  const char = reading.source.charAt(reading.at);
  reading.at += 1;
  if (char === 'n') return 0x0a;
  if (char === '' || /[A-Za-z0-9]/.test(char)) throw new UnknownConstruct(char);
  return char.charCodeAt(0);
}

/** A class from behind its opening bracket on. */
function readClass(reading: Reading): CharSet {
  const isNegated = take(reading, /\^/y) !== undefined;
  const ranges: (readonly [number, number])[] = [];
  while (take(reading, /\]/y) === undefined) {
    if (reading.at >= reading.source.length) throw new UnknownConstruct('[');
    if (take(reading, /\\[sSwWdD]/y) !== undefined) {
      // Not looked up: everything is more than it. Negated, it would be less, so nothing is known then.
      if (isNegated && !isEverything(reading)) throw new UnknownConstruct('[^\\s');
      ranges.push([0, 0xffff]);
      continue;
    }
    const first = readMember(reading);
    const last = take(reading, /-(?!\])/y) === undefined ? first : readMember(reading);
    ranges.push([first, last]);
  }
  const set = union(ranges);
  return isNegated ? complement(set) : set;
}

/** `\s\S` and the like: the escape that was just read is followed by its opposite. */
const isEverything = ({ source, at }: Reading): boolean =>
  /\\(?:s\\S|S\\s|w\\W|W\\w|d\\D|D\\d)/.test(source.slice(at - 2, at + 2));

function readMember(reading: Reading): number {
  if (take(reading, /\\/y) !== undefined) return readUnit(reading);
  const unit = reading.source.charCodeAt(reading.at);
  reading.at += 1;
  return unit;
}

function readGroup(reading: Reading): PatternTree {
  const opening = take(reading, /\((?:\?(?::|<?[=!]|<[^>]+>|[is]*(?:-[is]+)?:))?/y)?.[0] ?? '(';
  // `(?` with anything else behind it.
  if (opening === '(' && reading.source.charAt(reading.at) === '?') throw new UnknownConstruct('(?');
  const body = readChoice(reading);
  if (take(reading, /\)/y) === undefined) throw new UnknownConstruct('(');
  if (opening === '(?=' || opening === '(?!') return { kind: 'look', direction: 'ahead', body };
  if (opening !== '(?<=' && opening !== '(?<!') return body;
  const isStart = opening === '(?<!' && body.kind === 'set' && holdsEverything(body.set);
  return isStart ? { kind: 'start' } : { kind: 'look', direction: 'behind', body };
}

const holdsEverything = (set: CharSet): boolean =>
  set.length === 1 && set[0]?.[0] === 0 && set[0][1] === 0xffff;
