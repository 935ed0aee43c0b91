import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { SystemIdentity } from '../../engine/port.ts';
import { parsedOrNothing } from '../parsed-or-nothing.ts';

/** Links belong to one app between exactly these two systems; those of another tenant or host are another file. */
export type LinksKey = {
  readonly appId: string;
  readonly source: SystemIdentity;
  readonly target: SystemIdentity;
};

export type StoredLink = {
  readonly source: string;
  readonly target: string;
  readonly objectType: string;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
};

const VERSION = 1;

const system = z.object({ name: z.string(), place: z.string() });
const link = z.object({
  source: z.string(),
  target: z.string(),
  objectType: z.string(),
  savedAt: z.string(),
});
const fileShape = z.object({
  version: z.literal(VERSION),
  appId: z.string(),
  source: system,
  target: system,
  links: z.array(link),
});

/** The app's id, so that a person finds the file, and a hash of the whole key, because places hold any character. */
export function linksFileName({ appId, source, target }: LinksKey): string {
  const key = JSON.stringify([appId, source.name, source.place, target.name, target.place]);
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 24);
  return `${appId.replace(/[^a-z0-9-]/giu, '_').slice(0, 60)}-${hash}.json`;
}

/** One link a line, so that two states of the file can be compared. */
export function encodeLinks({ appId, source, target }: LinksKey, links: Iterable<StoredLink>): string {
  const key = { version: VERSION, appId, source: identity(source), target: identity(target) };
  const lines = Array.from(links, (entry) => JSON.stringify(entry));
  return `${JSON.stringify(key).slice(0, -1)},"links":[\n${lines.join(',\n')}\n]}\n`;
}

function identity({ name, place }: SystemIdentity): SystemIdentity {
  return { name, place };
}

/** By source anchor. `newerVersion`: written by a later release, whole and not to be touched. */
export function decodeLinks(
  text: string,
): Result<ReadonlyMap<string, StoredLink>, 'damaged' | 'newerVersion'> {
  const json = parsedOrNothing(text);
  const version = z.object({ version: z.number() }).safeParse(json);
  if (version.success && version.data.version > VERSION) return fail('newerVersion');
  const file = fileShape.safeParse(json);
  if (!file.success) return fail('damaged');
  return ok(new Map(file.data.links.map((entry) => [entry.source, entry])));
}
