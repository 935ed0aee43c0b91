import { createScimTarget } from '../../../src/connectors/scim/connector.ts';
import type { Dialect } from '../../../src/connectors/scim/dialects/dialect.ts';
import { dialectNamed } from '../../../src/connectors/scim/dialects/named.ts';
import { createProfileKeeper, type ProfileKeeper } from '../../../src/connectors/scim/server-profile.ts';
import { bearer } from '../../../src/connectors/transport/credentials/credentials.ts';
import { createHttp, type HttpSettings } from '../../../src/connectors/transport/http.ts';
import { ok } from '../../../src/domain/result.ts';
import type { Target } from '../../../src/engine/port.ts';
import { startBetterAuth } from '../peers/better-auth.ts';
import type { Peer } from '../peers/peer.ts';
import { startScimPatchServer } from '../peers/scim-patch-server.ts';
import { startScimmy } from '../peers/scimmy.ts';
import { type Held, startTruthServer, type Truth } from './server.ts';

/** Long enough for the strictest of the servers. */
export const token = 'a-token-that-is-long-enough-for-the-strictest-of-these-servers';

/** A server with nothing in it, and its state asked for by other means than the connector's. */
export type RealServer = {
  readonly baseUrl: string;
  readonly truth: Truth;
  readonly close: () => Promise<void>;
};

/** Everything that a server shows to a plain request with the same token, page after page. */
export function truthOf(baseUrl: string): Truth {
  const listOf = async (type: Held['type']): Promise<readonly Held[]> => {
    const found = new Map<string, Held>();
    for (;;) {
      const answer = await fetch(`${baseUrl}/${type}s?startIndex=${found.size + 1}&count=500`, {
        headers: { authorization: `Bearer ${token}`, accept: 'application/scim+json, application/json' },
      });
      const list = (await answer.json()) as {
        readonly Resources?: readonly Held['content'][];
        readonly totalResults: number;
      };
      const before = found.size;
      for (const content of list.Resources ?? []) {
        const { id, ...rest } = content;
        found.set(String(id), { type, id: String(id), content: rest });
      }
      if (found.size === before || found.size >= list.totalResults) return [...found.values()];
    }
  };
  return async () => [...(await listOf('User')), ...(await listOf('Group'))];
}

const asReal = (start: (token: string) => Promise<Peer>) => async (): Promise<RealServer> => {
  const { baseUrl, close } = await start(token);
  return { baseUrl, truth: truthOf(baseUrl), close };
};

export const realServers = {
  'the embedded server': () => startTruthServer({ token }),
  'scimmy-routers': asReal(startScimmy),
  'Better Auth': asReal(startBetterAuth),
  'a server made with scim-patch': asReal(startScimPatchServer),
} as const satisfies Record<string, () => Promise<RealServer>>;

export type RealServerName = keyof typeof realServers;

export const dialects = ['portable', 'entra', 'entra-2020'] as const satisfies readonly Dialect['name'][];

export type Connected = {
  readonly target: Target;
  readonly profile: ProfileKeeper;
  readonly close: () => Promise<void>;
};

/** A target that knows nothing about its server, but for what `profile` remembers. */
export function connectedTo(
  baseUrl: string,
  {
    dialect = 'portable',
    profile = createProfileKeeper(),
    ...http
  }: { readonly dialect?: Dialect['name']; readonly profile?: ProfileKeeper } & Partial<HttpSettings> = {},
): Connected {
  const connection = createHttp({ baseUrl, credentials: bearer(async () => ok(token)), ...http });
  const identity = { name: 'customappsso', place: connection.place };
  return {
    target: createScimTarget({ http: connection, identity, dialect: dialectNamed(dialect), profile }),
    profile,
    close: connection.close,
  };
}
