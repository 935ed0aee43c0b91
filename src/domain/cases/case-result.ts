import type { CaseDifference } from './differences.ts';

/**
 * How much a case counts. `derived`: its result follows from the documentation without being printed there; it counts
 * like a firm one. `ambiguous`: the documentation leaves it open; it is told apart and never fails a run.
 */
type Standing = 'firm' | 'derived' | 'ambiguous';

type Marks = { readonly derived?: boolean | undefined; readonly ambiguous?: boolean | undefined };

export function caseStanding({ derived, ambiguous }: Marks): Standing {
  if (ambiguous === true) return 'ambiguous';
  return derived === true ? 'derived' : 'firm';
}

/** A case that was run. It holds when nothing differs. */
export type CaseResult = {
  readonly id: string;
  readonly standing: Standing;
  readonly note?: string;
  readonly differences: readonly CaseDifference[];
};

export const holds = ({ differences }: CaseResult): boolean => differences.length === 0;

/** `failed` counts firm and derived cases; `ambiguousDiffering` is how many of the ambiguous ones do not hold. */
export type CaseTally = {
  readonly passed: number;
  readonly failed: number;
  readonly ambiguous: number;
  readonly ambiguousDiffering: number;
};

export const emptyCaseTally: CaseTally = { passed: 0, failed: 0, ambiguous: 0, ambiguousDiffering: 0 };

export function addResult(tally: CaseTally, result: CaseResult): CaseTally {
  const differs = !holds(result);
  if (result.standing === 'ambiguous') {
    const ambiguousDiffering = tally.ambiguousDiffering + (differs ? 1 : 0);
    return { ...tally, ambiguous: tally.ambiguous + 1, ambiguousDiffering };
  }
  return differs ? { ...tally, failed: tally.failed + 1 } : { ...tally, passed: tally.passed + 1 };
}

/** `5 passed, 1 failed`, and what became of ambiguous cases when there are any. */
export function caseTallyText({ passed, failed, ambiguous, ambiguousDiffering }: CaseTally): string {
  const counts = `${passed} passed, ${failed} failed`;
  if (ambiguous === 0) return counts;
  return `${counts}, ${ambiguous} ambiguous (${ambiguousDiffering} differ, not counted)`;
}
