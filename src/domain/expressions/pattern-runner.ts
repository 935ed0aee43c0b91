import type { Result } from '../result.ts';

/**
 * Runs work that uses a regular expression from configuration under a time limit.
 * Handed into the domain as a function, because limiting needs the host's help (`node:vm`); harmless patterns may run
 * directly. `work` is called with the same pattern and must do nothing but match with it.
 */
export type PatternRunner = <T>(pattern: RegExp, work: (pattern: RegExp) => T) => Result<T, 'too-slow'>;

/** For tests and for patterns that are known to be harmless: no limit at all. */
export const runUnlimited: PatternRunner = (pattern, work) => ({ ok: true, value: work(pattern) });
