import type { Check, PartCheck } from '../../../engine/check-up.ts';
import { endingOf } from '../../../engine/run/ending.ts';
import { type ExitCode, exitCodeOf, exitCodes } from '../../exit-codes.ts';

export type CheckVerdict = Check['verdict'];

/** From the best to the worst. A check that was skipped says nothing by itself. */
const order: readonly CheckVerdict[] = ['skipped', 'good', 'warning', 'bad'];

/** The worst of several; good when there is none. */
export function worstOf(verdicts: readonly CheckVerdict[]): Exclude<CheckVerdict, 'skipped'> {
  const worst = order.findLast((verdict) => verdicts.includes(verdict));
  return worst === undefined || worst === 'skipped' ? 'good' : worst;
}

/** How many findings of each verdict there are. */
export function countVerdicts(checks: readonly PartCheck[]): Readonly<Record<CheckVerdict, number>> {
  const count = (wanted: CheckVerdict) => checks.filter(({ check }) => check.verdict === wanted).length;
  return { good: count('good'), warning: count('warning'), bad: count('bad'), skipped: count('skipped') };
}

/**
 * 0 when all is good, 5 when there are warnings only, 1 when something is bad; a code that says more (3 after a write, 4,
 * 69, 75, 78) when that is the only kind of trouble.
 */
export function doctorExitCode(checks: readonly PartCheck[]): ExitCode {
  const bad = checks.flatMap(({ check }) => (check.verdict === 'bad' ? [check] : []));
  const codes = new Set(
    bad.map(({ code }) => (code === undefined ? exitCodes.failed : exitCodeOf(endingOf(code), code))),
  );
  const [only, ...others] = codes;
  if (only !== undefined) return others.length === 0 ? only : exitCodes.failed;
  return worstOf(checks.map(({ check }) => check.verdict)) === 'warning'
    ? exitCodes.warning
    : exitCodes.success;
}
