import type { Bracket } from './groups.ts';
import { type Options, type Pass, switchOptions } from './pass.ts';

/** How a group begins: what to write, which options hold inside, and what it captures. */
type Opening = {
  readonly source: string;
  readonly options: Options;
  readonly captures?: { readonly name?: string };
  readonly zeroWidth: boolean;
  /** A negative look-around keeps nothing that it captured. */
  readonly forgets: boolean;
};

const lookarounds = ['(?=', '(?!', '(?<=', '(?<!'] as const;

const refused: readonly (readonly [start: string, name: string])[] = [
  ['(?>', 'an atomic group'],
  ['(?(', 'a conditional group'],
];

/** Reads the opening of a group; undefined = refused. */
export function readOpening(pass: Pass, options: Options): Opening | undefined {
  const { reader } = pass;
  const rest = reader.rest();
  for (const [start, name] of refused) {
    if (rest.startsWith(start)) return reader.refuse(`${name} is not supported`, undefined, start);
  }
  if (!rest.startsWith('(?')) {
    reader.skip(1);
    const plain = { options, zeroWidth: false, forgets: false };
    return options.explicitCapture ? { ...plain, source: '(?:' } : { ...plain, source: '(', captures: {} };
  }
  const lookaround = lookarounds.find((start) => rest.startsWith(start));
  if (lookaround !== undefined) {
    reader.skip(lookaround.length);
    return { source: lookaround, options, zeroWidth: true, forgets: lookaround.endsWith('!') };
  }
  return readScoped(pass, options) ?? readNamed(pass, options);
}

/** `(?:` and `(?i-m:`. */
function readScoped({ reader }: Pass, options: Options): Opening | undefined {
  const match = /^\(\?([imnsx]*)(?:-([imnsx]*))?:/.exec(reader.rest());
  if (match === null) return undefined;
  reader.skip(match[0].length);
  const switched = switchOptions(options, match[1] ?? '', match[2] ?? '');
  return { source: '(?:', options: switched, zeroWidth: false, forgets: false };
}

/** `(?<name>` and `(?'name'`. */
function readNamed({ reader, groups }: Pass, options: Options): Opening | undefined {
  const match = /^\(\?(?:<([^<>]*)>|'([^']*)')/.exec(reader.rest());
  const name = match?.[1] ?? match?.[2];
  if (match === null || name === undefined) {
    return reader.refuse('this kind of group does not exist', undefined, reader.rest().slice(0, 3));
  }
  const [construct] = match;
  if (name.includes('-')) return reader.refuse('a balancing group is not supported', undefined, construct);
  if (/^[0-9]+$/.test(name))
    return reader.refuse('a group with a number as name is not supported', undefined, construct);
  if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name)) {
    return reader.refuse('this is not a group name', undefined, construct);
  }
  if (groups.some((group) => group.name === name)) {
    return reader.refuse('two groups of one name are not supported', undefined, construct);
  }
  reader.skip(construct.length);
  return { source: `(?<${name}>`, options, captures: { name }, zeroWidth: false, forgets: false };
}

export const bracketOf = (opening: Opening, alternatives: number): Bracket => ({
  optional: opening.forgets,
  repeats: false,
  alternatives,
});
