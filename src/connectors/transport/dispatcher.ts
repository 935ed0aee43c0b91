import { getCACertificates } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';

type DispatcherSettings = {
  readonly loopback: boolean;
  /** PEM text of further certificate authorities, trusted beside those of the system. */
  readonly ca?: string;
  /** The environment to read HTTP_PROXY, HTTPS_PROXY and NO_PROXY from, in either case. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/**
 * The connections to one target. Loopback never goes through a proxy. undici's own time limits are off, because one
 * limit for a whole request is enforced by its caller.
 */
export function createDispatcher({ loopback, ca, environment }: DispatcherSettings): Dispatcher {
  const connect = ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] };
  const common = { headersTimeout: 0, bodyTimeout: 0, connect };
  if (loopback) return new Agent(common);
  const variable = (name: string): string => environment[name.toLowerCase()] ?? environment[name] ?? '';
  // Each is given, were it only as an empty text: what is missing undici would read from the process itself.
  return new EnvHttpProxyAgent({
    ...common,
    ...(ca === undefined ? {} : { requestTls: connect, proxyTls: connect }),
    httpProxy: variable('HTTP_PROXY'),
    httpsProxy: variable('HTTPS_PROXY'),
    noProxy: variable('NO_PROXY'),
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
