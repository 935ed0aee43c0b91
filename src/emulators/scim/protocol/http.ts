import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { present } from '../../../domain/present.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { isJsonArray, isJsonObject, type Json } from '../../../protocols/scim/json.ts';
import type { JournalWriter } from '../storage/journal.ts';
import type { RequestTarget, ScimRequest, ScimResponse } from './exchange.ts';
import { handle } from './handle.ts';
import { type Hook, refusedBy } from './hook.ts';
import { badRequest, notFound, problemResponse, type ScimProblem } from './problem.ts';

const MAX_BODY_BYTES = 20 * 1024 * 1024;
/** A SCIM resource is four levels deep; more than this only strains the stack. */
const MAX_DEPTH = 32;

/** The JSON of a request, undefined without a body. Answers 413, 415, or 400 invalidSyntax. */
async function readBody(message: IncomingMessage): Promise<Result<Json | undefined, ScimProblem>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is too much is still read, and dropped: a client that cannot finish sending never sees the answer.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES) return fail({ status: 413, detail: 'the body is larger than 20 MB' });
  if (size === 0) return ok(undefined);
  return isJsonType(message.headers['content-type'])
    ? parseBody(Buffer.concat(chunks))
    : fail({ status: 415, detail: 'the body must be application/scim+json' });
}

function isJsonType(header: string | undefined): boolean {
  if (header === undefined) return true;
  const type = header.split(';')[0]?.trim().toLowerCase();
  return type === 'application/scim+json' || type === 'application/json';
}

function parseBody(bytes: Buffer): Result<Json, ScimProblem> {
  try {
    const body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json;
    return isDeeper(body, MAX_DEPTH)
      ? badRequest('invalidSyntax', 'the body is nested too deeply')
      : ok(body);
  } catch {
    return badRequest('invalidSyntax', 'the body is no JSON in UTF-8');
  }
}

function isDeeper(value: Json, levels: number): boolean {
  if (!isJsonArray(value) && !isJsonObject(value)) return false;
  return levels === 0 || Object.values<Json>(value).some((part) => isDeeper(part, levels - 1));
}

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
  readonly target: () => RequestTarget;
  readonly journal: JournalWriter;
  readonly log: (entry: LogEntry) => void;
  /** What the server does otherwise than it should. */
  readonly hooks?: readonly Hook[];
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
    await leaving(options, response);
    send(response, answer);
    options.log({ method, path, status: answer.status });
  } catch (error) {
    // A client that hung up while sending ends here too; nobody reads what is sent then.
    send(response, problemResponse({ status: 500, detail: 'the server failed; its log says more' }));
    options.log({ method, path, status: 500, trouble: String(error) });
  }
}

async function answerTo(options: HttpOptions, message: IncomingMessage): Promise<ScimResponse> {
  const { hooks = [] } = options;
  const refuse = (problem: ScimProblem) => refusedBy(hooks, problemResponse(problem));
  if (!isAuthorized(message.headers.authorization, options.token)) return refuse(unauthorized);
  const body = await readBody(message);
  if (!body.ok) return refuse(body.error);
  const read = readTarget(message);
  if (!read.ok) return refuse(read.error);
  const target = options.target();
  const request = { ...read.value, ...present({ body: body.value }) };
  const answer = handle(await arriving(hooks, request, target), target, hooks);
  // Reads wait as well: what an answer shows must still be there after a crash.
  const stored = await options.journal.commit(target.store.takeChanges());
  return stored.ok ? answer : problemResponse({ status: 500, detail: `cannot store: ${stored.error}` });
}

async function arriving(
  hooks: readonly Hook[],
  request: ScimRequest,
  target: RequestTarget,
): Promise<ScimRequest> {
  let arrived = request;
  for (const { arrive } of hooks) if (arrive !== undefined) arrived = await arrive(arrived, target);
  return arrived;
}

async function leaving({ hooks = [] }: HttpOptions, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  if (response.closed) gone.abort();
  else response.once('close', () => gone.abort());
  for (const { leave } of hooks) await leave?.(gone.signal);
}

const unauthorized: ScimProblem = {
  status: 401,
  detail: 'the bearer token is missing or wrong',
  headers: { 'WWW-Authenticate': 'Bearer' },
};

/** Digests have one length, so the time of the comparison says nothing about the token. */
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
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch, accept } = message.headers;
  return ok({
    method: message.method ?? '',
    path: segments,
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    ...present({ ifMatch, ifNoneMatch, accept }),
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
  const body = answer.plain ?? scimBody(answer);
  response.writeHead(answer.status, {
    ...(body?.type === undefined ? {} : { 'Content-Type': body.type }),
    ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body.text) }),
    'Cache-Control': 'no-store',
    ...answer.headers,
  });
  response.end(body?.text);
}

function scimBody({ body }: ScimResponse): ScimResponse['plain'] {
  return body === undefined ? undefined : { type: 'application/scim+json', text: JSON.stringify(body) };
}
