import type { Entry } from '../../domain/model/entry.ts';
import { texts } from '../../domain/model/value.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Answer, Failure } from '../../engine/failure.ts';
import type { Op, TargetQuery } from '../../engine/port.ts';
import { equalityFilter } from '../../protocols/scim/filter.ts';
import type { JsonObject } from '../../protocols/scim/json.ts';
import { printPath } from '../../protocols/scim/path.ts';
import type { Filter } from '../../protocols/scim/syntax.ts';
import type { Http } from '../transport/message.ts';
import { type ScimAttribute, scimAttribute } from './attributes.ts';
import { search } from './client.ts';
import { encodeValue } from './values.ts';
import { entryOf, valueAt } from './wire.ts';

/** A filter to try, and whether it asks for exactly the value wanted or for more than that. */
type Rung = { readonly filter: string; readonly asks: 'exactly' | 'more' };

function literalOf(value: string, attribute: ScimAttribute): string | number | boolean {
  const encoded = encodeValue(value, {
    ...attribute,
    definition: { ...attribute.definition, multivalued: false },
  });
  return typeof encoded === 'number' || typeof encoded === 'boolean' ? encoded : value;
}

/** `emails[type eq "work"].value` with a literal as `emails[type eq "work" and value eq "…"]`. */
function withTerm(path: ScimAttribute['path'], literal: string | number | boolean): string | undefined {
  const { filter, sub } = path;
  if (filter === undefined || sub === undefined) return undefined;
  const term: Filter = { kind: 'compare', path: { attribute: sub }, operator: 'eq', value: literal };
  return printPath({
    ...(path.urn === undefined ? {} : { urn: path.urn }),
    attribute: path.attribute,
    filter: { kind: 'and', terms: [filter, term] },
  });
}

/**
 * The filters to try, in order. Servers that do not understand `emails[type eq "work"].value eq "v"` may still
 * understand `emails[type eq "work" and value eq "v"]`, and nearly all understand `emails.value eq "v"`.
 * A user name compares without regard to case (RFC 7643 section 4.1.1), which not every server does: the lower-case
 * form is tried as well.
 */
function rungsOf(attribute: ScimAttribute, value: string): readonly Rung[] {
  const { path } = attribute;
  const literal = literalOf(value, attribute);
  const first: Rung = { filter: equalityFilter(path, literal), asks: 'exactly' };
  const bracketed = withTerm(path, literal);
  if (bracketed !== undefined) {
    const { filter: _, ...plain } = path;
    return [
      first,
      { filter: bracketed, asks: 'exactly' },
      { filter: equalityFilter(plain, literal), asks: 'more' },
    ];
  }
  const folded = value.toLowerCase();
  const isUserName = path.urn === undefined && path.attribute === 'userName' && path.sub === undefined;
  if (!isUserName || folded === value) return [first];
  return [first, { filter: equalityFilter(path, folded), asks: 'exactly' }];
}

/** Whether a resource holds the value, by the case rule that the schema gives the attribute. */
function holdsValue(resource: JsonObject, attribute: ScimAttribute, value: string): boolean {
  const { caseExact, type } = attribute.definition;
  const exact = caseExact && type !== 'Boolean';
  const fold = (text: string): string => (exact ? text : text.toLowerCase());
  return texts(valueAt(resource, attribute)).some((text) => fold(text) === fold(value));
}

/** A hit that differs from the value by case alone shows a server that folds case, not one that ignores the filter. */
function ignoresFilter(resources: readonly JsonObject[], attribute: ScimAttribute, value: string): boolean {
  const lenient = { ...attribute, definition: { ...attribute.definition, caseExact: false } };
  return resources.some((resource) => !holdsValue(resource, lenient, value));
}

const ignored = (attribute: ScimAttribute): Result<never, Failure> =>
  fail({
    code: 'filter.unsupported',
    message: `The target ignores the filter: it answers with objects whose ${attribute.definition.name} is not the value asked for.`,
    attributes: [attribute.definition.name],
  });

type Found = Result<readonly JsonObject[], Failure>;

async function askRung(
  http: Http,
  query: TargetQuery,
  attribute: ScimAttribute,
  rung: Rung,
  op: Op,
): Promise<Found> {
  const found = await search(http, { objectType: query.selection.objectType, filter: rung.filter }, op);
  if (!found.ok) return found;
  if (rung.asks === 'exactly' && ignoresFilter(found.value, attribute, query.value))
    return ignored(attribute);
  return ok(found.value.filter((resource) => holdsValue(resource, attribute, query.value)));
}

/**
 * Climbs until a filter finds something. The next one is tried when a filter is refused, or finds nothing where the
 * server may not have understood it. No hit at all is only believed when one of the filters was answered.
 */
async function climb(http: Http, query: TargetQuery, attribute: ScimAttribute, op: Op): Promise<Found> {
  let refused: Found | undefined;
  let answered = false;
  for (const rung of rungsOf(attribute, query.value)) {
    const found = await askRung(http, query, attribute, rung, op);
    if (!found.ok && found.error.code !== 'filter.unsupported') return found;
    if (found.ok && found.value.length > 0) return found;
    answered ||= found.ok;
    refused ??= found.ok ? undefined : found;
  }
  return answered || refused === undefined ? ok([]) : refused;
}

/**
 * Every object that holds the value, inactive ones included; each hit is checked here, because servers that do not
 * know a filter may answer with everybody. filter.unsupported when no form of the filter is understood, or when the
 * server ignores it.
 */
export async function findEntries(http: Http, query: TargetQuery, op: Op): Answer<readonly Entry[]> {
  const attribute = scimAttribute(query.attribute);
  if (!attribute.ok) return attribute;
  const found = await climb(http, query, attribute.value, op);
  if (!found.ok) return found;
  const entries: Entry[] = [];
  for (const resource of found.value) {
    const entry = entryOf(resource, query.selection);
    if (!entry.ok) return entry;
    entries.push(entry.value);
  }
  return ok(entries);
}

/**
 * Asks for a value that nobody can have. An empty list proves base URL, credentials and filter at once; anything else
 * shows a server that ignores filters, where every match would be a guess.
 */
export async function probe(http: Http, query: TargetQuery, op: Op): Answer<void> {
  const attribute = scimAttribute(query.attribute);
  if (!attribute.ok) return attribute;
  let answer: Result<void, Failure> = ok(undefined);
  for (const { filter } of rungsOf(attribute.value, query.value)) {
    const found = await search(http, { objectType: query.selection.objectType, filter }, op);
    if (found.ok) return found.value.length === 0 ? ok(undefined) : ignored(attribute.value);
    if (found.error.code !== 'filter.unsupported') return found;
    if (answer.ok) answer = found;
  }
  return answer;
}
