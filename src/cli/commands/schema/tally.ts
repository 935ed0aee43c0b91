import type { PersonDifference } from '../../../domain/schema/diff/compare-people.ts';

/** How many people were compared, and what would become of them. */
export type PeopleTally = {
  readonly compared: number;
  readonly enter: number;
  readonly leave: number;
  readonly otherValues: number;
  readonly otherMatch: number;
  readonly unknown: number;
  readonly asBefore: number;
};

export const emptyPeopleTally: PeopleTally = {
  compared: 0,
  enter: 0,
  leave: 0,
  otherValues: 0,
  otherMatch: 0,
  unknown: 0,
  asBefore: 0,
};

/** One person more; without a difference everything stays as it was. */
export function addPerson(tally: PeopleTally, difference: PersonDifference | undefined): PeopleTally {
  const one = (holds: boolean): number => (holds ? 1 : 0);
  const standing = difference?.standing;
  return {
    compared: tally.compared + 1,
    enter: tally.enter + one(standing === 'enters'),
    leave: tally.leave + one(standing === 'leaves'),
    otherValues: tally.otherValues + one((difference?.attributes.length ?? 0) > 0),
    otherMatch: tally.otherMatch + one(difference?.matching !== undefined),
    unknown: tally.unknown + one(standing === 'unknown'),
    asBefore: tally.asBefore + one(difference === undefined),
  };
}

const digits = new Intl.NumberFormat('en-US');

export const peopleCount = (count: number): string => digits.format(count);

/** One sentence without its full stop: `1,000 people compared: 3 enter the scope, 997 as before`. */
export function peopleTallyText(tally: PeopleTally): string {
  const parts: readonly (readonly [number, string])[] = [
    [tally.enter, 'enter the scope'],
    [tally.leave, 'leave the scope'],
    [tally.otherValues, 'get other values'],
    [tally.otherMatch, 'are matched by other values'],
    [tally.unknown, 'could not be compared'],
    [tally.asBefore, 'as before'],
  ];
  const counts = parts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${peopleCount(count)} ${words}`);
  const people = tally.compared === 1 ? '1 person' : `${peopleCount(tally.compared)} people`;
  return `${people} compared${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
}
