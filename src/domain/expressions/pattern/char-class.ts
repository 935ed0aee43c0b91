import { withBothCases } from './both-cases.ts';
import { type CharSet, complement, union, without } from './char-set.ts';
import { readEscape } from './escapes.ts';
import type { PatternReader } from './reader.ts';

/**
 * Reads a class from its opening bracket on: ranges, escapes, negation, and .NET's subtraction `[a-z-[aeiou]]`.
 * With the option i each part holds both cases of its letters, before anything is negated or taken away.
 * Source: .NET documentation, "Character classes in regular expressions".
 */
export function readClass(reader: PatternReader, ignoreCase: boolean, depth = 0): CharSet {
  const position = reader.position();
  reader.take();
  if (depth > MAX_DEPTH) reader.refuse('subtractions are nested too deep', position, '[');
  const negated = reader.takeMatch(/\^/y) !== undefined;
  const members: CharSet[] = [];
  let removed: CharSet = [];
  let first = true;
  while (!reader.atEnd() && (first || reader.peek() !== ']')) {
    first = false;
    if (reader.peek() === '-' && reader.peek(1) === '[') removed = readSubtraction(reader, ignoreCase, depth);
    else members.push(readMember(reader, ignoreCase));
  }
  if (reader.take() !== ']') reader.refuse('a class has no closing bracket', position, '[');
  const listed = union(...members);
  return without(negated ? complement(listed) : listed, removed);
}

const MAX_DEPTH = 20;

function readSubtraction(reader: PatternReader, ignoreCase: boolean, depth: number): CharSet {
  reader.take();
  const position = reader.position();
  const removed = readClass(reader, ignoreCase, depth + 1);
  if (reader.peek() !== ']') reader.refuse('a subtraction must be the last thing in a class', position, '-[');
  return removed;
}

function readMember(reader: PatternReader, ignoreCase: boolean): CharSet {
  const folded = (set: CharSet): CharSet => (ignoreCase ? withBothCases(set) : set);
  const position = reader.position();
  const posix = reader.takeMatch(/\[:[^:\]]*:\]/y);
  if (posix !== undefined) reader.refuse('POSIX classes do not exist in .NET', position, posix[0]);
  const first = readUnit(reader, ignoreCase);
  if (typeof first !== 'number') return first;
  if (reader.peek() !== '-' || reader.peek(1) === ']' || reader.peek(1) === '[')
    return folded([[first, first]]);
  reader.take();
  const last = readUnit(reader, ignoreCase);
  if (typeof last !== 'number') reader.refuse('a range must not end in a class of characters', position);
  else if (last < first) reader.refuse('a range is in reverse order', position);
  else return folded([[first, last]]);
  return [];
}

/** One code unit, or the set that an escape such as `\d` stands for. */
function readUnit(reader: PatternReader, ignoreCase: boolean): number | CharSet {
  if (reader.peek() !== '\\') return reader.take().charCodeAt(0);
  const escaped = readEscape(reader, 'class', ignoreCase);
  if (escaped?.kind === 'unit') return escaped.unit;
  return escaped?.kind === 'set' ? escaped.set : [];
}
