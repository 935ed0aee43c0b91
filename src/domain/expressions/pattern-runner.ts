import type { Result } from '../result.ts';

/**
 * Runs work that matches a regular expression from configuration with a text, under a limit.
 * Handed into the domain as a function, because limiting needs the host's help (`node:vm`); patterns that cannot take
 * long on this text run directly. `work` is called with the same pattern and must do nothing but match it, or walk over
 * all its matches, with `text`.
 */
export type PatternRunner = <T>(
  pattern: RegExp,
  text: string,
  work: (pattern: RegExp) => T,
) => Result<T, 'too-slow'>;

/** For tests and for patterns that are known to be harmless: no limit at all. */
export const runUnlimited: PatternRunner = (pattern, _text, work) => ({ ok: true, value: work(pattern) });
