import type { UniqueCandidate } from '../expressions/evaluate.ts';

/** A rule of SelectUniqueValue after the look-up: what it gave, and why it was or was not chosen. */
export type TriedCandidate = {
  readonly rule: string;
  readonly value?: string;
  readonly fate: 'chosen' | 'taken' | 'empty' | 'notTried';
};

/**
 * Tries the candidates in order against the values that are taken, without regard to case. None may be chosen.
 * Source: entra-docs `functions-for-customizing-application-data`, SelectUniqueValue.
 */
export function tryCandidates(
  candidates: readonly UniqueCandidate[],
  taken: readonly string[],
): readonly TriedCandidate[] {
  const used = new Set(taken.map((value) => value.toLowerCase()));
  let chosen = false;
  return candidates.map(({ rule, value }): TriedCandidate => {
    if (value === undefined) return { rule, fate: 'empty' };
    if (chosen) return { rule, value, fate: 'notTried' };
    if (used.has(value.toLowerCase())) return { rule, value, fate: 'taken' };
    chosen = true;
    return { rule, value, fate: 'chosen' };
  });
}
