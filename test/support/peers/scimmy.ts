import { randomUUID } from 'node:crypto';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import { listening, type Peer } from './peer.ts';

type Stored = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly userName: string;
  readonly displayName: string;
  readonly meta: { readonly created: string; readonly lastModified: string };
};
type Store = { readonly users: Map<string, Stored>; readonly groups: Map<string, Stored> };

type Asked = { id?: string; filter?: { match: (all: Stored[]) => Stored[] } };

/** What scimmy asks of an application: how to keep, to find and to forget resources of one type. */
function handlersFor(kind: keyof Store, unique: string) {
  const found = (id: string | undefined, store: Store): Stored => {
    const stored = store[kind].get(id ?? '');
    if (stored === undefined) throw new SCIMMY.Types.Error(404, '', `Resource ${id} not found`);
    return stored;
  };
  return {
    ingress: ({ id }: Asked, data: object, store: Store) => {
      const known = id === undefined ? undefined : found(id, store);
      const next: Stored = { ...asJson(data), id: id ?? randomUUID(), meta: stamped(known) };
      refuseDuplicate(store[kind].values(), next, unique);
      store[kind].set(next.id, next);
      return next;
    },
    egress: ({ id, filter }: Asked, store: Store) => {
      if (id !== undefined) return found(id, store);
      const all = [...store[kind].values()];
      return filter === undefined ? all : filter.match(all);
    },
    degress: ({ id }: Asked, store: Store): void => {
      store[kind].delete(found(id, store).id);
    },
  };
}

const asJson = (data: object): Stored => JSON.parse(JSON.stringify(data));

function stamped(known: Stored | undefined) {
  const now = new Date().toISOString();
  return { created: known?.meta.created ?? now, lastModified: now };
}

function refuseDuplicate(held: Iterable<Stored>, next: Stored, unique: string): void {
  const nameOf = (one: Stored) => String(one[unique] ?? '').toLowerCase();
  for (const other of held) {
    if (other.id !== next.id && nameOf(other) === nameOf(next))
      throw new SCIMMY.Types.Error(409, 'uniqueness', `${unique} is taken`);
  }
}

/** scimmy declares its resource types once for the process; each request brings the store of its own server. */
function declareResources(): void {
  const users = handlersFor('users', 'userName');
  SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser, false);
  SCIMMY.Resources.declare(SCIMMY.Resources.User)
    .ingress(users.ingress)
    .egress(users.egress)
    .degress(users.degress);
  const groups = handlersFor('groups', 'displayName');
  SCIMMY.Resources.declare(SCIMMY.Resources.Group)
    .ingress(groups.ingress)
    .egress(groups.egress)
    .degress(groups.degress);
}

declareResources();

/** scimmy-routers on express, set up as its documentation does it, over a store in memory. */
export async function startScimmy(token: string): Promise<Peer> {
  const store: Store = { users: new Map(), groups: new Map() };
  const app = express();
  app.use(
    '/scim',
    new SCIMMYRouters({
      type: 'bearer',
      docUri: 'https://example.com/help/oauth.html',
      handler: (request) => {
        if (request.header('Authorization') !== `Bearer ${token}`)
          throw new Error('Authorization not detected!');
        return 'some-user-id';
      },
      context: () => store,
    }),
  );
  return listening(app, '/scim');
}
