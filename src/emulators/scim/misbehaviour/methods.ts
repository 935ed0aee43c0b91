import type { ScimRequest } from '../protocol/exchange.ts';
import { always, type Misbehaviour, refusalAnswer, refusing } from './misbehaviour.ts';
import { isRequestOn } from './requests.ts';

const isWrite = (request: ScimRequest) =>
  ['POST', 'PUT', 'PATCH', 'DELETE'].some((method) => isRequestOn(request, method));

/** How servers go wrong with methods and headers. */
export const methods = {
  'patch-answers-204': always('Answers every PATCH with 204 and no body.', {
    after: (response, request) =>
      isRequestOn(request, 'PATCH') && response.status === 200
        ? { status: 204, headers: response.headers }
        : response,
  }),
  'patch-unsupported-405': unsupportedPatch(
    'Has no PATCH and answers 405, as its ServiceProviderConfig says.',
    405,
  ),
  'patch-unsupported-501': unsupportedPatch(
    'Has no PATCH and answers 501, as its ServiceProviderConfig says.',
    501,
  ),
  'writes-answer-500': always('Does what a write asks for, and answers 500 anyway.', {
    after: (response, request) =>
      isWrite(request) && response.status < 300
        ? refusalAnswer(500, 'the connection to the database was lost')
        : response,
  }),
  'writes-forbidden-403': refusing(
    'Lets the token read, and refuses every write with 403.',
    isWrite,
    refusalAnswer(403, 'the token may only read'),
  ),
  'create-conflict-409': refusing(
    'Refuses every new object with 409, although nobody that it shows has the name.',
    (request) => isRequestOn(request, 'POST'),
    refusalAnswer(409, 'the name is taken', 'uniqueness'),
  ),
  'create-unprocessable-422': refusing(
    'Refuses every new object with 422.',
    (request) => isRequestOn(request, 'POST'),
    refusalAnswer(422, 'the object breaks a rule of this server'),
  ),
  'put-unsupported-405': refusing(
    'Has no PUT and answers 405.',
    (request) => isRequestOn(request, 'PUT'),
    refusalAnswer(405, 'PUT is not allowed'),
  ),
  'accept-needs-json': refusing(
    'Refuses requests whose Accept does not name application/json.',
    ({ accept = '' }) => !accept.includes('application/json'),
    refusalAnswer(400, 'Accept must name application/json'),
  ),
  'delete-refuses-scim-accept': refusing(
    'Refuses a DELETE whose Accept names application/scim+json.',
    ({ method, accept = '' }) => method === 'DELETE' && accept.includes('application/scim+json'),
    refusalAnswer(406, 'not acceptable'),
  ),
} as const satisfies Record<string, Misbehaviour>;

function unsupportedPatch(says: string, status: number): Misbehaviour {
  return always(says, {
    before: (request) =>
      isRequestOn(request, 'PATCH') ? refusalAnswer(status, 'PATCH is not supported') : request,
    after: (response, request) =>
      request.path[0] === 'ServiceProviderConfig' && response.body !== undefined
        ? { ...response, body: { ...response.body, patch: { supported: false } } }
        : response,
  });
}
