import { Buffer } from 'node:buffer';
import type { Listing } from '../domain/model/subject.ts';
import { fold } from './fold.ts';

/**
 * The order of lists on the screen: by the folded display name, so that case and accents do not matter, then by id,
 * users before groups. `segment-builder.ts` sorts whole directories by the same rule.
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
