import { randomUUID } from 'node:crypto';
import { unreachable } from '../../domain/result.ts';
import type { Exchange, SystemIdentity, Target, Write } from '../../engine/port.ts';
import type { Http } from '../transport/message.ts';
import { readResource } from './client.ts';
import { type Dialect, portableDialect } from './dialect.ts';
import { findEntries, probe } from './matching.ts';
import { membershipOps } from './membership.ts';
import { createRequests, memberRequests, type Requests, removeRequests, updateRequests } from './requests.ts';
import { entryOf } from './wire.ts';
import { create, remove, update } from './writing.ts';

export type ScimSettings = {
  /** The way to the server; its base URL is the Tenant URL without feature flags (`readTenantUrl`). */
  readonly http: Http;
  readonly identity: SystemIdentity;
  readonly dialect?: Dialect;
};

function requestsOf(write: Write, dialect: Dialect): Requests {
  switch (write.do) {
    case 'create':
      return createRequests(write.draft);
    case 'update':
      return updateRequests(write.update, dialect);
    case 'remove':
      return removeRequests(write.objectType, write.ref);
    case 'addMembers':
      return memberRequests(write.change, 'add', dialect);
    case 'removeMembers':
      return memberRequests(write.change, 'remove', dialect);
    default:
      return unreachable(write);
  }
}

function preview(http: Http, write: Write, dialect: Dialect): readonly Exchange[] {
  const requests = requestsOf(write, dialect);
  if (requests.ok) return requests.value.map(http.describe);
  return [{ request: write.do, answer: `cannot be sent: ${requests.error.message}` }];
}

/**
 * A SCIM 2.0 server (RFC 7643, RFC 7644) as a target. Nothing is sent before the first call.
 * A preview shows the requests that change something; the reads around a removal of members are not among them.
 */
export function createScimTarget({
  http,
  identity,
  dialect = portableDialect,
}: ScimSettings): Required<Omit<Target, 'checkUp'>> {
  const connection = { http, dialect };
  return {
    identity,
    test: (query, op) => probe(http, query.value === '' ? { ...query, value: randomUUID() } : query, op),
    read: async ({ selection, ref }, op) => {
      const resource = await readResource(http, { objectType: selection.objectType, ref }, op);
      return resource.ok ? entryOf(resource.value, selection) : resource;
    },
    find: (query, op) => findEntries(http, query, op),
    create: (draft, op) => create(http, draft, op),
    update: (change, op) => update(connection, change, op),
    remove: (target, op) => remove(http, target, op),
    members: membershipOps(connection),
    preview: (write) => preview(http, write, dialect),
  };
}
