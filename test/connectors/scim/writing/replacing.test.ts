import { describe, expect, it } from 'vitest';
import { dialectNamed } from '../../../../src/connectors/scim/dialects/named.ts';
import { createProfileKeeper } from '../../../../src/connectors/scim/server-profile.ts';
import type { JsonObject } from '../../../../src/protocols/scim/json.ts';
import { CORE_USER_URN, ENTERPRISE_USER_URN } from '../../../../src/protocols/scim/urns.ts';
import { json, recording } from '../../transport/loopback-server.ts';
import { userUpdate } from '../changes-of.ts';
import { DEPARTMENT, MANAGER, WORK_MAIL } from '../definitions.ts';
import { against, title } from '../scripted-server.ts';

const held = {
  schemas: [CORE_USER_URN],
  id: '1',
  userName: 'ada',
  nickName: 'A',
  emails: [{ type: 'home', value: 'h', primary: true }],
  'urn:acme:2.0:User': { tag: 'kept' },
  groups: [{ value: 'g' }],
  meta: { resourceType: 'User', version: 'W/"7"' },
} satisfies JsonObject;

/** A server that knows no PATCH. */
async function withoutPatch(status = 501) {
  const profile = createProfileKeeper();
  const server = await against(
    ({ method }, response) => {
      if (method === 'GET') return json(response, 200, held);
      return void response.writeHead(method === 'PUT' ? 200 : status).end();
    },
    60_000,
    { dialect: dialectNamed('entra'), profile },
  );
  const put = () => JSON.parse(server.received.filter(({ method }) => method === 'PUT').at(-1)?.body ?? '{}');
  return { ...server, profile, put };
}

describe('a server without PATCH', () => {
  it.each([405, 501])(
    'that says %i gets the whole object, with nothing lost and nothing that only it writes',
    async (status) => {
      const { target, put, profile } = await withoutPatch(status);
      const op = recording();

      const answer = await target.update(
        userUpdate(
          title,
          { change: 'add', attribute: WORK_MAIL, value: 'w' },
          { change: 'add', attribute: DEPARTMENT, value: 'R' },
          { change: 'add', attribute: MANAGER, value: '42' },
          { change: 'remove', attribute: 'nickName', old: 'A' },
        ),
        op,
      );

      expect(answer).toMatchObject({ ok: true });
      expect(put()).toEqual({
        schemas: [CORE_USER_URN, ENTERPRISE_USER_URN],
        id: '1',
        userName: 'ada',
        title: 'Dr',
        emails: [
          { type: 'home', value: 'h', primary: true },
          { type: 'work', value: 'w' },
        ],
        'urn:acme:2.0:User': { tag: 'kept' },
        [ENTERPRISE_USER_URN]: { department: 'R', manager: { value: '42' } },
      });
      expect(profile.known('patch')).toBe('unsupported');
      expect(op.seen).toContainEqual({
        type: 'note',
        text: `The server does not know PATCH (${status}), so the whole object is read, changed and written with PUT.`,
      });
    },
  );

  it('is not asked for PATCH again, and the preview shows the PUT', async () => {
    const { target, received } = await withoutPatch();
    await target.update(userUpdate(title), recording());
    const before = received.length;

    const previewed = target.preview({ do: 'update', update: userUpdate(title) });
    await target.update(userUpdate(title), recording());

    expect(received.slice(before).map(({ method }) => method)).toEqual(['GET', 'PUT']);
    expect(previewed).toHaveLength(1);
    expect(previewed[0]?.request).toMatch(/^PUT .*\/Users\/1 \(the whole object as it is then/);
  });

  it('that refuses the object says why', async () => {
    const { target } = await against(({ method }, response) => {
      if (method === 'GET') return json(response, 200, held);
      return json(response, method === 'PUT' ? 400 : 405, {
        scimType: 'invalidValue',
        detail: 'title is too long',
      });
    });

    expect(await target.update(userUpdate(title), recording())).toMatchObject({
      ok: false,
      error: { code: 'attribute.rejected', attributes: ['title'] },
    });
  });
});
