import type { Entry } from '../../domain/model/entry.ts';
import type { ReasonCode } from '../run/record.ts';
import { storedDiffers } from './action-evidence.ts';
import type { PlannedAttribute } from './plan-object.ts';
import { isUntouched } from './settle-write.ts';

/** What reading back shows that was not wanted: a sentence about the attributes, and its reason. */
export type StoredDifference = { readonly sentence: string; readonly reason: ReasonCode };

const namesOf = (attributes: readonly PlannedAttribute[]): string =>
  attributes.map(({ mapped }) => mapped.definition.name).join(', ');

/**
 * Which attributes the target holds another value of than the one it was sent. An object that existed may hold its old
 * value still, which says that the change was ignored; any other value says that the target made one of its own.
 */
export function differenceOf(
  sent: readonly PlannedAttribute[],
  stored: Entry | undefined,
  existed: boolean,
): StoredDifference | undefined {
  const wrong = stored === undefined ? [] : sent.filter((one) => storedDiffers(one, stored));
  if (stored === undefined || wrong.length === 0) return undefined;
  const old = wrong.filter((one) => existed && isUntouched(one, stored));
  const other = wrong.filter((one) => !old.includes(one));
  const told = [
    old.length === 0 ? '' : ` The target kept the old value of ${namesOf(old)}.`,
    other.length === 0 ? '' : ` The target stored a different value for ${namesOf(other)}.`,
  ];
  return {
    sentence: told.join(''),
    reason: other.length === 0 ? 'value.oldKept' : 'value.storedDifferently',
  };
}

/** The one attribute a run is about, when it takes an account out of use or into use again. */
export type StatusChange = { readonly deed: 'disable' | 'restore'; readonly attribute: PlannedAttribute };

/**
 * The failure of a change of the account status that was answered with success and did not happen: the one thing asked
 * for is not so, whatever else was stored. A status that is not shown any more proves nothing and is none.
 */
export function statusKept(
  { deed, attribute }: StatusChange,
  stored: Entry | undefined,
  place: string,
): StoredDifference | undefined {
  if (stored === undefined || !storedDiffers(attribute, stored)) return undefined;
  const { name } = attribute.mapped.definition;
  if (!stored.attributes.has(name) && !isUntouched(attribute, stored)) return undefined;
  const but = 'although it answered with success';
  return deed === 'disable'
    ? {
        sentence: `The account is NOT disabled: it is still active in ${place}, ${but}.`,
        reason: 'account.stillActive',
      }
    : {
        sentence: `The account is NOT restored: it is still disabled in ${place}, ${but}.`,
        reason: 'account.stillDisabled',
      };
}
