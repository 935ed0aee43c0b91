import { withBothCases } from './both-cases.ts';
import { notNewline } from './categories.ts';
import { readClass } from './char-class.ts';
import { type CharSet, classSource, everything, unitSource } from './char-set.ts';
import { END, END_OR_FINAL_LINE_FEED, type GroupReference, readEscape, START } from './escapes.ts';
import { type Enclosure, hasAlwaysCaptured, indexOfGroup } from './groups.ts';
import type { Atom, Options, Pass } from './pass.ts';
import { quantifierAhead } from './quantifiers.ts';

/** Reads anything that is not a group and writes it in JavaScript. */
export function writeAtom(pass: Pass, options: Options, inside: readonly Enclosure[]): Atom {
  const { reader } = pass;
  const next = reader.peek();
  if (quantifierAhead(reader)) reader.refuse('a quantifier follows nothing', undefined, next);
  if (next === '[') return setAtom(readClass(reader, options.ignoreCase));
  if (next === '\\') return writeEscape(pass, options, inside);
  reader.take();
  if (next === '.') return setAtom(options.singleLine ? everything : notNewline);
  if (next === '^') return { source: options.multiline ? '(?<![^\\n])' : START, zeroWidth: true };
  if (next !== '$') return unitAtom(next.charCodeAt(0), options);
  return { source: options.multiline ? '(?![^\\n])' : END_OR_FINAL_LINE_FEED, zeroWidth: true };
}

function writeEscape(pass: Pass, options: Options, inside: readonly Enclosure[]): Atom {
  const escaped = readEscape(pass.reader, 'pattern', options.ignoreCase);
  if (escaped === undefined) return { source: END, zeroWidth: true };
  if (escaped.kind === 'unit') return unitAtom(escaped.unit, options);
  if (escaped.kind === 'set') return setAtom(escaped.set);
  if (escaped.kind === 'anchor') return { source: escaped.source, zeroWidth: true };
  const isGroup = indexOfGroup(pass.known?.groups ?? [], escaped.group) !== undefined;
  if (!isGroup && escaped.octal !== undefined) return unitAtom(escaped.octal, options);
  return { source: writeReference(pass, options, escaped, inside), zeroWidth: false };
}

/** A group can be judged only in the second reading, when the whole pattern is known. */
function writeReference(
  pass: Pass,
  options: Options,
  to: GroupReference,
  inside: readonly Enclosure[],
): string {
  const { known, reader } = pass;
  if (known === undefined) return '';
  const index = indexOfGroup(known.groups, to.group) ?? 0;
  const group = known.groups[index - 1];
  if (group === undefined) {
    reader.refuse(`there is no group ${to.group}`, to.position, `\\${to.group}`);
    return '';
  }
  if (index > pass.groups.length || !hasAlwaysCaptured(group, known.brackets, inside)) {
    const message = `a back-reference to group ${to.group}, which may not have matched before, is not supported`;
    reader.refuse(message, to.position, `\\${to.group}`);
  }
  if (!options.ignoreCase) return `(?:\\${index})`;
  const source = `(?i:\\${index})`;
  if (!compiles(source)) {
    const message = 'a back-reference that ignores case is only supported from Node.js 24 on';
    reader.refuse(message, to.position, `\\${to.group}`);
  }
  return source;
}

/**
 * What a group captured is known only while matching, so both cases of it cannot be written out beforehand: it takes a
 * modifier, which not every supported runtime has.
 */
function compiles(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}

const setAtom = (set: CharSet): Atom => ({ source: classSource(set), zeroWidth: false });

function unitAtom(unit: number, { ignoreCase }: Options): Atom {
  const char = String.fromCharCode(unit);
  const hasCase = ignoreCase && char.toLowerCase() !== char.toUpperCase();
  return hasCase ? setAtom(withBothCases([[unit, unit]])) : { source: unitSource(unit), zeroWidth: false };
}
