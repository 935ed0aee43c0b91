import { setTimeout as wait } from 'node:timers/promises';
import type { Listing, SubjectKind } from '../../domain/model/subject.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import type { Op, Source } from '../../engine/port.ts';
import type { Hit } from '../../search/answer.ts';
import type { SearchService, Timed } from './search-service.ts';

export type SourceQuestion = {
  readonly kind: SubjectKind;
  readonly query: string;
  readonly limit: number;
  readonly mayBeSkipped: boolean;
};

/** Somebody who types pauses longer than between two letters before the system is asked. */
const PAUSE_MS = 150;

/**
 * Finds people by the search of their system, for sources that cannot be read as a whole. Whoever the system names is
 * kept in an index of ours, which ranks and highlights, and knows everybody who was named before; whom only the system
 * finds comes after them. Undefined when a newer question has come.
 */
export function searchRemotely(
  source: Source,
  service: SearchService,
  index: string,
): (question: SourceQuestion, op: Op) => Promise<Result<Timed, Failure> | undefined> {
  const known = new Set<string>();
  let latest: AbortController | undefined;

  const keep = async (listings: readonly Listing[]): Promise<void> => {
    const unknown = listings.filter(({ kind, id }) => !known.has(`${kind} ${id}`));
    for (const { kind, id } of unknown) known.add(`${kind} ${id}`);
    if (unknown.length > 0) await service.add(index, unknown, (listing) => listing);
  };

  return async ({ kind, query, limit, mayBeSkipped }, op) => {
    const overtaken = new AbortController();
    if (mayBeSkipped) {
      latest?.abort();
      latest = overtaken;
      if (!(await pause(overtaken.signal))) return undefined;
    }
    const started = performance.now();
    const signal = AbortSignal.any([op.signal, overtaken.signal]);
    const named = await askSource(source, { kind, text: query, limit }, { ...op, signal });
    if (overtaken.signal.aborted) return undefined;
    if (!named.ok) return named;
    await keep(named.value);
    const found = await service.search(index, { query, options: { limit, kind }, mayBeSkipped });
    if (found === undefined) return undefined;
    const ms = performance.now() - started;
    return ok({ answer: merged(found.answer, named.value, limit), ms });
  };
}

const askSource = (source: Source, request: Parameters<NonNullable<Source['search']>>[0], op: Op) =>
  source.search === undefined
    ? Promise.resolve(fail<Failure>({ code: 'configuration.invalid', message: 'This source cannot search.' }))
    : source.search(request, op);

/** False when somebody typed on. */
async function pause(signal: AbortSignal): Promise<boolean> {
  try {
    await wait(PAUSE_MS, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

/** The system may know more about its objects than it shows: those that do not match here are listed last. */
function merged(ours: Timed['answer'], named: readonly Listing[], limit: number): Timed['answer'] {
  const ranked = new Set(ours.hits.map(({ listing }) => `${listing.kind} ${listing.id}`));
  const others = named
    .filter(({ kind, id, hiddenBecause }) => hiddenBecause === undefined && !ranked.has(`${kind} ${id}`))
    .map(
      (listing): Hit => ({
        listing,
        field: 'displayName',
        value: listing.displayName,
        ranges: [],
        kind: 'inside',
        score: 0,
      }),
    );
  const hits = [...ours.hits, ...(ours.total > ours.hits.length ? [] : others)].slice(0, limit);
  return { ...ours, hits, total: Math.max(ours.total, hits.length) };
}
