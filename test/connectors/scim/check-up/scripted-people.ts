import type { ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { matchesFilter, parseScimFilter } from '../../../../src/protocols/scim/filter.ts';
import type { JsonObject } from '../../../../src/protocols/scim/json.ts';
import { json, type Received, startLoopback } from '../../transport/loopback-server.ts';
import { listOf } from '../queries.ts';
import { parametersOf } from '../scripted-reading.ts';

export type Answering = (received: Received, response: ServerResponse, count: number) => void;

/** The base URL of a server that answers as the handler says; it ends with the test. */
export async function scripted(handler: Answering): Promise<string> {
  const server = await startLoopback(handler);
  onTestFinished(() => server.close());
  return `${server.url}/scim/v2`;
}

export const ada = {
  id: '1',
  userName: 'ada@x',
  displayName: 'Ada',
  emails: [{ type: 'work', value: 'ada@x' }],
};

/** A server of some people; `misses` are filters that it answers with an empty list, although somebody is there. */
export const people =
  (all: readonly JsonObject[], misses = /^$/): Answering =>
  (received, response) => {
    const { filter: text } = parametersOf(received);
    if (!received.url.includes('/Users')) return json(response, 404, {});
    if (text === undefined) return json(response, 200, listOf(...all));
    const filter = parseScimFilter(text);
    const found = all.filter((one) => filter.ok && matchesFilter(filter.value, one));
    json(response, 200, listOf(...(misses.test(text) ? [] : found)));
  };
