import type { Entry } from '../../domain/model/entry.ts';
import type { Deed } from '../run/evidence.ts';
import type { ReasonCode, RunEnding } from '../run/record.ts';
import type { PlannedAttribute, WritePlan } from './plan-object.ts';
import { canBeReadBack, isUntouched, storedDiffers } from './read-back.ts';

/** What was written next to what reading back shows; `stored` is undefined when it could not be read. */
export type WriteToJudge = {
  readonly plan: WritePlan;
  readonly sent: readonly PlannedAttribute[];
  readonly stored: Entry | undefined;
};

/** What reading back shows that was not wanted: a sentence about the attributes, and its reason. */
export type StoredDifference = { readonly sentence: string; readonly reason: ReasonCode };

const namesOf = (attributes: readonly PlannedAttribute[]): string =>
  attributes.map(({ mapped }) => mapped.definition.name).join(', ');

/**
 * Which attributes the target holds another value of than the one it was sent. An object that existed may still hold
 * its old value, which says that the change was ignored; any other value says that the target made one of its own.
 */
export function storedDifference({ plan, sent, stored }: WriteToJudge): StoredDifference | undefined {
  const wrong = stored === undefined ? [] : sent.filter((one) => storedDiffers(one, stored));
  if (stored === undefined || wrong.length === 0) return undefined;
  const old = wrong.filter((one) => plan.existing !== undefined && isUntouched(one, stored));
  const other = wrong.filter((one) => !old.includes(one));
  const sentences = [
    old.length === 0 ? '' : ` The target kept the old value of ${namesOf(old)}.`,
    other.length === 0 ? '' : ` The target stored a different value for ${namesOf(other)}.`,
  ];
  return {
    sentence: sentences.join(''),
    reason: other.length === 0 ? 'value.oldKept' : 'value.storedDifferently',
  };
}

const restoredStatus = ({ plan, sent }: WriteToJudge): PlannedAttribute | undefined =>
  sent.find(({ mapped }) => mapped.definition.name === plan.restores);

/**
 * The failure of a change of the account status that was answered with success and did not happen: the one thing asked
 * for is not so, whatever else was stored. A status that is not shown any more proves nothing and is none.
 */
function statusKept(write: WriteToJudge, place: string): StoredDifference | undefined {
  const { plan, sent, stored } = write;
  const isDisabling = plan.action === 'Disable' && sent.length > 0;
  const status = isDisabling ? sent[0] : restoredStatus(write);
  if (status === undefined || stored === undefined || !storedDiffers(status, stored)) return undefined;
  if (!stored.attributes.has(status.mapped.definition.name) && !isUntouched(status, stored)) return undefined;
  const but = 'although it answered with success';
  return isDisabling
    ? {
        sentence: `The account is NOT disabled: it is still active in ${place}, ${but}.`,
        reason: 'account.stillActive',
      }
    : {
        sentence: `The account is NOT restored: it is still disabled in ${place}, ${but}.`,
        reason: 'account.stillDisabled',
      };
}

/** A success that was none: the object was there before, and holds what it held. */
function isIgnored({ plan, sent, stored }: WriteToJudge): boolean {
  if (plan.existing === undefined || stored === undefined) return false;
  const readable = sent.filter(canBeReadBack);
  return (
    readable.length > 0 && readable.every((one) => storedDiffers(one, stored) && isUntouched(one, stored))
  );
}

/** Claimed only as far as reading back bears it out. */
export function deedOf(write: WriteToJudge): Deed | undefined {
  if (isIgnored(write)) return 'ignored';
  const status = restoredStatus(write);
  if (status === undefined) return undefined;
  return write.stored === undefined || !storedDiffers(status, write.stored) ? 'restored' : undefined;
}

export type WriteJudgement = {
  readonly ending: RunEnding;
  readonly sentence: string;
  readonly reason?: ReasonCode;
};

/**
 * What a write that was answered with success really was. `what` is the sentence about what was done, `unread` the one
 * that it could not be read back, else empty. An account that stays in use comes first.
 */
export function judgeWrite(
  write: WriteToJudge,
  { place, what, unread }: { readonly place: string; readonly what: string; readonly unread: string },
): WriteJudgement {
  const differs = storedDifference(write);
  const sentence = `${what}${differs?.sentence ?? ''}${unread}`;
  const kept = statusKept(write, place);
  if (kept !== undefined) {
    const isAll = write.plan.action === 'Disable' || isIgnored(write);
    return { ...kept, ending: 'failed', sentence: isAll ? kept.sentence : `${kept.sentence} ${sentence}` };
  }
  if (differs !== undefined) return { ending: 'warned', sentence, reason: differs.reason };
  return unread === ''
    ? { ending: 'succeeded', sentence }
    : { ending: 'warned', sentence, reason: 'value.notReadBack' };
}
