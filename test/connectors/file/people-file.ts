import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readListings } from '../../../src/connectors/file/people/read-listings.ts';
import type { FileListing } from '../../../src/connectors/file/settings.ts';
import type { Listing } from '../../../src/domain/model/subject.ts';
import type { Result } from '../../../src/domain/result.ts';
import type { AttributeDefinition } from '../../../src/domain/schema/types.ts';
import type { Failure } from '../../../src/engine/failure.ts';
import type { Observation, Op, Selection } from '../../../src/engine/port.ts';

/** A folder of this test alone. */
export async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'provision-file-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const extensions = { 'json-lines': 'jsonl', json: 'json', csv: 'csv', ldif: 'ldif' } as const;

const definition = (name: string, more: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  name,
  type: 'String',
  anchor: false,
  required: false,
  multivalued: false,
  caseExact: false,
  mutability: 'ReadWrite',
  flowNullValues: false,
  referencedObjects: [],
  metadata: new Map(),
  unknown: {},
  ...more,
});

export const definitions: readonly AttributeDefinition[] = [
  definition('objectId', { anchor: true }),
  definition('userPrincipalName'),
  definition('originalUserPrincipalName'),
  definition('displayName'),
  definition('givenName'),
  definition('surname'),
  definition('mail'),
  definition('jobTitle'),
  definition('employeeId'),
  definition('accountEnabled', { type: 'Boolean' }),
  definition('level', { type: 'Integer' }),
  definition('proxyAddresses', { multivalued: true }),
  definition('thumbnail', { type: 'Binary' }),
  definition('manager', { type: 'Reference' }),
];

export const selection: Selection = { objectType: 'User', attributes: definitions };

/** A file with this content, read as an Entra directory. */
export async function peopleFile(
  content: string | Buffer,
  more: Partial<FileListing> & Pick<FileListing, 'format'>,
): Promise<FileListing> {
  const path = join(await ownFolder(), `people.${extensions[more.format]}`);
  await writeFile(path, content);
  return {
    path,
    kind: 'user',
    app: 'entra-to-saas',
    anchors: ['objectId', 'id'],
    attributes: definitions,
    members: 'members',
    delimiter: ',',
    valueSeparator: ';',
    ...more,
  };
}

export type AllListed = { readonly listings: readonly Listing[]; readonly notes: readonly string[] };

/** Everybody in a file, or why it cannot be read. */
export async function allListed(file: FileListing): Promise<Result<AllListed, Failure>> {
  const reading = readListings(file);
  const listings: Listing[] = [];
  for (let piece = await reading.next(); ; piece = await reading.next()) {
    if (!piece.done) listings.push(...piece.value.listings);
    else if (!piece.value.ok) return piece.value;
    else return { ok: true, value: { listings, notes: piece.value.value.notes } };
  }
}

/** The sentence a reading ends with, the file named without its folder. */
export async function complaintOf(file: FileListing): Promise<string | undefined> {
  const listed = await allListed(file);
  return listed.ok ? undefined : listed.error.message.replace(/^.*\/people\./u, 'people.');
}

export type WatchedOp = Op & { readonly observations: readonly Observation[] };

export function watchedOp(signal: AbortSignal = new AbortController().signal): WatchedOp {
  const observations: Observation[] = [];
  return { signal, observe: (observation) => void observations.push(observation), observations };
}
