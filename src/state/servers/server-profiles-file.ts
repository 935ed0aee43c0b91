import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fail, ok, type Result } from '../../domain/result.ts';
import { parsedOrNothing } from '../parsed-or-nothing.ts';

/** One thing that was found out about a server. Its names and values are whatever the connector calls them. */
export type ServerFact = {
  readonly fact: string;
  readonly value: string;
  /** The answer of the server that taught it. */
  readonly because: string;
  /** ISO 8601, UTC. */
  readonly at: string;
};

/** What is known about one server. `place` is that of its identity: host, port, path and query. */
export type ServerProfile = { readonly place: string; readonly facts: readonly ServerFact[] };

const VERSION = 1;

const fileShape = z.object({
  version: z.literal(VERSION),
  place: z.string(),
  facts: z.array(z.object({ fact: z.string(), value: z.string(), because: z.string(), at: z.string() })),
});

/** The beginning of the place, so that a person finds the file, and a hash, because places hold any character. */
export function profileFileName(place: string): string {
  const hash = createHash('sha256').update(place).digest('hex').slice(0, 24);
  return `${place.replace(/[^a-z0-9.-]/giu, '_').slice(0, 60)}-${hash}.json`;
}

/** One fact a line, so that two states of the file can be compared. */
export function encodeProfile({ place, facts }: ServerProfile): string {
  const head = JSON.stringify({ version: VERSION, place }).slice(0, -1);
  const lines = facts.map(({ fact, value, because, at }) => JSON.stringify({ fact, value, because, at }));
  return `${head},"facts":[\n${lines.join(',\n')}\n]}\n`;
}

/** `newerVersion`: written by a later release, whole and not to be touched. */
export function decodeProfile(text: string): Result<ServerProfile, 'damaged' | 'newerVersion'> {
  const json = parsedOrNothing(text);
  const version = z.object({ version: z.number() }).safeParse(json);
  if (version.success && version.data.version > VERSION) return fail('newerVersion');
  const file = fileShape.safeParse(json);
  return file.success ? ok({ place: file.data.place, facts: file.data.facts }) : fail('damaged');
}
