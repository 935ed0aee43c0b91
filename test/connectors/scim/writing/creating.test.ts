import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../../src/connectors/scim/dialects/dialect.ts';
import { dialectNamed } from '../../../../src/connectors/scim/dialects/named.ts';
import { createProfileKeeper } from '../../../../src/connectors/scim/server-profile.ts';
import type { AttributeValue } from '../../../../src/domain/model/value.ts';
import type { Draft } from '../../../../src/engine/port.ts';
import {
  CORE_GROUP_URN,
  CORE_USER_URN,
  ENTERPRISE_USER_URN,
  ENTRA_GROUP_URN,
} from '../../../../src/protocols/scim/urns.ts';
import { json, type Received, recording } from '../../transport/loopback-server.ts';
import { groupSelection, WORK_MAIL } from '../definitions.ts';
import { against, draftOf, listOf } from '../scripted-server.ts';

const ACME = 'urn:ietf:params:scim:schemas:extension:Acme:2.0:User';
const posts = (received: readonly Received[]) =>
  received.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body));

const groupDraft: Draft = {
  objectType: groupSelection.objectType,
  attributes: new Map<string, AttributeValue>([
    ['displayName', 'Sales'],
    ['externalId', 'e-1'],
  ]),
  definitions: groupSelection.attributes,
};

const created = (dialect: Dialect['name']) =>
  against((_, response) => json(response, 201, { id: '7' }), 60_000, { dialect: dialectNamed(dialect) });

describe('the body of a new user', () => {
  const ada = draftOf([
    ['userName', 'ada'],
    ['active', 'True'],
    ['title', ''],
    [WORK_MAIL, 'a@b'],
    [`${ACME}:tag`, 't'],
  ]);
  const common = {
    userName: 'ada',
    active: true,
    emails: [{ type: 'work', value: 'a@b', primary: true }],
    [ACME]: { tag: 't' },
  };

  it('names every extension in the portable dialect', async () => {
    const { target, received } = await created('portable');

    await target.create(ada, recording());

    expect(posts(received)).toEqual([{ schemas: [CORE_USER_URN, ENTERPRISE_USER_URN, ACME], ...common }]);
  });

  it.each(['entra', 'entra-2020'] as const)('is the service’s in %s', async (name) => {
    const { target, received } = await created(name);

    await target.create(ada, recording());

    expect(posts(received)).toEqual([
      { schemas: [CORE_USER_URN, ENTERPRISE_USER_URN], ...common, roles: [], meta: { resourceType: 'User' } },
    ]);
  });
});

describe('the body of a new group', () => {
  it.each([
    ['portable', { schemas: [CORE_GROUP_URN] }],
    ['entra', { schemas: [CORE_GROUP_URN, ENTRA_GROUP_URN], meta: { resourceType: 'Group' } }],
    ['entra-2020', { schemas: [CORE_GROUP_URN, ENTRA_GROUP_URN], meta: { resourceType: 'Group' } }],
  ] as const)('names the schemas that %s names', async (name, rest) => {
    const { target, received } = await created(name);

    await target.create(groupDraft, recording());

    expect(posts(received)).toEqual([{ displayName: 'Sales', externalId: 'e-1', ...rest }]);
  });

  it('is sent once more without the second schema where that is refused, which is remembered', async () => {
    const profile = createProfileKeeper();
    const { target, received } = await against(
      ({ body }, response) =>
        body.includes('ADSCIM')
          ? json(response, 400, { scimType: 'invalidValue', detail: 'unknown schema' })
          : json(response, 201, { id: '7' }),
      60_000,
      { dialect: dialectNamed('entra'), profile },
    );

    expect(await target.create(groupDraft, recording())).toEqual({ ok: true, value: '7' });
    expect(await target.create(groupDraft, recording())).toEqual({ ok: true, value: '7' });
    expect(posts(received).map(({ schemas }) => schemas.length)).toEqual([2, 1, 1]);
    expect(profile.known('groupSchemas')).toBe('core-only');
  });

  it('is not sent again when something else is wrong with it', async () => {
    const { target, received } = await against(
      (_, response) => json(response, 400, { scimType: 'invalidValue', detail: 'displayName is too long' }),
      60_000,
      { dialect: dialectNamed('entra') },
    );

    expect((await target.create(groupDraft, recording())).ok).toBe(false);
    expect(received).toHaveLength(1);
  });
});

describe('a value that is taken', () => {
  it('is reported with the object that has it', async () => {
    const { target } = await against(({ method }, response) =>
      method === 'POST'
        ? json(response, 409, { scimType: 'uniqueness' })
        : json(response, 200, listOf({ id: '7', userName: 'ada' })),
    );

    expect(await target.create(draftOf([['userName', 'ada']]), recording())).toMatchObject({
      ok: false,
      error: {
        code: 'object.duplicate',
        attributes: ['userName'],
        message: expect.stringContaining('The object 7 has this userName: ada.'),
      },
    });
  });

  it('is reported without it when nobody is found', async () => {
    const { target } = await against(({ method }, response) =>
      json(response, method === 'POST' ? 409 : 200, method === 'POST' ? {} : listOf()),
    );

    expect(await target.create(draftOf([['userName', 'ada']]), recording())).toMatchObject({
      ok: false,
      error: { code: 'object.duplicate' },
    });
  });
});
