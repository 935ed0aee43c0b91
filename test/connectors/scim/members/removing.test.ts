import { describe, expect, it } from 'vitest';
import { change, groupServer, idsIn, wellBehaved } from './memory-group.ts';

describe('removing members', () => {
  it('sends the filter form, several of them in one PATCH', async () => {
    const server = await groupServer({ start: ['1', '2', '3'] });

    expect(await server.ops.remove(change('1', '2'), server.op)).toMatchObject({ ok: true });
    expect(server.patches()).toEqual([
      [
        { op: 'remove', path: 'members[value eq "1"]' },
        { op: 'remove', path: 'members[value eq "2"]' },
      ],
    ]);
    expect(server.held()).toEqual(['3']);
  });

  it('sends one in each PATCH to a server that refuses more, and remembers it', async () => {
    const server = await groupServer({
      start: ['1', '2', '3'],
      react: (operations, held) =>
        operations.length > 1 ? { refuse: 400, scimType: 'invalidSyntax' } : wellBehaved(operations, held),
    });

    expect(await server.ops.remove(change('1', '2'), server.op)).toMatchObject({ ok: true });
    expect(server.patches().map(({ length }) => length)).toEqual([2, 1, 1]);
    expect(server.profile.known('memberRemovals')).toBe('one-by-one');
    expect(server.notes()).toEqual([
      'The server refuses the removal (400 invalidSyntax), so they are removed by a filter, one in each request.',
    ]);
  });

  it('removes the others alone when the server carries out only the first of several', async () => {
    const server = await groupServer({
      start: ['1', '2', '3'],
      react: (operations, held) => wellBehaved(operations.slice(0, 1), held),
    });

    expect(await server.ops.remove(change('1', '2'), server.op)).toMatchObject({ ok: true });
    expect(server.held()).toEqual(['3']);
  });

  it('goes from the list to the filter when the list removes nobody', async () => {
    const server = await groupServer({
      start: ['1', '2'],
      dialect: 'entra',
      react: (operations, held) =>
        operations.some(({ value }) => value !== undefined)
          ? { members: held }
          : wellBehaved(operations, held),
    });

    expect(await server.ops.remove(change('1'), server.op)).toMatchObject({ ok: true });
    expect(server.held()).toEqual(['2']);
    expect(server.profile.known('memberRemoval')).toBe('filter');
  });

  it('names everybody whom the list form took away, and never sends it to that server again', async () => {
    const server = await groupServer({
      start: ['1', '2', '3'],
      dialect: 'entra',
      react: () => ({ members: [] }),
    });

    const answer = await server.ops.remove(change('1'), server.op);

    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'precondition.failed', systemCode: 'members.lost', lost: ['2', '3'] },
    });
    expect(server.held()).toEqual([]);
    expect(server.profile.known('memberRemoval')).toBe('filter');
  });

  it('does not take the list form for harmless in a group that it empties rightly', async () => {
    const server = await groupServer({ start: ['1'], dialect: 'entra', react: () => ({ members: [] }) });

    expect(await server.ops.remove(change('1'), server.op)).toMatchObject({ ok: true });
    expect(server.profile.known('memberRemoval')).toBeUndefined();
  });

  it('counts nobody as lost who joined in the meantime', async () => {
    const server = await groupServer({
      start: ['1', '2'],
      react: (operations, held) => ({
        members: [...held.filter((id) => !operations.flatMap(idsIn).includes(id)), '9'],
      }),
    });

    expect(await server.ops.remove(change('1'), server.op)).toMatchObject({ ok: true });
  });

  it('looks for losses also when a later request fails', async () => {
    const server = await groupServer({
      start: ['1', '2', '3'],
      remembered: [{ fact: 'memberRemovals', value: 'one-by-one', because: 'test' }],
      react: (_, held) => (held.length === 3 ? { members: [] } : { refuse: 404 }),
    });

    expect(await server.ops.remove(change('1', '2'), server.op)).toMatchObject({
      ok: false,
      error: { systemCode: 'members.lost', lost: ['3'] },
    });
  });

  it('writes the group without them where there is no PATCH', async () => {
    const server = await groupServer({ start: ['1', '2', '3'], react: () => ({ refuse: 501 }) });

    expect(await server.ops.remove(change('1'), server.op)).toMatchObject({ ok: true });
    expect(server.held()).toEqual(['2', '3']);
    expect(server.profile.known('patch')).toBe('unsupported');
  });
});
