import type { Entry } from '../../domain/model/entry.ts';
import type { Listing, SubjectKind } from '../../domain/model/subject.ts';
import { texts } from '../../domain/model/value.ts';
import { present } from '../../domain/present.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Answer, Failure } from '../../engine/failure.ts';
import type { Entitlement, Op, Selection, Source } from '../../engine/port.ts';
import { faultFailure } from './failures.ts';
import { drain } from './formats/drain.ts';
import { openBytes } from './formats/file-bytes.ts';
import { importedEntry, referencesOf, withReferences } from './people/import-object.ts';
import { find, idNames, type LookUpResult, lookUp } from './people/look-up.ts';
import { membersOf } from './people/members.ts';
import { readListings } from './people/read-listings.ts';
import { fileBoolean } from './people/typed-value.ts';
import { recordExchange } from './record-exchange.ts';
import type { FileListing } from './settings.ts';

export type FileSourceOptions = {
  /** As the schema calls the source directory. */
  readonly name: string;
  readonly users: FileListing;
  readonly groups?: FileListing;
  /** The attribute that says who is assigned; without it everybody in the file is. */
  readonly assigned?: string;
};

/** So many are named in a request; more of them are counted. */
const SHOWN_IDS = 3;

/** References point to people, whatever holds them. */
async function resolved(
  {
    file,
    users,
    selection,
  }: { readonly file: FileListing; readonly users: FileListing; readonly selection: Selection },
  entry: Entry,
  op: Op,
): Answer<Entry> {
  const definitions = referencesOf(selection, file);
  const ids = definitions.flatMap(({ name }) => texts(entry.attributes.get(name)));
  if (ids.length === 0) return ok(entry);
  const asked = ids.length > SHOWN_IDS ? `one of ${ids.length} ids` : ids.join(', ');
  return recordExchange(op, `read ${users.path}, ${idNames(users)} = ${asked}`, async () => {
    const found = await lookUp(users, ids, op.signal);
    if (!found.ok) return found;
    const answer = `found ${found.value.size} of ${new Set(ids).size}`;
    return ok({ value: withReferences(entry, definitions, found.value), answer });
  });
}

function listAll(file: FileListing, op: Op): Answer<readonly Listing[]> {
  return recordExchange(op, `read ${file.path}`, async () => {
    const value: Listing[] = [];
    const read = await drain(readListings(file, { signal: op.signal }), ({ listings }) => {
      for (const listing of listings) value.push(listing);
      return undefined;
    });
    if (!read.ok) return read;
    for (const text of read.value.notes) op.observe({ type: 'note', text });
    return ok({ value, answer: `${value.length} ${file.kind}s` });
  });
}

function canOpen({ path }: FileListing, op: Op): Answer<void> {
  return recordExchange(op, `open ${path}`, async () => {
    const bytes = await openBytes(path);
    if (!bytes.ok) return bytes;
    await bytes.value.close();
    return ok({ value: undefined, answer: `${bytes.value.size} bytes` });
  });
}

function entitlementIn(
  file: FileListing,
  { record }: LookUpResult,
  assigned: string,
): Result<Entitlement, Failure> {
  const held = record.get(assigned);
  const truth = held === undefined || held === null || held === '' ? false : fileBoolean(held);
  if (truth === undefined) {
    const message = `${assigned} says neither true nor false`;
    const fault = { line: record.line, column: 1, message, fix: 'Write true or false.' };
    return fail(faultFailure(file.path, fault));
  }
  return ok({ assigned: truth, through: `by ${assigned} in the file`, hasRequiredRole: truth, roles: [] });
}

const everybody: Entitlement = {
  assigned: true,
  through: 'like everybody in the file',
  hasRequiredRole: true,
  roles: [],
};

/**
 * A file of people, and perhaps one of groups, as a source. Every read reads the file anew: whoever edits it sees the
 * change with the next run. Its place, part of the key of stored links, is the absolute path as it is named,
 * symbolic links and all: the export of today behind the same name is the same source.
 */
export function createFileSource({ name, users, groups, assigned }: FileSourceOptions): Source {
  const fileOf = (kind: SubjectKind): FileListing | undefined => (kind === 'group' ? groups : users);
  /** A run asks for the assignment of what it has just read: both are said of the same state of the file. */
  let lastRead: { readonly file: FileListing; readonly found: LookUpResult } | undefined;

  const entitlement = async (ref: string, kind: SubjectKind, op: Op): Answer<Entitlement> => {
    const file = fileOf(kind);
    if (assigned === undefined || file === undefined) return ok(everybody);
    if (lastRead?.file === file && lastRead.found.anchor === ref) {
      return entitlementIn(file, lastRead.found, assigned);
    }
    const chosen = await find(file, ref, op);
    return chosen.ok ? entitlementIn(file, chosen.value.found, assigned) : chosen;
  };

  return {
    identity: {
      name,
      place: users.path,
      files: { user: users.path, ...present({ group: groups?.path }) },
    },
    finding: 'whole-index',
    test: async (op) => {
      const opened = await canOpen(users, op);
      return opened.ok && groups !== undefined ? canOpen(groups, op) : opened;
    },
    read: async ({ selection, id }, op) => {
      const file = fileOf(/group$/iu.test(selection.objectType) ? 'group' : 'user');
      if (file === undefined) return fail(noGroups(users, id));
      const chosen = await find(file, id.trim(), op);
      if (!chosen.ok) return chosen;
      const { found, notes } = chosen.value;
      lastRead = { file, found };
      const entry = importedEntry(file, found, selection);
      if (!entry.ok) return entry;
      const complete = await resolved({ file, users, selection }, entry.value, op);
      return complete.ok ? ok({ entry: complete.value, notes }) : complete;
    },
    list: async (kind, op) => {
      const file = fileOf(kind);
      return file === undefined ? ok([]) : listAll(file, op);
    },
    ...(groups === undefined
      ? {}
      : { members: (groupId: string, op: Op) => membersOf({ users, groups }, groupId, op) }),
    entitlement,
  };
}

const noGroups = ({ path }: FileListing, id: string): Failure => ({
  code: 'object.notFound',
  message: `The group ${id} is not known: the source ${path} names no file of groups. Add "groups" to it.`,
});
