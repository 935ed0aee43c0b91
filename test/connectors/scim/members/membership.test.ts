import { describe, expect, it } from 'vitest';
import { asRef } from '../../../../src/domain/model/entry.ts';
import { json, recording } from '../../transport/loopback-server.ts';
import { groupSelection, members } from '../definitions.ts';
import { against } from '../scripted-server.ts';

describe('removing members of a group', () => {
  const change = {
    objectType: groupSelection.objectType,
    group: asRef('g'),
    members: [asRef('1')],
    attribute: members,
  };
  const group = (...ids: readonly string[]) => ({ id: 'g', members: ids.map((value) => ({ value })) });

  /** What the group holds before and after the PATCH, whose body is not looked at. */
  const holding = (before: readonly string[], after: readonly string[]): ReturnType<typeof against> => {
    let patched = false;
    return against(({ method }, response) => {
      if (method === 'GET') return json(response, 200, group(...(patched ? after : before)));
      patched = true;
      response.writeHead(204).end();
    });
  };

  it('names the members that vanished although nobody asked', async () => {
    const { target } = await holding(['1', '2', '3'], []);

    const answer = await target.members?.remove(change, recording());

    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'precondition.failed',
        systemCode: 'members.lost',
        message: expect.stringContaining('2, 3'),
      },
    });
  });

  it('does not believe a success that removed nobody', async () => {
    const { target } = await holding(['1', '2'], ['1', '2']);

    expect(await target.members?.remove(change, recording())).toMatchObject({
      ok: false,
      error: { code: 'attribute.rejected', message: expect.stringContaining('still holds 1') },
    });
  });

  it('sends nothing for somebody who is no member', async () => {
    const { target, received } = await holding(['2'], ['2']);

    expect(await target.members?.remove(change, recording())).toMatchObject({ ok: true });
    expect(received.map(({ method }) => method)).toEqual(['GET']);
  });

  it('cannot tell when the group cannot be read back', async () => {
    const { target } = await against(({ method }, response, count) => {
      if (method === 'PATCH') response.writeHead(204).end();
      else json(response, count === 1 ? 200 : 403, group('1'));
    });

    expect(await target.members?.remove(change, recording())).toMatchObject({
      ok: false,
      error: { code: 'outcome.unknown' },
    });
  });
});

describe('adding members to a group', () => {
  const change = {
    objectType: groupSelection.objectType,
    group: asRef('g'),
    members: [asRef('1')],
    attribute: members,
  };

  it.each([
    ['is no failure when they are in', ['1'], true],
    ['is a failure when they are not', ['2'], false],
  ])('that the server calls a duplicate %s', async (_, ids, done) => {
    const { target } = await against(({ method }, response) =>
      method === 'PATCH'
        ? json(response, 409, {})
        : json(response, 200, { id: 'g', members: ids.map((value) => ({ value })) }),
    );

    expect((await target.members?.add(change, recording()))?.ok).toBe(done);
  });
});
