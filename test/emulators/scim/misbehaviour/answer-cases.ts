import { expect } from 'vitest';
import type { answers, errors } from '../../../../src/emulators/scim/misbehaviour/answers.ts';
import type { pressure } from '../../../../src/emulators/scim/misbehaviour/pressure.ts';
import { at, type Case, createUser, found, get, header } from './case.ts';

const unknown = get('/Users/nobody');
const wrongToken = get('/Users', { authorization: 'Bearer another' });
const looks = (seen: { readonly status: number }) => [seen.status, header('retry-after')(seen as never)];

export const errorCases: Readonly<Record<keyof typeof errors, Case>> = {
  'plain-text-401': {
    ask: wrongToken,
    look: (seen) => [seen.status, seen.text],
    clean: [401, expect.stringContaining('"status":"401"')],
    bad: [401, 'Unauthorized'],
  },
  'html-errors': {
    ask: wrongToken,
    look: (seen) => [seen.status, header('content-type')(seen)],
    clean: [401, 'application/scim+json'],
    bad: [401, 'text/html; charset=utf-8'],
  },
  'errors-without-body': {
    ask: unknown,
    look: ({ status, text }) => [status, text],
    clean: [404, expect.stringContaining('detail')],
    bad: [404, ''],
  },
  'errors-without-scim-type': {
    ask: createUser({ userName: '' }),
    look: at('scimType'),
    clean: 'invalidValue',
    bad: undefined,
  },
  'status-as-number': { ask: unknown, look: at('status'), clean: '404', bad: 404 },
  'stack-trace-detail': {
    ask: unknown,
    look: (seen) => String(at('detail')(seen)).split('\n').length,
    clean: 1,
    bad: 42,
  },
  'vendor-error-object': {
    ask: unknown,
    look: ({ body }) => Object.keys(body),
    clean: ['schemas', 'status', 'detail'],
    bad: ['schemas', 'status', 'detail', 'urn:example:scim:api:messages:2.0:Diagnostics'],
  },
};

export const answerCases: Readonly<Record<keyof typeof answers, Case>> = {
  'login-page': {
    ask: get('/Users'),
    look: ({ status, text }) => [status, text.slice(0, 9)],
    clean: [200, '{"schemas'],
    bad: [200, '<!DOCTYPE'],
  },
  'empty-reads': {
    ask: get('/Users/ada'),
    look: ({ status, text }) => [status, text],
    clean: [200, expect.stringContaining('ada')],
    bad: [200, ''],
  },
  'answers-as-json': {
    ask: get('/Users/ada'),
    look: header('content-type'),
    clean: 'application/scim+json',
    bad: 'application/json; charset=utf-8',
  },
  'answers-without-type': {
    ask: get('/Users/ada'),
    look: (seen) => [header('content-type')(seen), at('id')(seen)],
    clean: ['application/scim+json', 'ada'],
    bad: [undefined, 'ada'],
  },
  'nulls-shown': {
    ask: get('/Users/ada'),
    look: (seen) => [at('title')(seen), at('name')(seen), at('phoneNumbers')(seen)],
    clean: [undefined, expect.any(Object), undefined],
    bad: [null, expect.any(Object), []],
  },
  'discovery-404': { ask: get('/ServiceProviderConfig'), clean: 200, bad: 404 },
  'discovery-bare-arrays': {
    ask: get('/ResourceTypes'),
    look: (seen) => [Array.isArray(seen.body), found(seen)],
    clean: [false, ['User', 'Group']],
    bad: [true, undefined],
  },
};

/** `slow` has a test of its own: it is about time. */
export const pressureCases: Readonly<Record<Exclude<keyof typeof pressure, 'slow'>, Case>> = {
  throttles: { ask: get('/Users/ada'), look: looks, clean: [200, undefined], bad: [429, '1'] },
  'throttles-until-date': {
    ask: get('/Users/ada'),
    look: looks,
    clean: [200, undefined],
    bad: [429, expect.stringMatching(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/)],
  },
  'unavailable-at-first': {
    ask: get('/Users/ada'),
    look: looks,
    clean: [200, undefined],
    bad: [503, '1'],
  },
  'reads-fail-at-first': { ask: get('/Users/ada'), clean: 200, bad: 502 },
};
