import { createServer, type IncomingMessage, request, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import type { Fault, Plan } from './plan.ts';

/** One request as the proxy saw it. */
export type Passed = {
  readonly n: number;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly fault: Fault | undefined;
  /** Whether the server answered it: what it asked for is done then, whatever the client saw. */
  readonly reached: boolean;
  /** Of the server's answer. */
  readonly status?: number;
};

export type FaultProxy = {
  /** Where the client finds the server. */
  readonly baseUrl: string;
  /** Every request so far, in the order of their arrival. */
  readonly log: () => readonly Passed[];
  readonly close: () => Promise<void>;
};

export type FaultProxyOptions = {
  /** The base URL of the server. */
  readonly upstream: string;
  readonly plan: Plan;
  /** How long `delay` holds an answer. */
  readonly delayMs?: number;
  /** Told when `delay` begins to hold an answer: the server has done the work by then. */
  readonly onHeld?: () => void;
  /** What a 429 asks for: seconds or a date. */
  readonly retryAfter?: string;
  /** Where a redirect leads. */
  readonly elsewhere?: string;
};

type Answer = {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
};

const PIECES = 50;
const ownHeaders: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
]);

/** A proxy on loopback that breaks requests and answers as its plan says. Seeded plans come from `faultFor`. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const passed: Passed[] = [];
  const closing = new AbortController();
  const server = createServer((from, to) => {
    const n = passed.length;
    const [method = '', path = ''] = [from.method, from.url?.split('?', 1)[0]];
    const fault = options.plan(n, { method, path });
    passed.push({ n, method, path, fault, reached: false });
    const reached = (status: number) => {
      passed[n] = { n, method, path, fault, reached: true, status };
    };
    pass({ options, from, to, fault, reached, closing: closing.signal }).catch(() => from.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${new URL(options.upstream).pathname.replace(/\/$/, '')}`,
    log: () => [...passed],
    close: async () => {
      closing.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Passing = {
  readonly options: FaultProxyOptions;
  readonly from: IncomingMessage;
  readonly to: ServerResponse;
  readonly fault: Fault | undefined;
  readonly reached: (status: number) => void;
  readonly closing: AbortSignal;
};

async function pass(passing: Passing): Promise<void> {
  const { options, from, to, fault, reached } = passing;
  const sent = await buffer(from);
  const broken = fault === undefined ? undefined : breaking[fault];
  if (broken?.at === 'request') return broken.answer(passing);
  const answer = await forward(options.upstream, from, sent);
  reached(answer.status);
  return broken === undefined ? whole(to, answer) : broken.answer(passing, answer);
}

/** Where a fault happens, and what the client gets: before the server sees the request, or from its answer. */
type Breaking =
  | { readonly at: 'request'; readonly answer: (passing: Passing) => void }
  | { readonly at: 'answer'; readonly answer: (passing: Passing, answer: Answer) => void | Promise<void> };

const atRequest = (answer: (passing: Passing) => void): Breaking => ({ at: 'request', answer });
const inAnswer = (answer: (passing: Passing, answer: Answer) => void | Promise<void>): Breaking => ({
  at: 'answer',
  answer,
});
/** Raw bytes in the place of the answer; the connection ends behind them. */
const sending = (bytes: (answer: Answer) => Uint8Array | string): Breaking =>
  inAnswer(({ from }, answer) => void from.socket.end(bytes(answer)));

const threeQuarters = (bytes: Buffer) => bytes.subarray(0, Math.floor((bytes.length * 3) / 4));
const page = (status: number, headers: Answer['headers'] = []): Answer => ({
  status,
  headers: [['Content-Type', 'text/html'], ...headers],
  body: Buffer.from(`<html><body>${STATUS_CODES[status]}</body></html>`),
});

const breaking: Readonly<Record<Fault, Breaking>> = {
  'cut-before': atRequest(({ from }) => void from.socket.destroy()),
  reset: atRequest(({ from }) => void from.socket.resetAndDestroy()),
  redirect: atRequest(({ to, options: { elsewhere = 'http://elsewhere.example/scim/v2' } }) =>
    whole(to, page(307, [['Location', elsewhere]])),
  ),
  throttle: atRequest(({ to, options: { retryAfter = '0' } }) =>
    whole(to, page(429, [['Retry-After', retryAfter]])),
  ),
  unavailable: atRequest(({ to }) => whole(to, page(503))),
  'bad-gateway': inAnswer(({ to }) => whole(to, page(502))),
  'cut-after': inAnswer(({ from }) => void from.socket.destroy()),
  'cut-answer': sending((answer) => threeQuarters(bytesOf(answer))),
  garbage: sending(() => '\u0016\u0003\u0001 no HTTP at all \r\n\r\n\u0000\u0000'),
  duplicate: sending((answer) => Buffer.concat([bytesOf(answer), bytesOf(answer)])),
  'length-short': sending((answer) => bytesOf(answer, -3)),
  'length-long': sending((answer) => bytesOf(answer, 7)),
  delay: inAnswer(async ({ to, options: { delayMs = 1000, onHeld }, closing }, answer) => {
    onHeld?.();
    await delay(delayMs, undefined, { signal: closing });
    whole(to, answer);
  }),
  dribble: inAnswer(({ from }, answer) => dribble(from.socket, bytesOf(answer))),
};

function whole(to: ServerResponse, { status, headers, body }: Answer): void {
  to.writeHead(status, [...headers, ...lengthOf(status, body.length)].flat()).end(body);
}

/** 204 and 304 have no body, and no length. */
function lengthOf(status: number, length: number): readonly (readonly [string, string])[] {
  return status === 204 || status === 304 ? [] : [['Content-Length', String(Math.max(0, length))]];
}

/** The answer as it goes over the wire; `wrongBy` is added to its Content-Length. */
function bytesOf({ status, headers, body }: Answer, wrongBy = 0): Buffer {
  const length = wrongBy === 0 ? lengthOf(status, body.length) : lengthOf(200, body.length + wrongBy);
  const lines = [...headers, ...length].map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

async function dribble(socket: Socket, bytes: Buffer): Promise<void> {
  socket.setNoDelay(true);
  const size = Math.max(3, Math.ceil(bytes.length / PIECES));
  for (let at = 0; at < bytes.length; at += size) {
    socket.write(bytes.subarray(at, at + size));
    await turn();
  }
  socket.end();
}

function forward(upstream: string, from: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { host: _host, connection: _connection, ...headers } = from.headers;
    const url = new URL(from.url ?? '/', upstream);
    const onward = request(url, { method: from.method, headers, agent: false }, (answer) => {
      buffer(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 502, headers: headersOf(answer), body: bytes }),
        reject,
      );
    });
    onward.on('error', reject).end(body);
  });
}

function headersOf({ rawHeaders }: IncomingMessage): Answer['headers'] {
  const pairs = rawHeaders.flatMap((name, at): [string, string][] =>
    at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? '']] : [],
  );
  return pairs.filter(([name]) => !ownHeaders.has(name.toLowerCase()));
}
