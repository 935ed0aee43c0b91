import type { patchShapes } from '../../../../src/emulators/scim/misbehaviour/patch-shapes.ts';
import type { patchValues } from '../../../../src/emulators/scim/misbehaviour/patch-values.ts';
import { ACME, at, type Case, change, createUser, E, get } from './case.ts';

const ada = '/Users/ada';
const adaAfter = get(ada);
const title = (value: string | null) => ({ op: 'replace', path: 'title', value });
const disabled = { op: 'Replace', path: 'active', value: 'False' };
const manager = (value: string | { readonly value: string }) => ({ op: 'Add', path: `${E}:manager`, value });
const role = { op: 'Add', path: 'roles[primary eq "True"].value', value: 'Admin' };
const typed = (op: string) => ({ op, path: 'phoneNumbers[type eq "fax"].value', value: '1' });
const home = [{ type: 'home', value: 'h' }];
const work = { type: 'work', value: 'ada@work.example' };

export const patchValueCases: Readonly<Record<keyof typeof patchValues, Case>> = {
  'string-boolean-400': { ask: change(ada, disabled), clean: 200, bad: 400 },
  'string-boolean-stored-as-text': {
    given: [change(ada, disabled), change(ada, title('T'))],
    ask: adaAfter,
    look: at('active'),
    clean: false,
    bad: 'False',
  },
  'string-manager-400': { ask: change(ada, manager('u1')), clean: 200, bad: 400 },
  'string-manager-stored-as-text': {
    given: [change(ada, manager('u1')), change(ada, title('T'))],
    ask: adaAfter,
    look: (seen) => typeof at(E, 'manager')(seen),
    clean: 'object',
    bad: 'string',
  },
  'object-manager-ignored': {
    given: [change(ada, manager({ value: 'u1' }))],
    ask: adaAfter,
    look: at(E, 'manager', 'value'),
    clean: 'u1',
    bad: 'grace',
  },
  'manager-value-path-400': {
    ask: change(ada, { op: 'add', path: `${E}:manager.value`, value: 'u1' }),
    clean: 200,
    bad: 400,
  },
  'text-filter-of-boolean-400': { ask: change(ada, role), clean: 200, bad: 400 },
  'text-filter-of-boolean-stored': {
    given: [change(ada, role), change(ada, title('T'))],
    ask: adaAfter,
    look: at('roles', 0, 'primary'),
    clean: true,
    bad: 'True',
  },
  'role-type-400': {
    ask: change(ada, { op: 'add', path: 'roles', value: [{ type: 'Application', value: 'x' }] }),
    clean: 200,
    bad: 400,
  },
  'null-400': { ask: createUser({ nickName: null }), clean: 201, bad: 400 },
  'null-stored-as-none': {
    given: [change(ada, title('T')), change(ada, title(null))],
    ask: adaAfter,
    look: at('title'),
    clean: undefined,
    bad: 'None',
  },
  'empty-string-400': { ask: change(ada, title('')), clean: 200, bad: 400 },
  'empty-string-ignored': {
    given: [change(ada, title('T')), change(ada, title(''))],
    ask: adaAfter,
    look: at('title'),
    clean: '',
    bad: 'T',
  },
  'nick-name-400': { ask: createUser({ nickName: 'N' }), clean: 201, bad: 400 },
  'removes-absent-400': { ask: change(ada, { op: 'remove', path: 'title' }), clean: 200, bad: 400 },
  'last-email-kept': { ask: change(ada, { op: 'remove', path: 'emails' }), clean: 200, bad: 400 },
  'create-needs-email': { ask: createUser({ userName: 'ada' }), clean: 201, bad: 400 },
  'create-needs-password': { ask: createUser(), clean: 201, bad: 400 },
};

export const patchShapeCases: Readonly<Record<keyof typeof patchShapes, Case>> = {
  'typed-entry-400': { ask: change(ada, typed('add')), clean: 200, bad: 400 },
  'typed-entry-replace-400': { ask: change(ada, typed('replace')), clean: 200, bad: 400 },
  'add-list-replaces': {
    given: [change(ada, { op: 'add', path: 'emails', value: home })],
    ask: adaAfter,
    look: at('emails'),
    clean: [work, ...home],
    bad: home,
  },
  'replace-list-merges': {
    given: [change(ada, { op: 'replace', path: 'emails', value: home })],
    ask: adaAfter,
    look: at('emails'),
    clean: home,
    bad: [work, ...home],
  },
  'flat-map-400': {
    ask: change(ada, { op: 'add', value: { 'name.givenName': 'A', [`${E}:employeeNumber`]: '7' } }),
    clean: 200,
    bad: 400,
  },
  'nested-map-replaces': {
    given: [change(ada, { op: 'replace', value: { name: { givenName: 'A' } } })],
    ask: adaAfter,
    look: at('name'),
    clean: { givenName: 'A', familyName: 'Lovelace' },
    bad: { givenName: 'A' },
  },
  'extension-map-split-at-dot': {
    given: [change(ada, { op: 'add', value: { [E]: { department: 'D' }, title: 'T' } })],
    ask: adaAfter,
    look: (seen) => [
      at('title')(seen),
      at(E, 'department')(seen),
      at('urn:ietf:params:scim:schemas:extension:enterprise:2', '0:User')(seen),
    ],
    clean: ['T', 'D', undefined],
    bad: ['T', undefined, { department: 'D' }],
  },
  'custom-urn-split-at-dot': {
    given: [change(ada, { op: 'add', path: `${ACME}:tag`, value: 'new' })],
    ask: adaAfter,
    look: (seen) => [at(ACME)(seen), at('urn:ietf:params:scim:schemas:extension:Acme:2', '0:User:tag')(seen)],
    clean: [{ tag: 'new' }, undefined],
    bad: [undefined, 'new'],
  },
  'custom-extension-400': {
    ask: change(ada, { op: 'add', path: `${ACME}:tag`, value: 'new' }),
    clean: 200,
    bad: 400,
  },
  'one-operation-per-patch': {
    ask: change(ada, title('T'), { op: 'replace', path: 'nickName', value: 'N' }),
    clean: 200,
    bad: 400,
  },
  'patch-ignored': {
    given: [change(ada, title('T'))],
    ask: adaAfter,
    look: at('title'),
    clean: 'T',
    bad: undefined,
  },
};
