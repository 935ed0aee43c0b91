import type { Op } from '../../../engine/port.ts';
import type { PlaceInList } from '../client.ts';
import { note } from '../connection.ts';
import type { ProfileKeeper } from '../server-profile.ts';
import type { Page } from './page.ts';

/** A page that came, how many objects on it were new, and where it was asked for. */
type Came = { readonly place: PlaceInList; readonly page: Page; readonly fresh: number };

/** What a page says about how the server pages; notes are for what is peculiar. */
export function learnFrom(profile: ProfileKeeper, came: Came, op: Op): void {
  learnPaging(profile, came, op);
  learnPageSize(profile, came, op);
}

/** What a page that is not the first says about how the server pages. An empty page behind the end says nothing. */
function learnPaging(profile: ProfileKeeper, { place, page, fresh }: Came, op: Op): void {
  if (place.by === 'first' || page.resources.length === 0) return;
  const value = fresh > 0 ? place.by : 'none';
  const known = profile.known('paging');
  if (known === value || (value === 'none' && place.by === 'cursor')) return;
  if (value === 'none') {
    const text =
      'The target answers with the same objects to every page, so it is not asked for further pages.';
    note(op, text);
  }
  const because = value === 'none' ? 'a second page repeated the first' : `a second page came by ${value}`;
  profile.learn({ fact: 'paging', value, because });
}

/** A page that is smaller than asked for, of a list that is longer, shows how many objects a page holds at most. */
function learnPageSize(profile: ProfileKeeper, { place, page }: Came, op: Op): void {
  const { length } = page.resources;
  const { count } = place;
  if (place.by !== 'first' || count === undefined || page.total === undefined || length === 0) return;
  if (length >= count || length >= page.total || profile.known('pageSize') === String(length)) return;
  const because = `${count} objects were asked for, and ${length} of ${page.total} came`;
  profile.learn({ fact: 'pageSize', value: String(length), because });
  note(op, `The target shows ${length} objects a page, where ${count} were asked for.`);
}
