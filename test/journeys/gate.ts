import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { WhenFinished } from '../support/program.ts';

/** `before`: the target has not seen the request. `after`: the target has answered, the program has not seen the answer. */
export type Moment = 'before' | 'after';

export type Held = {
  /** `POST /scim/v2/Users` */
  readonly request: string;
  readonly release: () => void;
};

/** A gate between the program and its target that holds one request until it is told to let it go. */
export type Gate = {
  /** Where the program finds the target. */
  readonly baseUrl: string;
  /** `METHOD /path` of every request so far, without the query. */
  readonly requests: readonly string[];
  /** Resolves when a request that the predicate picks stands at the gate. */
  readonly hold: (picks: (name: string, count: number) => boolean, moment: Moment) => Promise<Held>;
};

type Order = {
  readonly picks: (name: string, count: number) => boolean;
  readonly moment: Moment;
  readonly held: (held: Held) => void;
};

type Answer = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

function forward(target: string, from: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { host: _ours, ...headers } = from.headers;
    const onward = request(new URL(from.url ?? '/', target), { method: from.method, headers }, (answer) => {
      buffer(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
        reject,
      );
    });
    onward.on('error', reject).end(body);
  });
}

/** `target` is the base URL of a SCIM server on this host. */
export async function openGate(target: string, whenFinished: WhenFinished = onTestFinished): Promise<Gate> {
  const requests: string[] = [];
  let order: Order | undefined;

  const pass = async (name: string, count: number, moment: Moment): Promise<void> => {
    if (order === undefined || order.moment !== moment || !order.picks(name, count)) return;
    const { held } = order;
    order = undefined;
    await new Promise<void>((release) => held({ request: name, release }));
  };

  const serve = async (from: IncomingMessage, to: ServerResponse): Promise<void> => {
    const body = await buffer(from);
    const name = `${from.method} ${from.url?.split('?')[0]}`;
    const count = requests.push(name);
    await pass(name, count, 'before');
    const { status, headers, body: answer } = await forward(target, from, body);
    await pass(name, count, 'after');
    to.writeHead(status, headers).end(answer);
  };

  const server = createServer((from, to) => {
    serve(from, to).catch(() => to.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  whenFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${new URL(target).pathname}`,
    requests,
    hold: (picks, moment) =>
      new Promise((held) => {
        order = { picks, moment, held };
      }),
  };
}
