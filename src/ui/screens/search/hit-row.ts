import type { Listing, SearchField } from '../../../domain/model/subject.ts';
import type { Hit, TextRange } from '../../../search/answer.ts';
import { cells } from '../../text/cells.ts';
import { fitLine, type Row, rowWidth } from '../../text/lay.ts';
import { line, span, type TextSpan, type TextStyle } from '../../text/line.ts';
import type { Theme } from '../../theme/theme.ts';
import { pointerSpan } from '../choices.ts';

/** How a field is called on the screen. */
export const fieldLabels: Readonly<Record<SearchField, string>> = {
  displayName: 'display name',
  givenName: 'first name',
  surname: 'last name',
  userPrincipalName: 'UPN',
  mail: 'mail',
  employeeId: 'employee id',
  workerId: 'WorkerID',
  wid: 'WID',
  personIdExternal: 'personIdExternal',
  samAccountName: 'sAMAccountName',
  distinguishedName: 'distinguished name',
  objectId: 'object id',
  description: 'description',
};

/** What tells two objects of the same name apart, most telling first. */
const telling: readonly SearchField[] = [
  'userPrincipalName',
  'workerId',
  'personIdExternal',
  'samAccountName',
  'mail',
  'description',
  'objectId',
];

/** The field shown beside the name; undefined when the object has nothing but its id. */
function secondField(listing: Listing): Listing['fields'][number] | undefined {
  for (const field of telling) {
    const known = listing.fields.find((one) => one.field === field && one.value !== '');
    if (known !== undefined) return known;
  }
  return undefined;
}

/** A text with what matched brought out, by the ranges of the search; never by looking for the query again. */
function highlighted(
  value: string,
  ranges: readonly TextRange[],
  style: TextStyle = {},
): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    if (start > at) spans.push(span(value.slice(at, start), style));
    spans.push(span(value.slice(start, end), { tone: 'accent', bold: true }));
    at = end;
  }
  if (at < value.length) spans.push(span(value.slice(at), style));
  return spans;
}

/** One row of exactly `width` cells. */
function padded(spans: readonly TextSpan[], width: number, theme: Theme): Row {
  const row = fitLine({ spans }, width, theme);
  return [...row, span(' '.repeat(Math.max(0, width - rowWidth(row))))];
}

/** Wide enough for most names; the rest of the row says which Ada it is. */
function nameWidth(width: number): number {
  return Math.max(14, Math.min(40, Math.floor(width * 0.42)));
}

type RowOptions = { readonly isCurrent: boolean; readonly width: number; readonly theme: Theme };

/** Marker, name and what is beside it, in one row. */
function personRow(
  parts: {
    readonly before?: TextSpan;
    readonly name: readonly TextSpan[];
    readonly beside: readonly TextSpan[];
  },
  { isCurrent, width, theme }: RowOptions,
): Row {
  const before = [pointerSpan(isCurrent, theme), ...(parts.before === undefined ? [] : [parts.before])];
  const used = before.reduce((sum, { text }) => sum + cells(text), 0);
  const name = padded(parts.name, nameWidth(width), theme);
  const rest = Math.max(0, width - used - nameWidth(width) - 2);
  return [...before, ...name, span('  '), ...fitLine({ spans: parts.beside }, rest, theme)];
}

function noteSpans({ note }: Listing): readonly TextSpan[] {
  return note === undefined ? [] : [span(`  ${note}`, { tone: 'warn' })];
}

function besideHit(hit: Hit): readonly TextSpan[] {
  const second = secondField(hit.listing);
  if (hit.field === 'displayName') {
    return second === undefined
      ? [span(hit.listing.id, { tone: 'muted' })]
      : [span(second.value, { tone: 'muted' })];
  }
  const matched = highlighted(hit.value, hit.ranges, { tone: 'muted' });
  if (second !== undefined && second.field === hit.field) return matched;
  return [span(`${fieldLabels[hit.field]}: `, { tone: 'muted' }), ...matched];
}

/** A found object: what matched is brought out, and the field is named when it is not one of the visible ones. */
export function hitRow(hit: Hit, options: RowOptions): Row {
  const { listing } = hit;
  const shown = listing.displayName === '' ? listing.id : listing.displayName;
  const isName = hit.field === 'displayName' && hit.value === shown;
  const name = isName ? highlighted(shown, hit.ranges) : [span(shown)];
  return personRow({ name, beside: [...besideHit(hit), ...noteSpans(listing)] }, options);
}

/** A member or user in the picker: with what tells it apart. */
export function listingRow(
  listing: Listing,
  parts: { readonly before: TextSpan; readonly remark: readonly TextSpan[] },
  options: RowOptions,
): Row {
  const second = secondField(listing);
  return personRow(
    {
      before: parts.before,
      name: [span(listing.displayName === '' ? listing.id : listing.displayName)],
      beside: [...parts.remark, span(second?.value ?? listing.id, { tone: 'muted' }), ...noteSpans(listing)],
    },
    options,
  );
}

/** The immutable id of the highlighted object, whole. */
export function idLine(listing: Listing) {
  return line(span('id ', { tone: 'muted' }), span(listing.id));
}
