import { parseScimFilter } from '../../../protocols/scim/filter.ts';
import { type JsonObject, valueOfKey } from '../../../protocols/scim/json.ts';
import type { Filter } from '../../../protocols/scim/syntax.ts';
import { LIST_RESPONSE_URN } from '../../../protocols/scim/urns.ts';
import type { ScimRequest, ScimResponse } from '../protocol/exchange.ts';
import { always, listedIn, type Misbehaviour, refusalAnswer, refusing } from './misbehaviour.ts';
import { comparisonsIn, type FilterComparison, filterOf, isQuery, withQuery } from './requests.ts';

const unsupported = refusalAnswer(400, 'this filter is not supported', 'invalidFilter');
const nobody: ScimResponse = {
  status: 200,
  headers: {},
  body: { schemas: [LIST_RESPONSE_URN], totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] },
};
const stackTrace = [
  'Traceback (most recent call last):',
  '  File "/srv/scim/provider.py", line 212, in query',
  '    tree = parser.parse(request.filter)',
  'SyntaxError: unexpected token',
].join('\n');

const compares = (rule: (one: FilterComparison) => boolean) => (request: ScimRequest) =>
  comparisonsIn(filterOf(request)).some(rule);
const on = (...attributes: readonly string[]) => compares(({ path }) => attributes.includes(path.attribute));

/** `emails[type eq "work"].value eq "…"` */
const isBracketed = compares(({ path }) => path.filter !== undefined);
/** `emails[type eq "work" and value eq "…"]` */
const isBracketedPair = (request: ScimRequest) =>
  termsOf(filterOf(request)).some(({ kind }) => kind === 'exists');
const isPlainEmail = compares(({ path }) => path.attribute === 'emails' && path.filter === undefined);
const isExtension = compares(({ path }) => path.urn !== undefined);
const hasEscapedQuote = (request: ScimRequest) =>
  isQuery(request) && (request.query.get('filter') ?? '').includes('\\"');
const hasBoolean = (request: ScimRequest) =>
  filterOf(request)?.kind === 'and' && compares(({ value }) => typeof value === 'boolean')(request);
const isMalformed = (request: ScimRequest) => {
  const text = request.query.get('filter') ?? '';
  return isQuery(request) && text.trim() !== '' && !parseScimFilter(text).ok;
};
const isUnusual = compares(
  ({ path }) =>
    path.urn !== undefined ||
    !['userName', 'displayName', 'externalId', 'id', 'emails'].includes(path.attribute),
);

function termsOf(filter: Filter | undefined): readonly Filter[] {
  if (filter === undefined) return [];
  return filter.kind === 'and' || filter.kind === 'or' ? filter.terms.flatMap(termsOf) : [filter];
}

/** Keeps of the hits those whose userName is spelled as the filter spells it. */
function caseSensitively(response: ScimResponse, request: ScimRequest): ScimResponse {
  const asked = comparisonsIn(filterOf(request)).filter(({ path }) => path.attribute === 'userName');
  const resources = listedIn(response);
  if (resources === undefined || asked.length === 0) return response;
  return listing(
    response,
    resources.filter((one) => asked.every(({ value }) => valueOfKey(one, 'userName') === value)),
  );
}

function withoutInactive(response: ScimResponse, request: ScimRequest): ScimResponse {
  const resources = isQuery(request, 'Users') ? listedIn(response) : undefined;
  const shown = resources?.filter((one) => valueOfKey(one, 'active') !== false);
  return shown === undefined ? response : listing(response, shown);
}

function listing(response: ScimResponse, kept: readonly JsonObject[]): ScimResponse {
  const counts = { totalResults: kept.length, itemsPerPage: kept.length };
  return { ...response, body: { ...response.body, ...counts, Resources: kept } };
}

function notFoundWithoutHit(response: ScimResponse, request: ScimRequest): ScimResponse {
  const isMiss = isQuery(request) && request.query.has('filter') && listedIn(response)?.length === 0;
  return isMiss ? refusalAnswer(404, 'nothing found') : response;
}

/** How servers go wrong with filters. */
export const filters = {
  'ignores-filters': always('Takes no notice of filters and answers with everybody.', {
    before: (request) => (isQuery(request) ? withQuery(request, { filter: undefined }) : request),
  }),
  'filter-without-hit-404': always('Answers 404 to a filter that finds nothing, instead of an empty list.', {
    after: notFoundWithoutHit,
  }),
  'user-name-filter-case-sensitive': always('Finds a userName only in the spelling it was stored in.', {
    after: caseSensitively,
  }),
  'inactive-not-found': always('Does not find users that are disabled.', { after: withoutInactive }),
  'bracket-filter-400': refusing(
    'Refuses filters of the form emails[type eq "work"].value eq "x".',
    isBracketed,
    unsupported,
  ),
  'bracket-filter-empty': refusing(
    'Finds nobody with emails[type eq "work"].value eq "x", although somebody has it.',
    isBracketed,
    nobody,
  ),
  'bracket-pair-filter-400': refusing(
    'Refuses filters of the form emails[type eq "work" and value eq "x"].',
    isBracketedPair,
    unsupported,
  ),
  'email-filter-empty': refusing(
    'Finds nobody with emails.value eq "x", although somebody has it.',
    isPlainEmail,
    nobody,
  ),
  'extension-filter-empty': refusing(
    'Finds nobody by an attribute of an extension such as employeeNumber, although somebody has it.',
    isExtension,
    nobody,
  ),
  'boolean-filter-empty': refusing(
    'Finds nobody when a filter joins a boolean with "and".',
    hasBoolean,
    nobody,
  ),
  'escaped-quote-filter-400': refusing(
    'Refuses a filter whose value holds a quotation mark.',
    hasEscapedQuote,
    unsupported,
  ),
  'escaped-quote-filter-500': refusing(
    'Fails with 500 when the value of a filter holds a quotation mark.',
    hasEscapedQuote,
    refusalAnswer(500, stackTrace),
  ),
  'members-filter-400': refusing('Refuses to find groups by a member.', on('members'), unsupported),
  'members-filter-empty': refusing(
    'Finds no group by a member, although the member is in it.',
    on('members'),
    nobody,
  ),
  'manager-filter-400': refusing('Refuses to find users by their manager.', on('manager'), unsupported),
  'manager-filter-empty': refusing(
    'Finds nobody by their manager, although somebody has that manager.',
    on('manager'),
    nobody,
  ),
  'external-id-filter-400': refusing('Refuses to find objects by externalId.', on('externalId'), unsupported),
  'group-display-name-filter-400': refusing(
    'Refuses to find groups by displayName.',
    (request) => isQuery(request, 'Groups') && on('displayName')(request),
    unsupported,
  ),
  'few-filter-attributes': refusing(
    'Refuses filters on anything but userName, displayName, externalId, id and emails.',
    isUnusual,
    unsupported,
  ),
  'malformed-filter-ignored': always('Answers with everybody to a filter it cannot read.', {
    before: (request) => (isMalformed(request) ? withQuery(request, { filter: undefined }) : request),
  }),
  'malformed-filter-500': refusing(
    'Fails with 500 and a stack trace on a filter it cannot read.',
    isMalformed,
    refusalAnswer(500, stackTrace),
  ),
} as const satisfies Record<string, Misbehaviour>;
