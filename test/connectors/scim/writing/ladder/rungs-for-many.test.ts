import { describe, expect, it } from 'vitest';
import type { Delta } from '../../../../../src/domain/model/entry.ts';
import type { JsonObject } from '../../../../../src/protocols/scim/json.ts';
import { ENTERPRISE_USER_URN } from '../../../../../src/protocols/scim/urns.ts';
import { DEPARTMENT } from '../../definitions.ts';
import { type Operation, serverThat } from './scene.ts';

const title: Delta = { change: 'add', attribute: 'title', value: 'Dr' };

const pathOf = (operations: readonly Operation[]) => operations[0]?.path;
const sentValue = (operations: readonly Operation[]) => operations[0]?.value;

describe('attributes as a map without a path', () => {
  const department: Delta = { change: 'add', attribute: DEPARTMENT, value: 'R' };

  it('that is refused are sent each with its path', async () => {
    const server = await serverThat(
      (operations, held) =>
        pathOf(operations) === undefined
          ? { refuse: 'noTarget' }
          : { ...held, title: 'Dr', [ENTERPRISE_USER_URN]: { department: 'R' } },
      { dialect: 'entra-2020' },
    );

    expect(await server.update(title, department)).toMatchObject({ ok: true });
    expect(server.patches().map((operations) => operations.length)).toEqual([1, 2]);
    expect(server.profile.known('simpleChanges')).toBe('each-with-path');
  });

  it('of which one was ignored sends this one again with its path', async () => {
    const server = await serverThat(
      (operations, held) =>
        pathOf(operations) === undefined
          ? { ...held, title: 'Dr' }
          : { ...held, [ENTERPRISE_USER_URN]: { department: 'R' } },
      { dialect: 'entra-2020' },
    );

    expect(await server.update(title, department)).toMatchObject({ ok: true });
    expect(server.patches()[1]).toEqual([{ op: 'add', path: DEPARTMENT, value: 'R' }]);
  });
});

describe('one bad attribute', () => {
  const nickName: Delta = { change: 'add', attribute: 'nickName', value: 'A' };
  const refusesNick = (detail?: string) => (operations: readonly Operation[], held: JsonObject) =>
    operations.some(({ path }) => path === 'nickName')
      ? { refuse: 'invalidPath', ...(detail === undefined ? {} : { detail }) }
      : ({
          ...held,
          ...Object.fromEntries(operations.map(({ path = '', value }) => [path, value])),
        } as JsonObject);

  it('does not hold the others back, and is named', async () => {
    const server = await serverThat(refusesNick());

    const answer = await server.update(title, nickName, {
      change: 'add',
      attribute: 'displayName',
      value: 'Ada',
    });

    expect(server.held()).toMatchObject({ title: 'Dr', displayName: 'Ada' });
    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'attribute.rejected',
        attributes: ['nickName'],
        written: ['title', 'displayName'],
        message: expect.stringContaining('The other attributes are written, but nickName is not'),
      },
    });
  });

  it('that the server names goes alone, and the others together', async () => {
    const server = await serverThat(refusesNick('nickName is not supported'));

    await server.update(title, nickName, { change: 'add', attribute: 'displayName', value: 'Ada' });

    expect(server.patches().map((operations) => operations.map(({ path }) => path))).toEqual([
      ['title', 'nickName', 'displayName'],
      ['title', 'displayName'],
      ['nickName'],
    ]);
  });

  it('leaves a server that takes one operation at a time known as such', async () => {
    const server = await serverThat((operations, held) =>
      operations.length > 1
        ? { refuse: 'invalidSyntax' }
        : { ...held, [pathOf(operations) ?? '']: sentValue(operations) as string },
    );

    expect(await server.update(title, nickName)).toMatchObject({ ok: true });
    await server.update(title, nickName);

    expect(server.profile.known('operations')).toBe('one-by-one');
    expect(server.patches().map(({ length }) => length)).toEqual([2, 1, 1, 1, 1]);
  });
});

describe('an attribute that is cleared', () => {
  const clearing: Delta = { change: 'remove', attribute: 'title', old: 'Dr' };

  it('counts as done when it is not there', async () => {
    const server = await serverThat(() => ({ refuse: 'noTarget' }));

    expect(await server.update(clearing)).toMatchObject({ ok: true });
    expect(server.methods()).toEqual(['PATCH', 'GET']);
  });

  it('is set to an empty text when its removal is refused', async () => {
    const server = await serverThat(
      ([operation], held) =>
        operation?.op === 'remove' ? { refuse: 'invalidPath' } : { ...held, title: String(operation?.value) },
      { start: { title: 'Dr' } },
    );

    expect(await server.update(clearing)).toMatchObject({ ok: true });
    expect(server.held()['title']).toBe('');
    expect(server.profile.known('clearing')).toBe('empty-text');
  });
});
