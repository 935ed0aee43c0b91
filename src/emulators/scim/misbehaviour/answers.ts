import { ERROR_URN } from '../../../protocols/scim/urns.ts';
import type { ScimResponse } from '../protocol/exchange.ts';
import { always, listedIn, type Misbehaviour, refusalAnswer, refusing, showing } from './misbehaviour.ts';
import { isRequestOn } from './requests.ts';

const html = (status: number, heading: string): ScimResponse => ({
  status,
  headers: {},
  plain: {
    type: 'text/html; charset=utf-8',
    text: `<!DOCTYPE html>\n<html><head><title>${heading}</title></head><body><h1>${heading}</h1></body></html>\n`,
  },
});

const stackTrace = [
  'System.NullReferenceException: Object reference not set to an instance of an object.',
  ...Array.from({ length: 40 }, (_, at) => `   at Scim.Provider.Handler.Step${at}(Request request)`),
].join('\n');

const discoveryEndpoints: ReadonlySet<string> = new Set([
  'ServiceProviderConfig',
  'ResourceTypes',
  'Schemas',
]);

/** Another form for the errors of the server. */
const erring = (says: string, refused: (response: ScimResponse) => ScimResponse): Misbehaviour =>
  always(says, { refusal: refused });

/** Another value, or none, for one field of each error. */
const erringIn = (says: string, change: (body: NonNullable<ScimResponse['body']>) => ScimResponse['body']) =>
  erring(says, (response) => {
    const body = response.body === undefined ? undefined : change(response.body);
    return body === undefined ? response : { ...response, body };
  });

/** How servers go wrong with errors. */
export const errors = {
  'plain-text-401': erring('Answers a wrong token with 401 and a plain text.', (response) =>
    response.status === 401
      ? { status: 401, headers: response.headers, plain: { type: 'text/plain', text: 'Unauthorized' } }
      : response,
  ),
  'html-errors': erring('Answers every error with a page of HTML.', ({ status, headers }) => ({
    ...html(status, `Error ${status}`),
    headers,
  })),
  'errors-without-body': erring('Answers every error without a body.', ({ status, headers }) => ({
    status,
    headers,
  })),
  'errors-without-scim-type': erringIn('Never says with scimType what kind of error it is.', (body) => {
    const { scimType: _scimType, ...rest } = body;
    return rest;
  }),
  'status-as-number': erringIn('Gives the status of an error as a number instead of a text.', (body) => ({
    ...body,
    status: Number(body['status']),
  })),
  'stack-trace-detail': erringIn('Puts a long stack trace into the detail of each error.', (body) => ({
    ...body,
    detail: `${String(body['detail'])}\n${stackTrace}`,
  })),
  'vendor-error-object': erringIn('Adds an object of its own to each error.', (body) => ({
    ...body,
    schemas: [ERROR_URN, 'urn:example:scim:api:messages:2.0:Diagnostics'],
    'urn:example:scim:api:messages:2.0:Diagnostics': { requestId: 'r-1', triggeredBy: 'validation' },
  })),
} as const satisfies Record<string, Misbehaviour>;

/** How servers go wrong with what every answer has, and with discovery. */
export const answers = {
  'login-page': refusing(
    'Answers every read with 200 and the HTML of a login page.',
    ({ method }) => method === 'GET',
    html(200, 'Sign in'),
  ),
  'empty-reads': refusing('Answers every read with 200 and no body.', ({ method }) => method === 'GET', {
    status: 200,
    headers: {},
  }),
  'answers-as-json': always('Declares its answers as application/json.', {
    after: (response) => typed(response, 'application/json; charset=utf-8'),
  }),
  'answers-without-type': always('Does not declare the type of its answers.', {
    after: (response) => typed(response, undefined),
  }),
  'nulls-shown': showing(
    'Shows attributes without a value as null, lists as [].',
    (resource, { path: [first] }) =>
      first === 'Users'
        ? { title: null, nickName: null, name: null, phoneNumbers: [], ...resource }
        : resource,
  ),
  'discovery-404': refusing(
    'Has no ServiceProviderConfig, ResourceTypes and Schemas.',
    ({ path: [first = ''] }) => discoveryEndpoints.has(first),
    refusalAnswer(404, 'not found'),
  ),
  'discovery-bare-arrays': always('Answers Schemas and ResourceTypes with a bare array.', {
    after: (response, request) => {
      const isDiscovery = request.method === 'GET' && !isRequestOn(request, 'GET');
      const resources = isDiscovery ? listedIn(response) : undefined;
      const plain = { type: 'application/scim+json', text: JSON.stringify(resources) };
      return resources === undefined ? response : { status: response.status, headers: {}, plain };
    },
  }),
} as const satisfies Record<string, Misbehaviour>;

function typed({ body, ...response }: ScimResponse, type: string | undefined): ScimResponse {
  if (body === undefined) return response;
  const text = JSON.stringify(body);
  return { ...response, plain: type === undefined ? { text } : { type, text } };
}
