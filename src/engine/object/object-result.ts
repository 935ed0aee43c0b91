import type { Ref } from '../../domain/model/entry.ts';
import { present } from '../../domain/present.ts';
import type { Failure } from '../failure.ts';
import { endingOf } from '../run/ending.ts';
import type { AttributeEvidence, Deed } from '../run/evidence.ts';
import type { ModifiedProperty, ReasonCode, RunAction, RunEnding } from '../run/record.ts';

/** How far the object itself came; for a group its members follow only after `settled`. */
export type ObjectResult = {
  readonly ending: RunEnding;
  readonly action: RunAction;
  readonly sentence: string;
  readonly reason?: ReasonCode;
  readonly details?: string;
  readonly target?: Ref;
  readonly attributes: readonly AttributeEvidence[];
  readonly notes: readonly string[];
  readonly modified: readonly ModifiedProperty[];
  readonly deed?: Deed;
};

/** The object is in the target as wanted, so members may follow. */
export const isSettled = ({ ending }: ObjectResult): boolean =>
  ending === 'succeeded' || ending === 'redundant' || ending === 'warned';

/** A result in which nothing was written. */
export function untouched(
  ending: RunEnding,
  reason: ReasonCode,
  sentence: string,
  rest: Partial<ObjectResult> = {},
): ObjectResult {
  return { ending, reason, sentence, action: 'Other', attributes: [], notes: [], modified: [], ...rest };
}

/** What a failure says of an object. */
export function failureResult({ code, message, systemCode }: Failure) {
  return { ending: endingOf(code), reason: code, sentence: message, ...present({ details: systemCode }) };
}

/** A connection that could not be stored is a warning of a run that went well, and one more sentence of any other. */
export function withLinkTrouble(result: ObjectResult, trouble: readonly string[]): ObjectResult {
  if (trouble.length === 0) return result;
  const sentence = [result.sentence, ...trouble].join(' ');
  const isWell = result.ending === 'succeeded' || result.ending === 'redundant';
  return isWell
    ? { ...result, sentence, ending: 'warned', reason: 'link.notSaved' }
    : { ...result, sentence };
}
