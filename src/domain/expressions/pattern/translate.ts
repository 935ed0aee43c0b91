import { fail, ok, type Result } from '../../result.ts';
import { writeAtom } from './atoms.ts';
import { type CaptureGroup, type Enclosure, isCapturedEveryRound, ROOT } from './groups.ts';
import { bracketOf, readOpening } from './openings.ts';
import {
  type Atom,
  noOptions,
  type Options,
  type Pass,
  switchOptions,
  type TranslatedPattern,
} from './pass.ts';
import { readQuantifier } from './quantifiers.ts';
import { type PatternError, type PatternReader, readPattern } from './reader.ts';

/** A pattern that JavaScript can run, with what a .NET replacement text needs to know about its groups. */
export type DotnetPattern = {
  readonly regex: RegExp;
  readonly groups: readonly (CaptureGroup & { readonly everyRound: boolean })[];
};

/** An expression cannot be longer either. */
const MAX_LENGTH = 10_000;
const MAX_DEPTH = 100;

/**
 * Reads a .NET pattern twice: once to learn its groups, because a back-reference can only be judged when the whole
 * pattern is known, and once to write it in JavaScript.
 */
export function translate(source: string): Result<DotnetPattern, PatternError> {
  if (source.length > MAX_LENGTH) {
    return fail({ message: `the pattern is longer than ${MAX_LENGTH} characters`, position: MAX_LENGTH });
  }
  const first = write(source, undefined);
  const second = first.ok ? write(source, first.value) : first;
  return second.ok ? compile(second.value) : second;
}

function compile({ written, groups, brackets }: TranslatedPattern): Result<DotnetPattern, PatternError> {
  const described = groups.map((group) => ({ ...group, everyRound: isCapturedEveryRound(group, brackets) }));
  try {
    return ok({ regex: new RegExp(written), groups: described });
  } catch (error) {
    // The engine has the last word on what it can run: a pattern may be too large for it.
    return fail({ message: error instanceof Error ? error.message : String(error), position: 0 });
  }
}

function write(
  source: string,
  known: TranslatedPattern | undefined,
): Result<TranslatedPattern, PatternError> {
  const pass: Pass = { reader: readPattern(source), groups: [], brackets: new Map(), known };
  const written = writeAlternatives(pass, noOptions, [], ROOT);
  if (!pass.reader.atEnd()) pass.reader.refuse('a closing bracket has no opening one', undefined, ')');
  const error = pass.reader.error();
  if (error !== undefined) return fail(error);
  return ok({ written: written.source, groups: pass.groups, brackets: pass.brackets });
}

type Alternatives = { readonly source: string; readonly alternatives: number };

/** Everything up to the closing bracket of the group, or to the end. */
function writeAlternatives(
  pass: Pass,
  start: Options,
  outer: readonly Enclosure[],
  bracket: number,
): Alternatives {
  const { reader } = pass;
  let options = start;
  let source = '';
  let alternative = 0;
  while (!reader.atEnd() && reader.peek() !== ')') {
    if (skipComment(reader, options)) continue;
    const switched = readOptions(reader, options);
    options = switched ?? options;
    if (switched !== undefined) continue;
    if (reader.takeMatch(/\|/y) === undefined) {
      source += writeQuantified(pass, options, [...outer, { bracket, alternative }]);
    } else {
      alternative += 1;
      source += '|';
    }
  }
  return { source, alternatives: alternative + 1 };
}

/** `(?#comment)`, and with the option x also white space and `# to the end of the line`. */
function skipComment(reader: PatternReader, options: Options): boolean {
  const position = reader.position();
  if (reader.takeMatch(/\(\?#/y) !== undefined) {
    if (reader.takeMatch(/[^)]*\)/y) === undefined) reader.refuse('a comment has no end', position, '(?#');
    return true;
  }
  return options.ignoreBlanks && reader.takeMatch(/[\t-\r ]+|#[^\n]*/y) !== undefined;
}

/** `(?i)`, `(?im-x)`: options for the rest of the group. */
function readOptions(reader: PatternReader, options: Options): Options | undefined {
  const match = reader.takeMatch(/\(\?([imnsx]*)(?:-([imnsx]*))?\)/y);
  return match && switchOptions(options, match[1] ?? '', match[2] ?? '');
}

function writeQuantified(pass: Pass, options: Options, inside: readonly Enclosure[]): string {
  const { reader, brackets } = pass;
  const bracket = brackets.size;
  const isGroup = reader.peek() === '(';
  const atom = isGroup ? writeGroup(pass, options, inside) : writeAtom(pass, options, inside);
  while (skipComment(reader, options)) {
    // Comments and ignored blanks may stand between an atom and its quantifier.
  }
  const quantifier = readQuantifier(reader);
  if (quantifier === undefined) return atom.source;
  const facts = brackets.get(bracket);
  if (isGroup && facts !== undefined) {
    const optional = facts.optional || quantifier.least === 0;
    brackets.set(bracket, { ...facts, optional, repeats: quantifier.most > 1 });
  }
  return (atom.zeroWidth ? `(?:${atom.source})` : atom.source) + quantifier.source;
}

function writeGroup(pass: Pass, options: Options, inside: readonly Enclosure[]): Atom {
  const { reader, brackets, groups } = pass;
  const position = reader.position();
  const bracket = brackets.size;
  if (inside.length > MAX_DEPTH) reader.refuse('groups are nested too deep', position, '(');
  const opening = readOpening(pass, options);
  if (opening === undefined) return { source: '', zeroWidth: false };
  brackets.set(bracket, bracketOf(opening, 1));
  if (opening.captures !== undefined) groups.push({ ...opening.captures, bracket, inside });
  const content = writeAlternatives(pass, opening.options, inside, bracket);
  if (reader.take() !== ')') reader.refuse('a group has no closing bracket', position, '(');
  brackets.set(bracket, bracketOf(opening, content.alternatives));
  return { source: `${opening.source}${content.source})`, zeroWidth: opening.zeroWidth };
}
