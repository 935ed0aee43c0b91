import type { ServerOptions } from 'node:https';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { MisbehaviourName } from '../../src/emulators/scim/misbehaviour/table.ts';
import { startScimServer } from '../../src/emulators/scim/start.ts';
import { type Received, startLoopback } from '../connectors/transport/loopback-server.ts';
import type { Home } from '../support/program.ts';
import { OWN_TOKEN } from './own-workspace.ts';

export type FrontDoor = {
  /** The base URL of the SCIM server behind the door. */
  readonly baseUrl: string;
  /** The same place without the path, for a token endpoint at `/oauth2/token`. */
  readonly origin: string;
  readonly received: readonly Received[];
};

export type DoorRules = {
  /** Whether this request may go to the SCIM server; everything else is answered 401. */
  readonly admits: (request: Received) => boolean;
  /** What `POST /oauth2/token` answers; 404 without it. */
  readonly token?: (request: Received) => { readonly status: number; readonly body: unknown };
  readonly tls?: ServerOptions;
  readonly misbehave?: readonly MisbehaviourName[];
};

async function behind(baseUrl: string, { method, url, headers, body }: Received): Promise<Response> {
  const type = headers['content-type'];
  return fetch(new URL(url, baseUrl), {
    method,
    headers: {
      authorization: `Bearer ${OWN_TOKEN}`,
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    ...(body === '' ? {} : { body }),
  });
}

/** The embedded SCIM server behind a door that asks for another way to sign in than the server itself knows. */
export async function openFrontDoor(home: Home, rules: DoorRules): Promise<FrontDoor> {
  const { admits, token, tls, misbehave = [] } = rules;
  const directory = join(home.path, 'target');
  const server = await startScimServer({
    directory,
    port: 0,
    token: OWN_TOKEN,
    now: () => new Date(),
    misbehave,
  });
  if (!server.ok) throw new Error(server.error.message);
  const { baseUrl, close } = server.value;
  onTestFinished(close);
  const door = await startLoopback((request, response) => {
    if (request.url === '/oauth2/token' && token !== undefined) {
      const { status, body } = token(request);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    } else if (!admits(request)) {
      response.writeHead(401, { 'content-type': 'text/plain' }).end('Unauthorized');
    } else {
      void behind(baseUrl, request).then(async (answer) => {
        const type = answer.headers.get('content-type');
        response.writeHead(answer.status, type === null ? {} : { 'content-type': type });
        response.end(await answer.text());
      });
    }
  }, tls);
  onTestFinished(door.close);
  return {
    baseUrl: `${door.url}${new URL(baseUrl).pathname}`,
    origin: door.url,
    received: door.received,
  };
}
