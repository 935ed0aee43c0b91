import type { Dispatcher } from 'undici';
import { present } from '../../domain/present.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Answer, Failure } from '../../engine/failure.ts';
import type { Op } from '../../engine/port.ts';
import { type BaseUrl, joinUrl, parseBaseUrl, printQuery } from './base-url.ts';
import { anonymous, type Credentials } from './credentials/credentials.ts';
import { showExchange } from './display.ts';
import type { Http, HttpRequest } from './message.ts';
import { createDispatcher, mayBeProxied } from './sending/dispatcher.ts';
import { type HttpConnection, type HttpLimits, type LearnedAccept, send } from './sending/send.ts';
import { sharing } from './sending/sharing.ts';
import { realTime, type Time } from './sending/time.ts';
import { type ClientCertificate, usableCertificate } from './tls/client-certificate.ts';
import { inspectTls, type TlsFacts } from './tls/tls-facts.ts';

export const defaultLimits: HttpLimits = {
  requestMs: 60_000,
  bodyBytes: 20_000_000,
  retry: { attempts: 3, baseMs: 500, maxWaitMs: 60_000 },
};

export type HttpSettings = {
  readonly baseUrl: string;
  readonly credentials?: Credentials;
  readonly limits?: HttpLimits;
  /** PEM text of a certificate authority to trust beside those of the system. */
  readonly ca?: string;
  /** Mutual TLS: fetched once, before the first request, because the key is a secret. */
  readonly clientCertificate?: (op: Op) => Answer<ClientCertificate>;
  /** The administrator accepts that plain http shows credentials to the network. Loopback needs no permission. */
  readonly allowPlainHttp?: boolean;
  /** Redirects within the origin are followed unless they are refused. */
  readonly redirects?: 'followed' | 'refused';
  /** Where proxies are read from; without it there is none. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly time?: Time;
};

const maxRedirects = 5;

function describe(base: Result<BaseUrl, Failure>, request: HttpRequest) {
  const target = base.ok ? joinUrl(base.value, request.path, request.query) : base;
  const shown = target.ok ? target.value : `/${request.path.join('/')}${printQuery(request.query ?? [])}`;
  const body = request.body === undefined ? {} : { body: request.body.text };
  return showExchange({ method: request.method, target: shown, ...body }, []);
}

type Certificate = { readonly clientCertificate?: ClientCertificate };

const certificateOf = ({ clientCertificate }: HttpSettings): ((op: Op) => Answer<Certificate>) => {
  if (clientCertificate === undefined) return async () => ok({});
  return async (op) => {
    const fetched = await clientCertificate(op);
    const usable = fetched.ok ? usableCertificate(fetched.value) : fetched;
    return usable.ok ? ok({ clientCertificate: usable.value }) : usable;
  };
};

/** The connections, made before the first request: their client certificate may have to be fetched. */
function lazyDispatcher(settings: HttpSettings, { loopback }: BaseUrl) {
  let made: Dispatcher | undefined;
  const make = sharing(async (op: Op): Answer<Dispatcher> => {
    const certificate = await certificateOf(settings)(op);
    if (!certificate.ok) return certificate;
    const { ca, environment = {} } = settings;
    made = await createDispatcher({
      loopback,
      environment,
      ...present({ ca }),
      ...certificate.value,
    });
    return ok(made);
  });
  return {
    get: async (op: Op): Answer<Dispatcher> => (made === undefined ? make(op) : ok(made)),
    close: async () => made?.destroy(),
  };
}

function learnedAccept(): LearnedAccept {
  let form: string | undefined;
  return {
    known: () => form,
    learn: (found) => {
      form = found;
    },
  };
}

async function tlsOf(settings: HttpSettings, base: BaseUrl, op: Op): Answer<TlsFacts> {
  if (base.origin.startsWith('http:')) return ok({ tls: 'none' });
  if (!base.loopback && mayBeProxied(settings.environment ?? {})) return ok({ tls: 'behind a proxy' });
  const certificate = await certificateOf(settings)(op);
  if (!certificate.ok) return certificate;
  const { requestMs } = settings.limits ?? defaultLimits;
  const { ca } = settings;
  const about = { origin: base.origin, place: base.place, requestMs, ...certificate.value };
  return inspectTls({ ...about, ...present({ ca }) }, op);
}

/**
 * The way to one target over HTTP: its base URL, its credentials, its connections. Nothing is sent before `send`, and
 * a base URL that cannot be used is the answer to every `send` (`parseBaseUrl` tells beforehand).
 */
export function createHttp(settings: HttpSettings): Http {
  const base = parseBaseUrl(settings.baseUrl, { allowPlainHttp: settings.allowPlainHttp ?? false });
  if (!base.ok) {
    return {
      place: '',
      send: async () => base,
      describe: (request) => describe(base, request),
      inspectTls: async () => base,
      close: async () => {},
    };
  }
  const dispatcher = lazyDispatcher(settings, base.value);
  const connection: HttpConnection = {
    base: base.value,
    dispatcher: dispatcher.get,
    credentials: settings.credentials ?? anonymous,
    limits: settings.limits ?? defaultLimits,
    time: settings.time ?? realTime,
    maxRedirects: settings.redirects === 'refused' ? 0 : maxRedirects,
    accept: learnedAccept(),
  };
  return {
    place: base.value.place,
    send: (request, op) => send(connection, request, op),
    describe: (request) => describe(base, request),
    inspectTls: (op) => tlsOf(settings, base.value, op),
    close: dispatcher.close,
  };
}
