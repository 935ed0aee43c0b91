import { present } from '../../../domain/present.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import type { Op } from '../../../engine/port.ts';
import type { JsonObject } from '../../../protocols/scim/json.ts';
import { listPage, type PlaceInList, type Reading, type ResourceQuery } from '../client.ts';
import { note } from '../connection.ts';
import type { ProfileKeeper } from '../server-profile.ts';
import { idOf } from '../wire.ts';
import type { Page } from './page.ts';

/** A page that came, how many objects on it were new, and where it was asked for. */
type Came = { readonly place: PlaceInList; readonly page: Page; readonly fresh: number };

/** What a page says about how the server pages; notes are for what is peculiar. */
function learnFrom(profile: ProfileKeeper, came: Came, op: Op): void {
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

/** The most that is read to look through everything: more is a matter for a filter, not for patience. */
const defaultBounds = { objects: 100_000, bytes: 200_000_000 };
const defaultPageSize = 100;

type Pages = AsyncGenerator<Result<readonly JsonObject[], Failure>, void, undefined>;

/** How far a list was read. */
type Progress = {
  readonly place: PlaceInList;
  /** How many objects were shown since the beginning of the list, each counted once. */
  readonly shown: number;
  /** How many pages in a row held nothing new. */
  readonly barren: number;
  /** How many the server sent, repetitions included: an index counts those. */
  readonly received: number;
  readonly bytes: number;
  readonly total?: number;
  /** True once `totalResults` was larger than a page: some servers send the size of the page instead. */
  readonly truthfulTotal: boolean;
  readonly restarted: boolean;
};

type Next =
  | { readonly go: 'on'; readonly place: PlaceInList }
  | { readonly go: 'end' }
  | { readonly go: 'fail'; readonly failure: Failure };

const end: Next = { go: 'end' };
const on = (place: PlaceInList): Next => ({ go: 'on', place });

/** Each object once: servers repeat objects on two pages, and some send the same page again and again. */
function unseen(resources: readonly JsonObject[], seen: Set<string>): readonly JsonObject[] {
  return resources.filter((resource) => {
    const key = idOf(resource) ?? JSON.stringify(resource);
    return seen.has(key) ? false : seen.add(key);
  });
}

const countOf = ({ count }: PlaceInList): { readonly count?: number } =>
  count === undefined ? {} : { count };

/** A list that ends before its total was shown may hide the very object that is looked for; a search is only checked. */
function stop(query: ResourceQuery, { total, shown }: Progress): Next {
  if (query.filter !== undefined || total === undefined || shown >= total) return end;
  const message = `The target says that it has ${total} objects, but shows only ${shown} of them, page after page.`;
  return { go: 'fail', failure: { code: 'answer.unreadable', message } };
}

function nextByIndex(query: ResourceQuery, { place, total, shown, received, truthfulTotal }: Progress): Next {
  const further = on({ by: 'index', startIndex: received + 1, ...countOf(place) });
  if (total !== undefined && shown < total) return further;
  const mayEndHere = query.filter !== undefined || (total !== undefined && truthfulTotal);
  return mayEndHere ? end : further;
}

/** Nothing new on a page of objects, or twice nothing at all: asking on would give the same again. */
const isStuck = ({ resources }: Page, { barren }: Progress): boolean =>
  barren > 1 || (barren === 1 && resources.length > 0);

/**
 * Where the next page is. `totalResults` may be missing or the size of the page, so a list without filter ends with
 * an empty page, with a page that repeats, or with a total that proved true.
 */
function nextPlace(reading: Reading, query: ResourceQuery, page: Page, progress: Progress): Next {
  const { place, barren } = progress;
  const { nextCursor } = page;
  // A server that once repeated its first page is still asked for the next one when it says that there is more.
  const pages = reading.profile.known('paging') !== 'none' || (progress.total ?? 0) > progress.shown;
  if (isStuck(page, progress) || !pages) return stop(query, progress);
  if (nextCursor !== undefined) return on({ by: 'cursor', cursor: nextCursor, ...countOf(place) });
  const byCursor = place.by !== 'index' && place.cursor !== undefined;
  return byCursor || barren > 0 ? stop(query, progress) : nextByIndex(query, progress);
}

/** Objects and bytes are counted before the next page is asked for, so that no server can send for ever. */
function afterPage(reading: Reading, query: ResourceQuery, page: Page, progress: Progress): Next {
  const { bounds = defaultBounds } = reading;
  const { shown, bytes } = progress;
  if (shown <= bounds.objects && bytes <= bounds.bytes) return nextPlace(reading, query, page, progress);
  const message = `The target has more than ${shown} objects, which are too many to look through.`;
  return { go: 'fail', failure: { code: 'filter.unsupported', message } };
}

function pageSizeOf({ profile }: Reading): number {
  const known = Number(profile.known('pageSize'));
  return Number.isInteger(known) && known > 0 ? Math.min(known, 1_000) : defaultPageSize;
}

/** A search asks for nothing but its filter; a list says how much it wants at once. */
function firstPlace(reading: Reading, query: ResourceQuery): PlaceInList {
  if (query.filter !== undefined) return { by: 'first' };
  const count = pageSizeOf(reading);
  return reading.profile.known('paging') === 'cursor'
    ? { by: 'first', count, cursor: '' }
    : { by: 'first', count };
}

const isLostCursor = ({ systemCode = '' }: Failure): boolean =>
  /\b(invalid|expired)cursor$/i.test(systemCode);
const isRefusal = ({ systemCode = '' }: Failure): boolean => /^400\b/.test(systemCode);

type Instead = { readonly place: PlaceInList; readonly note: string };

/** What to ask in place of a page that was refused, once: from the beginning, or without a wish for its size. */
function instead({ place, restarted }: Progress, failure: Failure): Instead | undefined {
  if (restarted) return undefined;
  if (place.by === 'cursor' && isLostCursor(failure)) {
    const note = 'The target no longer knows its own cursor, so the list is read from the beginning.';
    return { place: { by: 'first', cursor: '', ...countOf(place) }, note };
  }
  if (place.by !== 'first' || place.count === undefined || !isRefusal(failure)) return undefined;
  return {
    place: { by: 'first' },
    note: 'The target refuses a page size, so the size of pages is left to it.',
  };
}

/** Servers that page by cursor alone may refuse an index; without a total nothing said that there was more. */
const isBehindEnd = ({ place, total }: Progress, failure: Failure): boolean =>
  place.by === 'index' && total === undefined && isRefusal(failure);

const startAt = (place: PlaceInList): Progress => ({
  place,
  shown: 0,
  barren: 0,
  received: 0,
  bytes: 0,
  truthfulTotal: false,
  restarted: false,
});

const counted = (progress: Progress, page: Page, fresh: number): Progress => ({
  ...progress,
  shown: progress.shown + fresh,
  barren: fresh > 0 ? 0 : progress.barren + 1,
  received: progress.received + page.resources.length,
  bytes: progress.bytes + page.bytes,
  ...present({ total: page.total }),
  truthfulTotal: progress.truthfulTotal || (page.total ?? 0) > page.resources.length,
});

/** Asks for the page at a place; answers with where to ask instead, or undefined for the end, when it is refused. */
async function pageAt(reading: Reading, query: ResourceQuery, progress: Progress, op: Op) {
  const page = await listPage(reading.http, { ...query, place: progress.place }, op);
  if (page.ok) return page.value;
  if (isBehindEnd(progress, page.error)) return undefined;
  const other = instead(progress, page.error);
  if (other === undefined) return page;
  note(op, other.note);
  return other;
}

/**
 * All objects of a type, or all that a filter finds, page by page (RFC 7644 section 3.4.2.4; RFC 9865 for cursors),
 * each object once, groups without their members. The last page may be a failure: of a request, answer.unreadable when
 * the server repeats itself before it has shown everything, filter.unsupported when there is more than can be read.
 */
export async function* allResources(reading: Reading, query: ResourceQuery, op: Op): Pages {
  const seenIds = new Set<string>();
  let seen = new Set<string>();
  let progress = startAt(firstPlace(reading, query));
  for (;;) {
    const page = await pageAt(reading, query, progress, op);
    if (page === undefined) return;
    if ('ok' in page) return yield page;
    if ('note' in page) {
      seen = new Set();
      progress = { ...startAt(page.place), bytes: progress.bytes, restarted: true };
      continue;
    }
    const fresh = unseen(page.resources, seen);
    progress = counted(progress, page, fresh.length);
    learnFrom(reading.profile, { place: progress.place, page, fresh: fresh.length }, op);
    yield ok(unseen(fresh, seenIds));
    const next = afterPage(reading, query, page, progress);
    if (next.go === 'fail') yield fail(next.failure);
    if (next.go !== 'on') return;
    progress = { ...progress, place: next.place };
  }
}
