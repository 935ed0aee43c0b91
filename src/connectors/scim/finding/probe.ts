import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Op, TargetQuery } from '../../../engine/port.ts';
import { type ScimAttribute, scimAttribute } from '../attributes.ts';
import { listPage, type Reading } from '../client.ts';
import { note } from '../connection.ts';
import { refused, settled, tryForms } from '../forms/try-forms.ts';
import { isPinned } from '../server-profile.ts';
import { ignoredFilter } from './checked-hits.ts';
import { climbOf, type MatchForm } from './filter-forms.ts';
import { mayReadAll, provenForm } from './matching.ts';

/** What a server does with a filter that nobody can meet. */
export type Probed =
  | { readonly kind: 'empty'; readonly rung: MatchForm }
  | { readonly kind: 'ignored'; readonly rung: MatchForm; readonly objects: number }
  | { readonly kind: 'refused'; readonly rung: MatchForm; readonly failure: Failure };

/** Asks one filter for a value that nobody can have. Failures are those that have nothing to do with the filter. */
export async function probeRung(
  reading: Reading,
  objectType: string,
  rung: MatchForm,
  op: Op,
): Answer<Probed> {
  const page = await listPage(reading.http, { objectType, filter: rung.filter, place: { by: 'first' } }, op);
  if (!page.ok) {
    return page.error.code === 'filter.unsupported'
      ? ok({ kind: 'refused', rung, failure: page.error })
      : page;
  }
  const { length } = page.value.resources;
  return ok(length === 0 ? { kind: 'empty', rung } : { kind: 'ignored', rung, objects: length });
}

/** Only an answer to a value that nobody has shows that filters are ignored; one that is empty takes it back. */
export function learnFilters({ profile }: Reading, probed: Probed, op: Op): void {
  if (probed.kind === 'refused' || isPinned(profile, 'filters')) return;
  const value = probed.kind === 'ignored' ? 'ignored' : 'honoured';
  const known = profile.known('filters');
  if (known === value || (known === undefined && value === 'honoured')) return;
  const text =
    value === 'ignored'
      ? `The target answers with objects to ${probed.rung.shown} for a value that nobody has: it ignores filters.`
      : 'The target honours filters again.';
  profile.learn({ fact: 'filters', value, because: `${probed.rung.shown} for a value that nobody has` });
  note(op, text);
}

/** Reads one object of all, where filters are of no use and reading everything is allowed. */
async function probeList({ http }: Reading, objectType: string, op: Op): Answer<void> {
  const page = await listPage(http, { objectType, place: { by: 'first', count: 1 } }, op);
  return page.ok ? ok(undefined) : page;
}

async function probeFilters(
  reading: Reading,
  { query, attribute }: { readonly query: TargetQuery; readonly attribute: ScimAttribute },
  op: Op,
): Answer<void> {
  const { objectType } = query.selection;
  const { rungs, otherwise } = climbOf(attribute, query.value, provenForm(reading, attribute));
  const { tried, settled: end } = await tryForms<MatchForm, Result<void, Failure>, Result<never, Failure>>({
    forms: [...rungs, ...otherwise],
    note: () => undefined,
    send: async (rung) => {
      const probed = await probeRung(reading, objectType, rung, op);
      if (!probed.ok) return settled(probed);
      learnFilters(reading, probed.value, op);
      if (probed.value.kind === 'empty') return settled(ok(undefined));
      return refused(probed.value.kind === 'ignored' ? ignoredFilter(attribute) : fail(probed.value.failure));
    },
  });
  if (end !== undefined) return end.done;
  return mayReadAll(reading, attribute)
    ? probeList(reading, objectType, op)
    : (tried[0]?.refusal ?? ok(undefined));
}

/**
 * Asks for a value that nobody can have. An empty list proves base URL, credentials and filter at once; anything else
 * shows a server that ignores filters, where every match would be a guess unless everything may be read.
 */
export async function probe(reading: Reading, query: TargetQuery, op: Op): Answer<void> {
  const attribute = scimAttribute(query.attribute);
  if (!attribute.ok) return attribute;
  const { objectType } = query.selection;
  const isAll = provenForm(reading, attribute.value) === 'all' && mayReadAll(reading, attribute.value);
  return isAll
    ? probeList(reading, objectType, op)
    : probeFilters(reading, { query, attribute: attribute.value }, op);
}
