import { type CharSet, complement, union, without } from './char-set.ts';
import { readEscape } from './escapes.ts';
import type { PatternReader } from './reader.ts';

/**
 * Reads a class from its opening bracket on: ranges, escapes, negation, and .NET's subtraction `[a-z-[aeiou]]`.
 * Source: .NET documentation, "Character classes in regular expressions".
 */
export function readClass(reader: PatternReader, depth = 0): CharSet {
  const position = reader.position();
  reader.take();
  if (depth > MAX_DEPTH) reader.refuse('subtractions are nested too deep', position, '[');
  const negated = reader.takeMatch(/\^/y) !== undefined;
  const members: CharSet[] = [];
  let removed: CharSet = [];
  let first = true;
  while (!reader.atEnd() && (first || reader.peek() !== ']')) {
    first = false;
    if (reader.peek() === '-' && reader.peek(1) === '[') removed = readSubtraction(reader, depth);
    else members.push(readMember(reader));
  }
  if (reader.take() !== ']') reader.refuse('a class has no closing bracket', position, '[');
  const listed = union(...members);
  return without(negated ? complement(listed) : listed, removed);
}

const MAX_DEPTH = 20;

function readSubtraction(reader: PatternReader, depth: number): CharSet {
  reader.take();
  const position = reader.position();
  const removed = readClass(reader, depth + 1);
  if (reader.peek() !== ']') reader.refuse('a subtraction must be the last thing in a class', position, '-[');
  return removed;
}

function readMember(reader: PatternReader): CharSet {
  const position = reader.position();
  const posix = reader.takeMatch(/\[:[^:\]]*:\]/y);
  if (posix !== undefined) reader.refuse('POSIX classes do not exist in .NET', position, posix[0]);
  const first = readUnit(reader);
  if (typeof first !== 'number') return first;
  if (reader.peek() !== '-' || reader.peek(1) === ']' || reader.peek(1) === '[') return [[first, first]];
  reader.take();
  const last = readUnit(reader);
  if (typeof last !== 'number') reader.refuse('a range must not end in a class of characters', position);
  else if (last < first) reader.refuse('a range is in reverse order', position);
  else return [[first, last]];
  return [];
}

/** One code unit, or the set that an escape such as `\d` stands for. */
function readUnit(reader: PatternReader): number | CharSet {
  if (reader.peek() !== '\\') return reader.take().charCodeAt(0);
  const escaped = readEscape(reader, 'class');
  if (escaped?.kind === 'unit') return escaped.unit;
  return escaped?.kind === 'set' ? escaped.set : [];
}
