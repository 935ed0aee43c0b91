import { onTestFinished } from 'vitest';
import {
  type ClientCredentialsSettings,
  clientCredentials,
} from '../../../../src/connectors/transport/credentials/client-credentials.ts';
import type { Credentials } from '../../../../src/connectors/transport/credentials/credentials.ts';
import { defaultLimits } from '../../../../src/connectors/transport/http.ts';
import { ok } from '../../../../src/domain/result.ts';
import { json, type Loopback, type Received, recording, startLoopback } from '../loopback-server.ts';

export const SECRET = 's3cr3t+of/the=test';

/** What a token endpoint answers to the n-th request. */
export type Issue = (
  count: number,
  received: Received,
) => { readonly status: number; readonly body: unknown };

export const token = (value: string, more: Readonly<Record<string, unknown>> = { expires_in: 3600 }) => ({
  status: 200,
  body: { access_token: value, token_type: 'Bearer', ...more },
});

/** A token endpoint on loopback; ends with the test. */
export async function tokenEndpoint(issue: Issue): Promise<Loopback> {
  const server = await startLoopback((received, response, count) => {
    const { status, body } = issue(count, received);
    if (typeof body === 'string') response.writeHead(status, { 'content-type': 'text/html' }).end(body);
    else json(response, status, body);
  });
  onTestFinished(server.close);
  return server;
}

/** Credentials from that endpoint, with a clock that only moves when the test says so. */
export function credentialsFrom(
  endpoint: Loopback,
  settings: Partial<ClientCredentialsSettings> = {},
): { readonly credentials: Credentials; readonly pass: (seconds: number) => void } {
  let now = Date.UTC(2026, 0, 1);
  const time = { now: () => now, sleep: async () => undefined, random: () => 0.5 };
  const credentials = clientCredentials({
    tokenUrl: `${endpoint.url}/oauth2/token/`,
    clientId: 'provision on demand',
    clientSecret: async () => ok(SECRET),
    sendAs: 'body',
    connection: { time, limits: defaultLimits },
    ...settings,
  });
  const pass = (seconds: number): void => {
    now += seconds * 1000;
  };
  return { credentials, pass };
}

/** The header that these credentials give now, or why they give none. */
export const headerOf = async (credentials: Credentials, fresh = false) => {
  const proof = await credentials({ fresh }, recording());
  return proof.ok ? proof.value.headers.get('authorization') : proof.error;
};
