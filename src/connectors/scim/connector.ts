import { randomUUID } from 'node:crypto';
import type { CheckUpTarget } from '../../engine/check-up.ts';
import type { SystemIdentity } from '../../engine/port.ts';
import type { Http } from '../transport/message.ts';
import { checkUpScim } from './check-up/check-up.ts';
import type { Acts } from './check-up/test-object.ts';
import { fetchResource, shownEntry } from './client.ts';
import { createSeenMembers } from './connection.ts';
import type { Dialect } from './dialects/dialect.ts';
import { portableDialect } from './dialects/portable.ts';
import { findEntries } from './finding/matching.ts';
import { probe } from './finding/probe.ts';
import { membershipOps } from './members/membership.ts';
import { preview } from './preview.ts';
import { createProfileKeeper, type ProfileKeeper } from './server-profile.ts';
import { createResourceAt } from './writing/creating.ts';
import { deleteResourceAt } from './writing/deleting.ts';
import { updateResourceAt } from './writing/updating.ts';
import { withVersions } from './writing/versions.ts';

export type ScimSettings = {
  /** The way to the server; its base URL is the Tenant URL without feature flags (`readTenantUrl`). */
  readonly http: Http;
  readonly identity: SystemIdentity;
  readonly dialect?: Dialect;
  readonly profile?: ProfileKeeper;
  /** The administrator allows all objects to be read when no filter finds one. */
  readonly mayReadAll?: boolean;
  /** Writes name the version they were planned for (RFC 7644 section 3.14), so that nobody else's change is lost. */
  readonly ifMatch?: boolean;
  /** Milliseconds since 1970, to compare the server's clock with. */
  readonly now?: () => number;
};

const CLEAN_UP_LIMIT_MS = 30_000;
const cleanUpSignal = (): AbortSignal => AbortSignal.timeout(CLEAN_UP_LIMIT_MS);

/**
 * A SCIM 2.0 server (RFC 7643, RFC 7644) as a target. Nothing is sent before the first call.
 * A preview shows the requests that change something; the reads around them are not among them.
 */
export function createScimTarget({
  http: plainHttp,
  identity,
  dialect = portableDialect,
  profile = createProfileKeeper(),
  mayReadAll = false,
  ifMatch = false,
  now = Date.now,
}: ScimSettings): Required<CheckUpTarget> {
  const http = ifMatch ? withVersions(plainHttp) : plainHttp;
  const connection = { http, dialect, profile, seenMembers: createSeenMembers() };
  const reading = { http, profile, mayReadAll };
  const acts: Acts = {
    read: async ({ selection, ref }, op) => {
      const resource = await fetchResource(http, { objectType: selection.objectType, ref }, op);
      return resource.ok ? shownEntry(resource.value, selection, op) : resource;
    },
    find: (query, op) => findEntries(reading, query, op),
    create: (draft, op) => createResourceAt(connection, draft, op),
    update: (change, op) => updateResourceAt(connection, change, op),
    remove: (target, op) => deleteResourceAt(connection, target, op),
    members: membershipOps(connection),
  };
  const tools = { reading, identity, acts, now, newId: randomUUID, afterwards: cleanUpSignal };
  return {
    ...acts,
    identity,
    test: (query, op) => probe(reading, query.value === '' ? { ...query, value: randomUUID() } : query, op),
    preview: (write) => preview(connection, write),
    checkUp: (request, op) => checkUpScim(tools, request, op),
  };
}
