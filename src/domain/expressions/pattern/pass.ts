import type { Bracket, Brackets, CaptureGroup } from './groups.ts';
import type { PatternReader } from './reader.ts';

/** The inline options of .NET: i, m, s, n and x. */
export type Options = {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly singleLine: boolean;
  readonly explicitCapture: boolean;
  readonly ignoreBlanks: boolean;
};

export const noOptions: Options = {
  ignoreCase: false,
  multiline: false,
  singleLine: false,
  explicitCapture: false,
  ignoreBlanks: false,
};

export function switchOptions(options: Options, on: string, off: string): Options {
  const is = (letter: string, before: boolean) => !off.includes(letter) && (before || on.includes(letter));
  return {
    ignoreCase: is('i', options.ignoreCase),
    multiline: is('m', options.multiline),
    singleLine: is('s', options.singleLine),
    explicitCapture: is('n', options.explicitCapture),
    ignoreBlanks: is('x', options.ignoreBlanks),
  };
}

export type TranslatedPattern = {
  readonly written: string;
  readonly groups: readonly CaptureGroup[];
  readonly brackets: Brackets;
};

/** One reading of a pattern: the place in it, and what was learned so far. Only `translate.ts` writes to it. */
export type Pass = {
  readonly reader: PatternReader;
  readonly groups: CaptureGroup[];
  readonly brackets: Map<number, Bracket>;
  /** What the first reading learned; undefined while it runs. */
  readonly known: TranslatedPattern | undefined;
};

/** A piece of JavaScript pattern. What is zero characters wide needs brackets before it can be repeated. */
export type Atom = { readonly source: string; readonly zeroWidth: boolean };
