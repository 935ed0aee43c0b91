import { expect } from 'vitest';
import type { identities } from '../../../../src/emulators/scim/misbehaviour/identity.ts';
import type { methods } from '../../../../src/emulators/scim/misbehaviour/methods.ts';
import { at, type Case, change, createUser, get, header } from './case.ts';

const uuid = expect.stringMatching(/^[\da-f-]{36}$/);
const setTitle = { op: 'replace', path: 'title', value: 'T' };
const takeName = change('/Users/ada', { op: 'replace', path: 'userName', value: 'grace@larkspur.example' });
const anyText = expect.any(String);

export const identityCases: Readonly<Record<keyof typeof identities, Case>> = {
  'id-is-user-name': { ask: createUser(), look: at('id'), clean: uuid, bad: 'new one@larkspur.example' },
  'no-location': {
    ask: createUser(),
    look: (seen) => [header('location')(seen), at('meta', 'location')(seen)],
    clean: [anyText, anyText],
    bad: [undefined, undefined],
  },
  'relative-location': {
    ask: get('/Users/ada'),
    look: (seen) => [header('location')(seen), at('meta', 'location')(seen)],
    clean: [expect.stringMatching(/^http:/), expect.stringMatching(/^http:/)],
    bad: ['/scim/v2/Users/ada', '/scim/v2/Users/ada'],
  },
  'location-not-encoded': {
    ask: get('/Users/lin%20a'),
    look: at('meta', 'location'),
    clean: expect.stringMatching(/Users\/lin%20a$/),
    bad: expect.stringMatching(/Users\/lin a$/),
  },
  'create-answers-without-id': {
    ask: createUser(),
    look: (seen) => [at('id')(seen), at('userName')(seen)],
    clean: [uuid, anyText],
    bad: [undefined, anyText],
  },
  'create-answers-nothing': {
    ask: createUser(),
    look: ({ status, text }) => [status, text],
    clean: [201, expect.stringContaining('userName')],
    bad: [201, ''],
  },
  'create-answers-200': { ask: createUser(), clean: 201, bad: 200 },
  'no-meta': { ask: get('/Users/ada'), look: at('meta'), clean: expect.any(Object), bad: undefined },
  'no-timestamps': {
    ask: get('/Users/ada'),
    look: (seen) => [at('meta', 'created')(seen), at('meta', 'lastModified')(seen)],
    clean: [anyText, anyText],
    bad: [undefined, undefined],
  },
  'resource-type-lower-case': {
    ask: get('/Users/ada'),
    look: at('meta', 'resourceType'),
    clean: 'User',
    bad: 'user',
  },
  'etag-unrelated': {
    ask: ['PATCH', '/Users/ada', change('', setTitle)[2] ?? {}, { 'if-match': 'W/"1"' }],
    clean: 200,
    bad: 412,
  },
  'unknown-id-400': { ask: get('/Users/nobody'), clean: 404, bad: 400 },
  'patch-unknown-id-500': { ask: change('/Users/nobody', setTitle), clean: 404, bad: 500 },
  'delete-twice-500': {
    given: [['DELETE', '/Users/ada']],
    ask: ['DELETE', '/Users/ada'],
    clean: 404,
    bad: 500,
  },
  'duplicate-on-patch-500': { ask: takeName, clean: 409, bad: 500 },
  'duplicate-patch-half-applied': {
    given: [takeName],
    ask: get('/Users/ada'),
    look: at('userName'),
    clean: 'ada@larkspur.example',
    bad: 'grace@larkspur.example',
  },
};

export const methodCases: Readonly<Record<keyof typeof methods, Case>> = {
  'patch-answers-204': {
    ask: change('/Users/ada', setTitle),
    look: ({ status, text }) => [status, text === ''],
    clean: [200, false],
    bad: [204, true],
  },
  'patch-unsupported-405': { ask: change('/Users/ada', setTitle), clean: 200, bad: 405 },
  'patch-unsupported-501': { ask: change('/Users/ada', setTitle), clean: 200, bad: 501 },
  'writes-answer-500': {
    ask: change('/Users/ada', setTitle),
    clean: 200,
    bad: 500,
  },
  'writes-forbidden-403': { ask: change('/Users/ada', setTitle), clean: 200, bad: 403 },
  'create-conflict-409': { ask: createUser(), clean: 201, bad: 409 },
  'create-unprocessable-422': { ask: createUser(), clean: 201, bad: 422 },
  'put-unsupported-405': {
    ask: ['PUT', '/Users/ada', createUser()[2] ?? {}],
    clean: 200,
    bad: 405,
  },
  'accept-needs-json': {
    ask: get('/Users/ada', { accept: 'application/scim+json' }),
    clean: 200,
    bad: 400,
  },
  'delete-refuses-scim-accept': { ask: ['DELETE', '/Users/ada'], clean: 204, bad: 406 },
};
