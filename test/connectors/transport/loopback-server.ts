import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Observation, Op } from '../../../src/engine/port.ts';

export type Received = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

export type Loopback = {
  readonly url: string;
  readonly received: readonly Received[];
  /** How many connections were made. */
  readonly connections: () => number;
  close(): Promise<void>;
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * A server on a free port of 127.0.0.1 that does exactly what the handler says with each request it has read; with TLS
 * when it is given a certificate.
 */
export async function startLoopback(
  handler: (received: Received, response: ServerResponse, count: number) => void,
  tls?: ServerOptions,
): Promise<Loopback> {
  const received: Received[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void bodyOf(request).then((body) => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      received.push(one);
      handler(one, response, received.length);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  let connections = 0;
  server.on(tls === undefined ? 'connection' : 'secureConnection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    received,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/scim+json' }).end(JSON.stringify(body));
};

/** An Op that keeps what it is told. */
export function recording(
  signal: AbortSignal = new AbortController().signal,
): Op & { readonly seen: readonly Observation[] } {
  const seen: Observation[] = [];
  return { signal, seen, observe: (observation) => void seen.push(observation) };
}
