import { describe, expect, it } from 'vitest';
import { change, groupServer } from './memory-group.ts';

const hides = () => [];
const asked = (filter: string) => /(members(?:\.value)?) eq "([^"]*)"$/.exec(filter)?.slice(1) ?? [];

describe('a server that does not show members', () => {
  it('is asked for each of them with a filter, once it was found out', async () => {
    const server = await groupServer({
      start: ['1'],
      shows: hides,
      found: (filter, held) => held.includes(asked(filter)[1] ?? ''),
    });

    expect(await server.ops.among(change('1', '2'), server.op)).toEqual({ ok: true, value: ['1'] });
    expect(server.profile.known('members')).toBe('hidden');
    expect(server.profile.known('memberFilter')).toBe('members.value');
    const before = server.received.length;
    expect(await server.ops.among(change('1'), server.op)).toEqual({ ok: true, value: ['1'] });
    expect(server.received).toHaveLength(before + 1);
  });

  it('is asked in the second form when the first is refused', async () => {
    const server = await groupServer({
      start: ['1'],
      shows: hides,
      found: (filter, held) => {
        const [form, id = ''] = asked(filter);
        return form === 'members.value' ? 'refused' : held.includes(id);
      },
    });

    expect(await server.ops.among(change('1'), server.op)).toEqual({ ok: true, value: ['1'] });
    expect(server.profile.known('memberFilter')).toBe('members');
  });

  it('that finds the group for an id that nobody has is not believed', async () => {
    const server = await groupServer({ shows: hides, found: () => true });

    expect(await server.ops.among(change('1'), server.op)).toEqual({ ok: true, value: [] });
    expect(server.profile.known('members')).toBeUndefined();
    expect(server.profile.known('memberFilter')).toBe('none');
  });

  it('and understands no filter leaves the question open instead of calling the group empty', async () => {
    const server = await groupServer({
      start: ['1'],
      shows: hides,
      found: () => 'refused',
      remembered: [{ fact: 'members', value: 'hidden', because: 'test' }],
    });

    expect(await server.ops.among(change('1'), server.op)).toMatchObject({
      ok: false,
      error: { code: 'filter.unsupported', message: expect.stringContaining('nobody can tell') },
    });
    expect(await server.ops.all?.(change(), server.op)).toEqual({ ok: true, value: undefined });
  });

  it('has a member removed whom the filter finds, and it is said that others cannot be checked', async () => {
    const server = await groupServer({
      start: ['1', '2'],
      shows: hides,
      found: (filter, held) => held.includes(asked(filter)[1] ?? ''),
    });

    expect(await server.ops.remove(change('1'), server.op)).toMatchObject({ ok: true });
    expect(server.held()).toEqual(['2']);
    expect(server.notes().join(' ')).toContain('whether others were left alone cannot be checked');
  });
});

describe('an empty group of a server that shows members', () => {
  it('is believed to be empty without another question', async () => {
    const server = await groupServer({
      remembered: [{ fact: 'members', value: 'readable', because: 'test' }],
    });

    expect(await server.ops.among(change('1'), server.op)).toEqual({ ok: true, value: [] });
    expect(server.methods()).toEqual(['GET']);
  });
});
