import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** One request as undici was told to send it. */
export type Sent = { readonly method: string; readonly path: string; readonly body?: string };

/** Everything undici sends in this process while `work` goes on. */
export async function watched<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly sent: readonly Sent[] }> {
  const sent: Sent[] = [];
  const note = (message: unknown): void => {
    const { method, path, body } = (message as { request: { method: string; path: string; body: unknown } })
      .request;
    sent.push({ method, path, ...(body === null || body === undefined ? {} : { body: String(body) }) });
  };
  subscribe('undici:request:create', note);
  const value = await work().finally(() => unsubscribe('undici:request:create', note));
  return { value, sent };
}

const ids = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

/** For people: what a request asks, without the ids that are others in each run. */
export const shownRequest = ({ method, path }: Sent): string =>
  `${method} ${decodeURIComponent(path).replace(ids, 'ID')}`;
