import { present } from '../../present.ts';
/** `position` counts UTF-16 code units from 0 in the pattern; `construct` is the refused text where it is short. */
export type PatternError = {
  readonly message: string;
  readonly position: number;
  readonly construct?: string;
};

/**
 * A place in a pattern. The first refusal is kept and moves the place to the end, so every loop stops there.
 */
export type PatternReader = {
  readonly position: () => number;
  readonly atEnd: () => boolean;
  readonly peek: (ahead?: number) => string;
  /** What is still to be read. */
  readonly rest: () => string;
  readonly take: () => string;
  readonly skip: (length: number) => void;
  /** Takes what `pattern`, which is sticky, matches here. */
  readonly takeMatch: (pattern: RegExp) => RegExpExecArray | undefined;
  readonly refuse: (message: string, position?: number, construct?: string) => undefined;
  readonly error: () => PatternError | undefined;
};

export function readPattern(source: string): PatternReader {
  let place = 0;
  let first: PatternError | undefined;
  const takeMatch = (pattern: RegExp) => {
    pattern.lastIndex = place;
    const match = pattern.exec(source) ?? undefined;
    place += match?.[0].length ?? 0;
    return match;
  };
  const refuse = (message: string, position = place, construct?: string): undefined => {
    first ??= { message, position, ...present({ construct }) };
    place = source.length;
  };
  const skip = (length: number) => {
    place += length;
  };
  return {
    position: () => place,
    atEnd: () => place >= source.length,
    peek: (ahead = 0) => source.charAt(place + ahead),
    rest: () => source.slice(place),
    take: () => source.charAt(place++),
    skip,
    takeMatch,
    refuse,
    error: () => first,
  };
}
