import { describe, expect, it } from 'vitest';
import { asRef } from '../../../../src/domain/model/entry.ts';
import type { JsonObject } from '../../../../src/protocols/scim/json.ts';
import { json, recording } from '../../transport/loopback-server.ts';
import { userUpdate } from '../changes-of.ts';
import { groupSelection, members, userSelection } from '../definitions.ts';
import { against, listOf, title, userQuery } from '../scripted-server.ts';

const read = { selection: userSelection, ref: asRef('1') };

/** A server whose object changes `behind our back` once before the first PATCH arrives. */
async function versioned({ conflicts = 0, ifMatch = true, start = {} as JsonObject } = {}) {
  let [version, left] = [1, conflicts];
  const server = await against(
    ({ method, headers }, response) => {
      if (method === 'GET') {
        response.setHeader('etag', `W/"${version}"`);
        return json(response, 200, { id: '1', userName: 'ada', ...start });
      }
      if (left > 0) [version, left] = [version + 1, left - 1];
      const isStale = headers['if-match'] !== undefined && headers['if-match'] !== `W/"${version}"`;
      return isStale ? json(response, 412, {}) : void response.writeHead(204).end();
    },
    60_000,
    { ifMatch },
  );
  const sent = () =>
    server.received.filter(({ method }) => method === 'PATCH').map(({ headers }) => headers['if-match']);
  return { ...server, sent };
}

describe('writes that name the version they were planned for', () => {
  it('send the one of the last read', async () => {
    const { target, sent } = await versioned();

    await target.read(read, recording());

    expect(await target.update(userUpdate(title), recording())).toMatchObject({ ok: true });
    expect(sent()).toEqual(['W/"1"']);
  });

  it('take it from the hit of a search as well', async () => {
    const { target, received } = await against(
      ({ method }, response) =>
        method === 'GET'
          ? json(response, 200, listOf({ id: '1', userName: 'ada', meta: { version: 'W/"3"' } }))
          : void response.writeHead(204).end(),
      60_000,
      { ifMatch: true },
    );

    await target.find(userQuery('userName', 'ada'), recording());
    await target.update(userUpdate(title), recording());

    expect(received.at(-1)?.headers['if-match']).toBe('W/"3"');
  });

  it('read again and send what is missing once more when somebody was faster', async () => {
    const { target, sent, received } = await versioned({ conflicts: 1 });

    await target.read(read, recording());

    expect(await target.update(userUpdate(title), recording())).toMatchObject({ ok: true });
    expect(sent()).toEqual(['W/"1"', 'W/"2"']);
    expect(received.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'GET', 'PATCH']);
  });

  it('send nothing more when the other one wrote the same', async () => {
    const { target, sent } = await versioned({ conflicts: 1, start: { title: 'Dr' } });

    await target.read(read, recording());

    expect(await target.update(userUpdate(title), recording())).toMatchObject({ ok: true });
    expect(sent()).toEqual(['W/"1"']);
  });

  it('give up after the second time', async () => {
    const { target, sent } = await versioned({ conflicts: 9 });

    await target.read(read, recording());

    expect(await target.update(userUpdate(title), recording())).toMatchObject({
      ok: false,
      error: { code: 'precondition.failed' },
    });
    expect(sent()).toHaveLength(2);
  });

  it('name none unless the workspace wants it', async () => {
    const { target, sent } = await versioned({ ifMatch: false });

    await target.read(read, recording());
    await target.update(userUpdate(title), recording());

    expect(sent()).toEqual([undefined]);
  });

  it('add a member to the group as it is now when somebody was faster', async () => {
    let version = 1;
    const { target, received } = await against(
      ({ method, headers }, response) => {
        if (method === 'GET') {
          response.setHeader('etag', `W/"${version}"`);
          return json(response, 200, { id: 'g', members: [{ value: '1' }] });
        }
        if (version === 1) version = 2;
        if (headers['if-match'] !== `W/"${version}"`) return json(response, 412, {});
        return void response.writeHead(204).end();
      },
      60_000,
      { ifMatch: true },
    );
    const change = {
      objectType: groupSelection.objectType,
      group: asRef('g'),
      members: [asRef('2')],
      attribute: members,
    };

    expect(await target.members?.add(change, recording())).toMatchObject({ ok: true });
    expect(
      received.filter(({ method }) => method === 'PATCH').map(({ headers }) => headers['if-match']),
    ).toEqual(['W/"1"', 'W/"2"']);
  });
});
