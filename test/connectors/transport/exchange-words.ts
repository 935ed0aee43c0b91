import type { ServerResponse } from 'node:http';
import type { ServerOptions } from 'node:https';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { createHttp, type HttpSettings } from '../../../src/connectors/transport/http.ts';
import type { Http, HttpRequest } from '../../../src/connectors/transport/message.ts';
import type { Time } from '../../../src/connectors/transport/sending/time.ts';
import { type Loopback, type Received, startLoopback } from './loopback-server.ts';

export const read: HttpRequest = { method: 'GET', path: ['Users'], kind: 'read' };
export const write: HttpRequest = {
  method: 'POST',
  path: ['Users'],
  kind: 'write',
  body: { type: 'application/scim+json', text: '{"userName":"ada","password":"hunter22"}' },
};

/** A client that does not wait but remembers how long it would have; it ends with the test. */
export function client(
  baseUrl: string,
  settings: Partial<HttpSettings> = {},
): Http & { readonly waits: readonly number[] } {
  const waits: number[] = [];
  const time = {
    now: () => Date.UTC(2026, 0, 1),
    sleep: async (ms: number) => void waits.push(ms),
    random: () => 0.5,
  };
  const http = createHttp({ baseUrl, time, ...settings });
  onTestFinished(http.close);
  return { ...http, waits };
}

/** A clock by which the time of a request is over when the test says so, however slow the machine is. */
export function stoppedClock(): { readonly time: Time; readonly over: () => void } {
  let current = new AbortController();
  const limit = (): AbortSignal => {
    current = new AbortController();
    return current.signal;
  };
  const time = { now: () => 0, sleep: async () => undefined, random: () => 0.5, limit };
  return { time, over: () => current.abort() };
}

export async function serving(
  handler: (received: Received, response: ServerResponse, count: number) => void,
  tls?: ServerOptions,
): Promise<Loopback> {
  const server = await startLoopback(handler, tls);
  onTestFinished(server.close);
  return server;
}

export const always = (status: number, headers: Readonly<Record<string, string>> = {}): Promise<Loopback> =>
  serving((_, response) => void response.writeHead(status, headers).end('{}'));

/** A port of 127.0.0.1 behind which something else than HTTP speaks. */
export async function listening(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined).resume());
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  );
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
