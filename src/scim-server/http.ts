import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fail, ok, type Result } from '../domain/result.ts';
import type { ScimRequest, ScimResponse, Target } from './exchange.ts';
import { handle } from './handle.ts';
import type { JournalWriter } from './journal.ts';
import { notFound, problemResponse, type ScimProblem } from './problem.ts';
import { readBody } from './request-body.ts';

/** What every path starts with. */
export const BASE_PATH = '/scim/v2';

/** One answered request. Queries are left out: filters hold personal data. */
export type LogEntry = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Of an exception, which is a bug of this server. */
  readonly trouble?: string;
};

export type HttpOptions = {
  readonly token: string;
  readonly target: () => Target;
  readonly journal: JournalWriter;
  readonly log: (entry: LogEntry) => void;
};

/** Not yet listening. `settled` resolves when no request is being worked on. */
export function createHttpServer(options: HttpOptions): {
  readonly server: Server;
  readonly settled: () => Promise<void>;
} {
  const active = new Set<Promise<void>>();
  const server = createServer((message, response) => {
    const work = serve(options, message, response).finally(() => active.delete(work));
    active.add(work);
  });
  return {
    server,
    async settled() {
      await Promise.all(active);
    },
  };
}

async function serve(
  options: HttpOptions,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = message.method ?? '';
  const path = message.url?.split('?', 1)[0] ?? '';
  try {
    const answer = await answerTo(options, message);
    send(response, answer);
    options.log({ method, path, status: answer.status });
  } catch (error) {
    // A client that hung up while sending ends here too; nobody reads what is sent then.
    send(response, problemResponse({ status: 500, detail: 'the server failed; its log says more' }));
    options.log({ method, path, status: 500, trouble: String(error) });
  }
}

async function answerTo(options: HttpOptions, message: IncomingMessage): Promise<ScimResponse> {
  if (!isAuthorized(message.headers.authorization, options.token)) return problemResponse(unauthorized);
  const body = await readBody(message);
  if (!body.ok) return problemResponse(body.error);
  const request = readTarget(message);
  if (!request.ok) return problemResponse(request.error);
  const target = options.target();
  const answer = handle(
    { ...request.value, ...(body.value === undefined ? {} : { body: body.value }) },
    target,
  );
  // Reads wait as well: what an answer shows must still be there after a crash.
  const stored = await options.journal.commit(target.store.takeChanges());
  return stored.ok ? answer : problemResponse({ status: 500, detail: `cannot store: ${stored.error}` });
}

const unauthorized: ScimProblem = {
  status: 401,
  detail: 'the bearer token is missing or wrong',
  headers: { 'WWW-Authenticate': 'Bearer' },
};

/** Digests have one length, so that the time of the comparison says nothing about the token. */
function isAuthorized(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const [, given = ''] = /^Bearer +(.+)$/i.exec(header ?? '') ?? [];
  return timingSafeEqual(digest(given), digest(token)) && given !== '';
}

function readTarget(message: IncomingMessage): Result<ScimRequest, ScimProblem> {
  const url = message.url ?? '';
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  if (!path.startsWith(`${BASE_PATH}/`)) return notFound(`the base URL ends in ${BASE_PATH}`);
  const segments = decodeSegments(path.slice(BASE_PATH.length + 1));
  if (segments === undefined) return fail({ status: 400, detail: 'the path is not percent-encoded UTF-8' });
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = message.headers;
  return ok({
    method: message.method ?? '',
    path: segments,
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    ...(ifMatch === undefined ? {} : { ifMatch }),
    ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }),
  });
}

/** A slash at the end is forgiven. */
function decodeSegments(path: string): readonly string[] | undefined {
  try {
    return path.replace(/\/$/, '').split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, answer: ScimResponse): void {
  const body = answer.body === undefined ? undefined : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    ...answer.headers,
    'Cache-Control': 'no-store',
    ...(body === undefined
      ? {}
      : { 'Content-Type': 'application/scim+json', 'Content-Length': Buffer.byteLength(body) }),
  });
  response.end(body);
}
