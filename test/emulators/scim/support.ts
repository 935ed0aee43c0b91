import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { onTestFinished } from 'vitest';
import type { RequestTarget, ScimResponse } from '../../../src/emulators/scim/protocol/exchange.ts';
import { handle } from '../../../src/emulators/scim/protocol/handle.ts';
import { createResourceStore } from '../../../src/emulators/scim/resources/store.ts';
import { type ScimServer, type ServerOptions, startScimServer } from '../../../src/emulators/scim/start.ts';
import type { Json, JsonObject } from '../../../src/protocols/scim/json.ts';
import { CORE_GROUP_URN, CORE_USER_URN, PATCH_OP_URN } from '../../../src/protocols/scim/urns.ts';

export const TOKEN = 'a-token-for-tests';

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'scim-server-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: JsonObject;
};

export type Send = (
  method: string,
  path: string,
  body?: Json,
  headers?: Readonly<Record<string, string>>,
) => Promise<HttpAnswer>;

export async function start(
  options: Partial<ServerOptions> = {},
): Promise<ScimServer & { readonly send: Send; readonly agent: Agent }> {
  const directory = options.directory ?? (await temporaryDirectory());
  const started = await startScimServer({ port: 0, token: TOKEN, now: ticking(), ...options, directory });
  if (!started.ok) throw new Error(started.error.message);
  const agent = new Agent();
  onTestFinished(async () => {
    if (!agent.destroyed) await agent.close();
    await started.value.close();
  });
  return { ...started.value, agent, send: sender(started.value.baseUrl, agent) };
}

export function sender(baseUrl: string, dispatcher: Agent): Send {
  return async (method, path, body, headers = {}) => {
    const answer = await request(`${baseUrl}${path}`, {
      dispatcher,
      method: method as 'GET',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/scim+json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
  };
}

/** A clock that goes on by a second with every look, so that no two moments are the same. */
export function ticking(): () => Date {
  let time = Date.parse('2026-01-01T00:00:00.000Z');
  return () => {
    time += 1000;
    return new Date(time);
  };
}

/** The server's logic alone, without sockets and files. */
export function inMemory(): {
  readonly target: RequestTarget;
  readonly send: (
    method: string,
    path: string,
    body?: Json,
    more?: { readonly ifMatch?: string; readonly ifNoneMatch?: string },
  ) => ScimResponse;
} {
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const target = { store: createResourceStore(), baseUrl: 'http://scim.example/v2', now: ticking(), newId };
  return {
    target,
    send(method, path, body, more = {}) {
      const [segments = '', query] = path.split('?');
      return handle(
        {
          method,
          path: segments.split('/').filter((segment) => segment !== ''),
          query: new URLSearchParams(query),
          ...(body === undefined ? {} : { body }),
          ...more,
        },
        target,
      );
    },
  };
}

export const user = (userName: string, more: JsonObject = {}): JsonObject => ({
  schemas: [CORE_USER_URN],
  userName,
  ...more,
});

export const group = (displayName: string, more: JsonObject = {}): JsonObject => ({
  schemas: [CORE_GROUP_URN],
  displayName,
  ...more,
});

export const patch = (...Operations: readonly JsonObject[]): JsonObject => ({
  schemas: [PATCH_OP_URN],
  Operations,
});

export const filtered = (endpoint: string, filter: string) =>
  `/${endpoint}?filter=${encodeURIComponent(filter)}`;

export function ids(answer: { readonly body?: JsonObject }): readonly Json[] {
  const resources = answer.body?.['Resources'] as readonly JsonObject[];
  return resources.map((resource) => resource['id'] ?? '');
}
