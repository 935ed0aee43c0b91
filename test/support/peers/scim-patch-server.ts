import { randomUUID } from 'node:crypto';
import express from 'express';
import { type ScimPatchOperation, type ScimResource, scimPatch } from 'scim-patch';
import { filter, parse } from 'scim2-parse-filter';
import { listening, type Peer } from './peer.ts';

/**
 * A server as many applications have it: express, with what the libraries scim-patch and scim2-parse-filter make of
 * PATCH requests and filters. It checks little, names its errors badly and has no discovery.
 */
type Resource = ScimResource & Record<string, unknown> & { id: string };

type Refusal = Error & { readonly scimCode?: string };

const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error';
const listUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

function refuse(response: express.Response, status: number, detail: string, scimType?: string): void {
  response.status(status).json({ schemas: [errorUrn], status, detail, scimType });
}

function stamped(resource: Record<string, unknown>, kind: string, id: string): Resource {
  const now = new Date();
  return {
    ...resource,
    id,
    meta: { resourceType: kind, created: now, lastModified: now },
  } as unknown as Resource;
}

function listed(held: ReadonlyMap<string, Resource>, request: express.Request): object {
  const wanted = request.query['filter'];
  const all = [...held.values()];
  const found = typeof wanted === 'string' ? all.filter(filter(parse(wanted))) : all;
  return { schemas: [listUrn], totalResults: found.length, Resources: found };
}

function patched(before: Resource, operations: readonly ScimPatchOperation[]): Resource {
  return scimPatch(structuredClone(before), [...operations], { mutateDocument: true }) as Resource;
}

function serve(app: express.Express, kind: 'User' | 'Group', unique: string): void {
  const held = new Map<string, Resource>();
  const path = `/${kind}s`;
  const isTaken = (next: Resource) =>
    [...held.values()].some(({ id, [unique]: name }) => id !== next.id && name === next[unique]);
  const keep = (response: express.Response, next: Resource, status: number) => {
    if (isTaken(next)) return refuse(response, 409, 'already exists', 'uniqueness');
    held.set(next.id, next);
    return response.status(status).json(next);
  };
  app.get(path, (request, response) => response.json(listed(held, request)));
  app.post(path, (request, response) => keep(response, stamped(request.body, kind, randomUUID()), 201));
  app.use(`${path}/:id`, (request, response, next) =>
    held.has(request.params.id) ? next() : refuse(response, 404, 'not found'),
  );
  app.get(`${path}/:id`, (request, response) => response.json(held.get(request.params.id)));
  app.patch(`${path}/:id`, (request, response) => {
    const before = held.get(request.params.id);
    if (before !== undefined) keep(response, patched(before, request.body.Operations), 200);
  });
  app.delete(`${path}/:id`, (request, response) => {
    held.delete(request.params.id);
    response.status(204).end();
  });
}

/** Starts one with nothing in it. */
export async function startScimPatchServer(token: string): Promise<Peer> {
  const app = express();
  app.use(express.json({ type: ['application/scim+json', 'application/json'] }));
  app.use((request, response, next) =>
    request.header('authorization') === `Bearer ${token}`
      ? next()
      : response.status(401).send('Unauthorized'),
  );
  serve(app, 'User', 'userName');
  serve(app, 'Group', 'displayName');
  app.use(
    (error: Refusal, _request: express.Request, response: express.Response, _next: express.NextFunction) =>
      refuse(response, 400, error.message, error.scimCode),
  );
  return listening(app, '');
}
