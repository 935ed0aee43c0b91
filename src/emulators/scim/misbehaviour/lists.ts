import { type JsonObject, withoutField } from '../../../protocols/scim/json.ts';
import { LIST_RESPONSE_URN } from '../../../protocols/scim/urns.ts';
import type { ScimRequest, ScimResponse } from '../protocol/exchange.ts';
import { MAX_RESULTS } from '../protocol/list.ts';
import { always, listedIn, type Misbehaviour, refusalAnswer, refusing } from './misbehaviour.ts';
import { isAboutOne, isQuery, withQuery } from './requests.ts';

/** The largest page that this server gives. */
const LARGEST_PAGE = String(MAX_RESULTS);

/** Another form for the lists of users and groups; discovery stays as it is. */
const listing = (says: string, change: (list: JsonObject, size: number) => JsonObject): Misbehaviour =>
  always(says, {
    after: (response, request) => {
      const resources = isQuery(request) ? listedIn(response) : undefined;
      if (resources === undefined || response.body === undefined) return response;
      return { ...response, body: change(response.body, resources.length) };
    },
  });

function withoutPaging(request: ScimRequest): ScimRequest {
  if (!isQuery(request)) return request;
  return withQuery(request, { startIndex: undefined, cursor: undefined, count: LARGEST_PAGE });
}

function byCursorOnly(request: ScimRequest): ScimRequest {
  if (!isQuery(request)) return request;
  return withQuery(request, { startIndex: undefined, cursor: request.query.get('cursor') ?? '' });
}

function withoutTotals(response: ScimResponse, request: ScimRequest): ScimResponse {
  const { body } = response;
  if (body === undefined) return response;
  if (isQuery(request) && listedIn(response) !== undefined) {
    return { ...response, body: withoutField(body, 'totalResults') };
  }
  if (request.path[0] !== 'ServiceProviderConfig') return response;
  const pagination = { cursor: true, index: false, defaultPaginationMethod: 'cursor' };
  return { ...response, body: { ...body, pagination } };
}

function asList(response: ScimResponse, request: ScimRequest): ScimResponse {
  const { body, status } = response;
  if (!isAboutOne(request, 'GET') || status !== 200 || body === undefined) return response;
  const list = { schemas: [LIST_RESPONSE_URN], totalResults: 1, startIndex: 1, itemsPerPage: 1 };
  return { ...response, body: { ...list, Resources: [body] } };
}

const isForNobody = (request: ScimRequest) => isQuery(request) && request.query.get('count') === '0';

/** How servers go wrong with lists and pages. */
export const lists = {
  'total-results-is-page-size': listing('Gives the size of the page as totalResults.', (list, size) => ({
    ...list,
    totalResults: size,
  })),
  'total-results-missing': listing('Leaves totalResults out.', (list) => withoutField(list, 'totalResults')),
  'items-per-page-zero': listing('Gives 0 as itemsPerPage, whatever the page holds.', (list) => ({
    ...list,
    itemsPerPage: 0,
  })),
  'no-resources-when-empty': listing('Leaves Resources out of an empty list.', (list, size) =>
    size === 0 ? withoutField(list, 'Resources') : list,
  ),
  'lower-case-resources-key': listing('Spells the key of the list "resources".', (list) => {
    const { Resources = [], ...rest } = list;
    return { ...rest, resources: Resources };
  }),
  'paging-ignored': always(
    `Takes no notice of startIndex, count and cursor and always answers with all, the first ${MAX_RESULTS} at most.`,
    { before: withoutPaging },
  ),
  'cursor-paging-only': always('Pages by cursor only, and never says how many there are.', {
    before: byCursorOnly,
    after: withoutTotals,
  }),
  'count-zero-400': refusing(
    'Refuses count=0.',
    isForNobody,
    refusalAnswer(400, 'count must be at least 1', 'invalidValue'),
  ),
  'count-zero-everybody': always(`Answers to count=0 with everybody, the first ${MAX_RESULTS} at most.`, {
    before: (request) => (isForNobody(request) ? withoutPaging(request) : request),
  }),
  'read-by-id-answers-list': always('Answers with a list of one when an object is read by its id.', {
    after: asList,
  }),
  'excluded-attributes-ignored': always(
    'Takes no notice of excludedAttributes: groups come with all members.',
    {
      before: (request) => withQuery(request, { excludedAttributes: undefined }),
    },
  ),
} as const satisfies Record<string, Misbehaviour>;
