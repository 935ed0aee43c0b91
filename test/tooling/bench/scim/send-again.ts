import { type Agent, request } from 'undici';
import type { Sent } from './sent-requests.ts';

export type Bare = { readonly url: string; readonly token: string; readonly dispatcher: Agent };

/** What one run sent, and which object of the target it was about. */
export type RunRequests = { readonly sent: readonly Sent[]; readonly targetId: string };

/**
 * Sends the requests of a run again with nothing around them. What this server creates has ids of its own; `ids` tells
 * them by those of the first server.
 */
export async function sendAgain(
  { url, token, dispatcher }: Bare,
  { sent, targetId }: RunRequests,
  ids: Map<string, string>,
): Promise<void> {
  const known = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;
  const renamed = (text: string): string => text.replace(known, (id) => ids.get(id) ?? id);
  for (const { method, path, body } of sent) {
    const answer = await request(`${url}${renamed(path)}`, {
      dispatcher,
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body === undefined ? {} : { body: renamed(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
    if (method === 'POST') ids.set(targetId, String(JSON.parse(text).id));
  }
}
