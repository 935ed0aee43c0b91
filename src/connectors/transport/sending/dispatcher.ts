import { getCACertificates } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { ClientCertificate } from '../tls/client-certificate.ts';

type Environment = Readonly<Record<string, string | undefined>>;

type DispatcherSettings = {
  readonly loopback: boolean;
  /** PEM text of further certificate authorities, trusted beside those of the system. */
  readonly ca?: string;
  /** Shown to the target that asks for it, never to a proxy. */
  readonly clientCertificate?: ClientCertificate;
  /** The environment to read HTTP_PROXY, HTTPS_PROXY and NO_PROXY from, in either case. */
  readonly environment: Environment;
};

const variable = (environment: Environment, name: string): string =>
  environment[name.toLowerCase()] ?? environment[name] ?? '';

/** Certificate authorities as TLS wants them: those given stand beside the system's. */
export const authorities = (ca: string | undefined): { readonly ca?: string[] } =>
  ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] };

/** Whether an https request may go through a proxy; NO_PROXY may still except its host. */
export const mayBeProxied = (environment: Environment): boolean =>
  variable(environment, 'HTTPS_PROXY') !== '';

/**
 * The connections to one target. Loopback never goes through a proxy. undici's own time limits are off, because one
 * limit for a whole request is enforced by its caller. HTTP/2 is off: only on a connection of our own, with one request
 * at a time, is it certain which request a broken connection has hit.
 */
export async function createDispatcher(settings: DispatcherSettings): Promise<Dispatcher> {
  // Loaded when something is to be sent: a third of the program, which most starts do without.
  const { Agent, EnvHttpProxyAgent } = await import('undici');
  const { loopback, clientCertificate, environment } = settings;
  const trusted = authorities(settings.ca);
  const connect = { ...trusted, ...clientCertificate };
  const common = { headersTimeout: 0, bodyTimeout: 0, allowH2: false, connect };
  if (loopback) return new Agent(common);
  // Each is given, were it only as an empty text: what is missing undici would read from the process itself.
  return new EnvHttpProxyAgent({
    ...common,
    requestTls: connect,
    proxyTls: trusted,
    httpProxy: variable(environment, 'HTTP_PROXY'),
    httpsProxy: variable(environment, 'HTTPS_PROXY'),
    noProxy: variable(environment, 'NO_PROXY'),
  });
}

/** The same dispatcher, which tells when a request is about to be written to its connection. */
export function watchingStart(dispatcher: Dispatcher, onStart: () => void): Dispatcher {
  return dispatcher.compose(
    (dispatch) => (options, handler) => dispatch(options, startWatch(handler, onStart)),
  );
}

function startWatch(handler: Dispatcher.DispatchHandler, onStart: () => void): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => {
      handler.onRequestStart?.(controller, context);
      if (!controller.aborted) onStart();
    },
    onRequestUpgrade: (...about) => handler.onRequestUpgrade?.(...about),
    onResponseStart: (...about) => handler.onResponseStart?.(...about),
    onResponseData: (...about) => handler.onResponseData?.(...about),
    onResponseEnd: (...about) => handler.onResponseEnd?.(...about),
    onResponseError: (...about) => handler.onResponseError?.(...about),
  };
}
