import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Op } from '../../../engine/port.ts';
import { faultFailure } from '../failures.ts';
import { drain } from '../formats/drain.ts';
import { readRecords } from '../formats/read-records.ts';
import type { FileRecord } from '../formats/record.ts';
import { recordExchange } from '../record-exchange.ts';
import type { FileListing } from '../settings.ts';
import { idsOf, listingFactsOf, listingText } from './app-kinds.ts';
import { anchorOf, idKey } from './identify.ts';

/** An object of the file that has a wanted id. */
export type LookUpResult = {
  readonly record: FileRecord;
  readonly anchor: string;
  /** The wanted id is its immutable one, and no name that could be somebody else's. */
  readonly byAnchor: boolean;
};

/** The objects that have each of these ids, by `idKey`. Reads the whole file, since an id can be there twice. */
export async function lookUp(
  file: FileListing,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, readonly LookUpResult[]>, Failure>> {
  const wanted = new Set(ids.map(idKey));
  const names = [...new Set([...file.anchors, ...idsOf(file.app, file.kind)])];
  const found = new Map<string, LookUpResult[]>();
  const keep = (record: FileRecord): Failure | undefined => {
    const keys = keysOf(record, names).filter((key) => wanted.has(key));
    if (keys.length === 0) return undefined;
    const anchor = anchorOf(record, file);
    if (!anchor.ok) return faultFailure(file.path, anchor.error);
    for (const key of keys) {
      const one = { record, anchor: anchor.value, byAnchor: idKey(anchor.value) === key };
      const all = found.get(key);
      if (all === undefined) found.set(key, [one]);
      else all.push(one);
    }
    return undefined;
  };
  const read = await drain(readRecords(file, { signal, ids }), ({ records }) => {
    for (const record of records) {
      const failure = keep(record);
      if (failure !== undefined) return failure;
    }
    return undefined;
  });
  return read.ok ? ok(found) : read;
}

function keysOf(record: FileRecord, names: readonly string[]): readonly string[] {
  const keys = names.flatMap((name) => {
    const id = listingText(record, name);
    return id === undefined ? [] : [idKey(id)];
  });
  return [...new Set(keys)];
}

type Chosen = { readonly found: LookUpResult; readonly notes: readonly string[] };

/** The one object that an id means. The immutable id comes first; of several employments the active one counts. */
function choose(file: FileListing, id: string, all: readonly LookUpResult[]): Result<Chosen, Failure> {
  const byAnchor = all.filter((one) => one.byAnchor);
  const candidates = byAnchor.length > 0 ? byAnchor : all;
  const [first, ...others] = candidates;
  if (first === undefined) return fail(notFound(file, id));
  if (others.length === 0) return ok({ found: first, notes: [] });
  const { activeCounts, inactive } = listingFactsOf(file.app);
  const active = candidates.filter(({ record }) => inactive(record) === undefined);
  const [only, ...more] = activeCounts ? active : [];
  if (only === undefined || more.length > 0) return fail(ambiguous(file, id, candidates));
  const notes = candidates
    .filter((one) => one !== only)
    .map(({ record, anchor }) => `line ${record.line} holds an inactive one with the same id: ${anchor}`);
  return ok({ found: only, notes });
}

/** One object by any of its ids, told as a request. */
export function find(file: FileListing, id: string, op: Op): Answer<Chosen> {
  return recordExchange(op, `read ${file.path}, ${idNames(file)} = ${id}`, async () => {
    const found = await lookUp(file, [id], op.signal);
    if (!found.ok) return found;
    const chosen = choose(file, id, [...found.value.values()].flat());
    if (!chosen.ok) return chosen;
    return ok({ value: chosen.value, answer: `found on line ${chosen.value.found.record.line}` });
  });
}

/** "objectId or userPrincipalName". */
export const idNames = (file: FileListing): string =>
  [...new Set([...file.anchors, ...idsOf(file.app, file.kind)])].join(' or ');

const notFound = (file: FileListing, id: string): Failure => ({
  code: 'object.notFound',
  message: `${file.path} holds no ${file.kind} whose ${idNames(file)} is ${id}.`,
});

const ambiguous = (file: FileListing, id: string, found: readonly LookUpResult[]): Failure => ({
  code: 'object.ambiguous',
  message: `${file.path} holds ${found.length} ${file.kind}s whose ${idNames(file)} is ${id}: lines ${found
    .map(({ record }) => record.line)
    .join(', ')}.`,
});
