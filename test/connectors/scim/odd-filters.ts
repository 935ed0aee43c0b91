import type { ServerResponse } from 'node:http';
import { matchesFilter, parseScimFilter } from '../../../src/protocols/scim/filter.ts';
import type { JsonObject } from '../../../src/protocols/scim/json.ts';
import { json, type Received } from '../transport/loopback-server.ts';
import { listOf } from './queries.ts';
import { parametersOf } from './scripted-reading.ts';

export const ada = {
  id: '1',
  userName: 'ada@x',
  emails: [{ type: 'work', value: 'a@b' }],
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'R&D' },
};

export type Answering = (received: Received, response: ServerResponse, count: number) => void;

/** A server of these people; `refuses` names the forms of filter it does not take, `misses` those it finds nothing by. */
export const server =
  (
    people: readonly JsonObject[],
    odd: { readonly refuses?: RegExp; readonly misses?: RegExp } = {},
  ): Answering =>
  (received, response) => {
    const { filter: text } = parametersOf(received);
    if (text === undefined) return json(response, 200, listOf(...people));
    if (odd.refuses?.test(text) === true) return json(response, 400, { scimType: 'invalidFilter' });
    const filter = parseScimFilter(text);
    if (!filter.ok) return json(response, 400, { scimType: 'invalidFilter', detail: filter.error.message });
    const found = people.filter((one) => matchesFilter(filter.value, one));
    json(response, 200, odd.misses?.test(text) === true ? listOf() : listOf(...found));
  };

export const everybody: Answering = (_, response) =>
  json(response, 200, listOf(ada, { id: '2', userName: 'eve@x' }));
