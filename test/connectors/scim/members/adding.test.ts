import { describe, expect, it } from 'vitest';
import { change, groupServer, wellBehaved } from './memory-group.ts';

const many = Array.from({ length: 45 }, (_, index) => String(index));

describe('adding members', () => {
  it('sends many in portions, each once, and nothing for nobody', async () => {
    const server = await groupServer();

    await server.ops.add(change(...many, '0'), server.op);
    await server.ops.add(change(), server.op);

    expect(server.patches().map(([operation]) => operation?.value?.length)).toEqual([20, 20, 5]);
    expect(server.held()).toEqual(many);
  });

  it('does not send somebody who is in already', async () => {
    const server = await groupServer({ start: ['1'] });

    await server.ops.add(change('1', '2'), server.op);
    await server.ops.add(change('1', '2'), server.op);

    expect(server.patches().map(([operation]) => operation?.value)).toEqual([[{ value: '2' }]]);
  });

  it('needs no look of its own when the group was just looked at', async () => {
    const server = await groupServer({ start: ['9'] });

    await server.ops.among(change('1'), server.op);
    await server.ops.add(change('1'), server.op);

    // The last one shows, once for a server, that the others are still in.
    expect(server.methods()).toEqual(['GET', 'PATCH', 'GET']);
  });

  it.each([
    ['413', { refuse: 413 }],
    ['a 400 that speaks of too many', { refuse: 400, detail: 'The maximum number of members is 6.' }],
    ['a 400 tooMany', { refuse: 400, scimType: 'tooMany' }],
  ])('halves the portions on %s, and remembers what was taken', async (_, refusal) => {
    const server = await groupServer({
      react: (operations, held) =>
        (operations[0]?.value?.length ?? 0) > 6 ? refusal : wellBehaved(operations, held),
    });

    expect(await server.ops.add(change(...many), server.op)).toMatchObject({ ok: true });
    expect(server.held()).toEqual(many);
    expect(server.profile.known('membersPerPatch')).toBe('5');
    expect(server.notes()[0]).toContain('so 10 are sent at a time');
  });

  it('names those whom an addition threw out, and sends the whole list from then on', async () => {
    const server = await groupServer({
      start: ['1', '2'],
      react: ([operation]) => ({ members: operation?.value?.map(({ value }) => value) ?? [] }),
    });

    const first = await server.ops.add(change('3'), server.op);
    const second = await server.ops.add(change('4'), server.op);

    expect(first).toMatchObject({ ok: false, error: { systemCode: 'members.lost', lost: ['1', '2'] } });
    expect(second).toMatchObject({ ok: true });
    expect(server.held()).toEqual(['3', '4']);
  });

  it('writes the group with them where there is no PATCH', async () => {
    const server = await groupServer({ start: ['1'], react: () => ({ refuse: 405 }) });

    expect(await server.ops.add(change('2', '3'), server.op)).toMatchObject({ ok: true });
    expect(server.held()).toEqual(['1', '2', '3']);
  });
});
