import { Buffer } from 'node:buffer';
import type { Listing } from '../../domain/model/subject.ts';
import { fold } from '../text/fold.ts';
import { orderTexts } from './byte-order.ts';
import { displaySpans, isGroup, type PeopleRecords } from './records.ts';

/**
 * The order of lists on the screen: by the folded display name, so that case and accents do not matter, then by id,
 * users before groups.
 */
export function nameKey(folded: string): string {
  if (!uneven.test(folded)) return folded;
  return folded.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
const uneven = /^\s|\s$|\s\s|[^\S ]|\p{Cc}/u;

export type DisplayPlace = { readonly name: Buffer; readonly id: Buffer; readonly isGroup: boolean };

export const displayPlace = ({ displayName, id, kind }: Listing): DisplayPlace => ({
  name: Buffer.from(nameKey(fold(displayName))),
  id: Buffer.from(id),
  isGroup: kind === 'group',
});

export const compareInDisplayOrder = (a: DisplayPlace, b: DisplayPlace): number =>
  Buffer.compare(a.name, b.name) || Buffer.compare(a.id, b.id) || Number(a.isGroup) - Number(b.isGroup);

/** The same order for whole directories: numbers of listings. */
export function* orderByName(records: PeopleRecords): Generator<void, Uint32Array, void> {
  const { bytes } = records;
  const { names, ids } = displaySpans(records);
  return yield* orderTexts({ bytes, ...names }, (a, b) => {
    const [startOfA, startOfB] = [ids.at[a] ?? 0, ids.at[b] ?? 0];
    const [endOfA, endOfB] = [startOfA + (ids.lengths[a] ?? 0), startOfB + (ids.lengths[b] ?? 0)];
    const byId = bytes.compare(bytes, startOfB, endOfB, startOfA, endOfA);
    return byId || Number(isGroup(records, a)) - Number(isGroup(records, b)) || a - b;
  });
}
