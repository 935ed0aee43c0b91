import { describe, expect, it } from 'vitest';
import { asRef, type Delta } from '../../../src/domain/model/entry.ts';
import { ENTERPRISE_USER_URN, ERROR_URN, LIST_RESPONSE_URN } from '../../../src/protocols/scim/urns.ts';
import { json, recording } from '../transport/loopback-server.ts';
import { DEPARTMENT, groupSelection, MANAGER, members, userSelection, WORK_MAIL } from './definitions.ts';
import { notesIn } from './scripted-reading.ts';
import { against, draftOf, listOf, title, userQuery, userUpdate } from './scripted-server.ts';

const ada = draftOf([
  ['userName', 'ada'],
  ['externalId', 'e-1'],
]);
const manager: Delta = { change: 'add', attribute: MANAGER, value: 'm1' };
const page = '<!doctype html><title>Sign in</title>';
const errorInSuccess = JSON.stringify({ schemas: [ERROR_URN], status: '400', detail: 'Bad title' });

describe('an object that a server spells in its own way', () => {
  it.each([
    ['attribute names in another case', { ID: '1', Name: { GIVENNAME: 'Ada' } }, 'name.givenName', 'Ada'],
    ['an id that is a number', { id: 1, title: 'Dr' }, 'title', 'Dr'],
    [
      'an extension in lower case',
      { id: '1', [ENTERPRISE_USER_URN.toLowerCase()]: { department: 'R' } },
      DEPARTMENT,
      'R',
    ],
    ['a boolean as text', { id: '1', active: 'False' }, 'active', false],
    ['a manager as text', { id: '1', [ENTERPRISE_USER_URN]: { manager: 'm1' } }, MANAGER, 'm1'],
    [
      'a manager in a list',
      { id: '1', [ENTERPRISE_USER_URN]: { manager: [{ value: 'm1' }] } },
      MANAGER,
      ['m1'],
    ],
    [
      'a manager as SCIM 1.1 had it',
      { id: '1', [ENTERPRISE_USER_URN]: { manager: { managerId: 'm1' } } },
      MANAGER,
      'm1',
    ],
  ])('is read with %s', async (_, resource, name, value) => {
    const { target } = await against((__, response) => json(response, 200, resource));

    const read = await target.read({ selection: userSelection, ref: asRef('1') }, recording());

    expect(read.ok && read.value.attributes.get(name)).toEqual(value);
  });

  it('does not lend the value of an entry without a type to one with a type', async () => {
    const { target } = await against((_, response) =>
      json(response, 200, { id: '1', emails: [{ value: 'a@x' }] }),
    );

    const read = await target.read({ selection: userSelection, ref: asRef('1') }, recording());

    expect(read.ok && read.value.attributes.has(WORK_MAIL)).toBe(false);
  });

  it('with two work e-mails shows the first, and says that there are two', async () => {
    const emails = [
      { type: 'work', value: 'a@x' },
      { type: 'work', value: 'b@x' },
    ];
    const { target } = await against((_, response) => json(response, 200, { id: '1', emails }));
    const op = recording();

    const read = await target.read({ selection: userSelection, ref: asRef('1') }, op);

    expect(read.ok && read.value.attributes.get(WORK_MAIL)).toBe('a@x');
    expect(notesIn(op.seen)).toEqual([`The target holds 2 values for ${WORK_MAIL}; the first one counts.`]);
  });

  it.each([
    ['references alone', [{ $ref: 'https://h/scim/Users/a' }], ['a']],
    ['bare texts', ['a', 'b'], ['a', 'b']],
    ['numbers', [{ value: 7 }], ['7']],
    ['one object instead of a list', { value: 'a' }, ['a']],
    ['names alone, which say nothing about who it is', [{ display: 'Ada' }], undefined],
  ])('shows its members as %s', async (_, shown, ids) => {
    const { target } = await against((__, response) => json(response, 200, { id: 'g', members: shown }));
    const group = { objectType: groupSelection.objectType, group: asRef('g'), attribute: members };

    expect(await target.members?.all?.(group, recording())).toEqual({ ok: true, value: ids });
  });
});

describe('the answer to a search', () => {
  it.each([
    ['null for its resources', { schemas: [LIST_RESPONSE_URN], Resources: null }, []],
    ['nothing but its schema', { schemas: [LIST_RESPONSE_URN] }, []],
    ['its total as text', { totalResults: '1', Resources: [{ id: 5, userName: 'ada' }] }, ['5']],
    ['one resource without a list', { totalResults: 1, Resources: { id: '5', userName: 'ada' } }, ['5']],
  ])('may hold %s', async (_, body, ids) => {
    const { target } = await against((__, response) => json(response, 200, body));

    const found = await target.find(userQuery('userName', 'ada'), recording());

    expect(found.ok && found.value.map(({ ref }) => ref)).toEqual(ids);
  });

  it('is a hit when the second of two work e-mails is the one asked for', async () => {
    const emails = [
      { type: 'work', value: 'a@x' },
      { type: 'work', value: 'b@x' },
    ];
    const { target, received } = await against((_, response) =>
      json(response, 200, listOf({ id: '1', emails })),
    );

    const found = await target.find(userQuery(WORK_MAIL, 'b@x'), recording());

    expect(found.ok && found.value.map(({ ref }) => ref)).toEqual(['1']);
    expect(received).toHaveLength(1);
  });

  it('is not taken for an empty list when it is an error under a status of success', async () => {
    const { target } = await against((_, response) => void response.writeHead(200).end(errorInSuccess));

    expect(await target.find(userQuery('userName', 'ada'), recording())).toMatchObject({
      ok: false,
      error: { code: 'answer.unreadable', message: expect.stringContaining('"Bad title"') },
    });
  });
});

describe('a change that is answered with success and without proof', () => {
  it.each([
    ['a promise for later', 202, '', 'to carry it out later'],
    ['a sign-in page', 200, page, '"Sign in"'],
    ['an error under a status of success', 200, errorInSuccess, '"Bad title"'],
  ])('is unknown after %s, and is not sent in another spelling', async (_, status, body, words) => {
    const { target, received } = await against(({ method }, response) =>
      method === 'GET' ? json(response, 200, { id: '1' }) : void response.writeHead(status).end(body),
    );

    expect(await target.update(userUpdate(manager), recording())).toMatchObject({
      ok: false,
      error: { code: 'outcome.unknown', systemCode: String(status), message: expect.stringContaining(words) },
    });
    expect(received.map(({ method }) => method)).toEqual(['PATCH']);
  });

  it.each([
    ['nothing', 200, ''],
    ['another status of success', 201, ''],
    ['several statuses', 207, '{}'],
    ['a list', 200, JSON.stringify(listOf({ id: '1' }))],
    ['words', 200, 'OK'],
    ['an object that is cut', 200, '{"id":"1"} trailing'],
    ['a byte order mark', 200, '\ufeff{"id":"1"}'],
    ['the object as it was before', 200, '{"id":"1"}'],
  ])('is looked at before anything else is tried after %s', async (_, status, body) => {
    const after = { id: '1', [ENTERPRISE_USER_URN]: { manager: { value: 'm1' } } };
    const { target, received } = await against(({ method }, response) =>
      method === 'GET' ? json(response, 200, after) : void response.writeHead(status).end(body),
    );

    expect(await target.update(userUpdate(manager), recording())).toEqual({ ok: true, value: undefined });
    expect(received.map(({ method }) => method)).toEqual(['PATCH', 'GET']);
  });

  it.each([
    ['is gone', 404, 'ok'],
    ['is still there', 200, 'outcome.unknown'],
  ])('deletes what %s after a promise for later', async (_, status, expected) => {
    const { target } = await against(({ method }, response) =>
      method === 'GET' ? json(response, status, { id: '1' }) : void response.writeHead(202).end(),
    );

    const done = await target.remove?.(
      { objectType: userSelection.objectType, ref: asRef('1') },
      recording(),
    );

    expect(done?.ok ? 'ok' : done?.error.code).toBe(expected);
  });
});

describe('a creation whose answer names no id', () => {
  it('does not take another object with one of its values for the new one', async () => {
    const { target } = await against(({ method }, response) =>
      method === 'GET'
        ? json(response, 200, listOf({ id: '9', userName: 'grace', externalId: 'e-1' }))
        : void response.writeHead(200).end(page),
    );

    expect(await target.create(ada, recording())).toMatchObject({
      ok: false,
      error: { code: 'outcome.unknown' },
    });
  });

  it.each(['/jobs/7', '/scim/v2/Users', 'https://h/scim/v2/Users/'])(
    'does not take the end of %s for one',
    async (location) => {
      const { target } = await against(({ method }, response) =>
        method === 'GET' ? json(response, 200, listOf()) : void response.writeHead(202, { location }).end(),
      );

      expect(await target.create(ada, recording())).toMatchObject({
        ok: false,
        error: { code: 'outcome.unknown' },
      });
    },
  );

  it('of a group that shows members is not taken for an empty group', async () => {
    const group = { id: 'g', members: [{ value: 'owner' }] };
    const { target, received } = await against((_, response) => json(response, 201, group));
    const draft = { ...draftOf([['displayName', 'Sales']]), objectType: groupSelection.objectType };
    await target.create(draft, recording());

    const change = {
      objectType: groupSelection.objectType,
      group: asRef('g'),
      attribute: members,
      members: [asRef('a')],
    };
    await target.members?.add(change, recording());

    expect(received.slice(0, 3).map(({ method }) => method)).toEqual(['POST', 'GET', 'PATCH']);
  });
});

describe('a refusal without a scimType', () => {
  const refusing = (detail: string | undefined) =>
    against(({ method, body }, response) => {
      if (method === 'GET') return json(response, 200, { id: '1' });
      return body.includes('displayName') ? json(response, 400, { detail }) : json(response, 204, {});
    });
  const changes = userUpdate(title, { change: 'add', attribute: 'displayName', value: 'Ada' });

  it.each([
    ['Attribute displayName is not supported'],
    ['Unknown property'],
    ['displayName: not here'],
    ['Invalid value'],
  ])('that says “%s” does not hold the other attributes back', async (detail) => {
    const { target } = await refusing(detail);

    expect(await target.update(changes, recording())).toMatchObject({
      ok: false,
      error: { code: 'attribute.rejected', attributes: ['displayName'], written: ['title'] },
    });
  });

  it.each([
    [undefined, 'attribute.rejected', 'The target answers 400 to changing the object and does not say why.'],
    ['Nope', 'attribute.rejected', 'The target answers 400 to changing the object: Nope.'],
    [
      'The value is already in use',
      'object.duplicate',
      'The target answers 400 to changing the object: The value is already in use.',
    ],
  ])('that says “%s” is told, and nothing else is sent', async (detail, code, message) => {
    const { target, received } = await refusing(detail);

    expect(await target.update(changes, recording())).toMatchObject({ ok: false, error: { code, message } });
    expect(received).toHaveLength(1);
  });

  it.each([
    [400, 'User already exists'],
    [422, 'Email has already been taken'],
    [400, 'userName must be unique'],
  ])('of a creation, %d “%s”, is a duplicate', async (status, detail) => {
    const { target } = await against(({ method }, response) =>
      method === 'GET' ? json(response, 200, listOf()) : json(response, status, { detail }),
    );

    expect(await target.create(ada, recording())).toMatchObject({
      ok: false,
      error: { code: 'object.duplicate' },
    });
  });
});
