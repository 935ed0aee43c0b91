import type { Listing } from '../domain/model/subject.ts';

/**
 * The order of lists on the screen: by display name as a reader expects it (Unicode Technical Standard 10), then by id.
 * One fixed locale, so that the same directory looks the same on every host.
 */
export function inDisplayOrder(listings: readonly Listing[]): readonly Listing[] {
  const collator = new Intl.Collator('en');
  return listings.toSorted(
    (a, b) =>
      collator.compare(a.displayName, b.displayName) ||
      compareUnits(a.displayName, b.displayName) ||
      compareUnits(a.id, b.id) ||
      compareUnits(a.kind, b.kind),
  );
}

function compareUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
