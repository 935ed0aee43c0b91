import { describe, expect, it } from 'vitest';
import { allResources } from '../../../src/connectors/scim/finding/paging.ts';
import { createProfileKeeper, type Learned } from '../../../src/connectors/scim/server-profile.ts';
import type { JsonObject } from '../../../src/protocols/scim/json.ts';
import { CORE_USER_URN } from '../../../src/protocols/scim/urns.ts';
import { json, recording } from '../transport/loopback-server.ts';
import { userUpdate } from './changes-of.ts';
import { WORK_MAIL } from './definitions.ts';
import { change, groupServer, idsIn } from './members/memory-group.ts';
import { parametersOf, readingFrom } from './scripted-reading.ts';
import { against, title } from './scripted-server.ts';
import { type Operation, serverThat } from './writing/ladder/scene.ts';

const fact = (name: Learned['fact'], value: string): Learned => ({ fact: name, value, because: 'test' });
const memberIn = (filter: string) => /eq "([^"]*)"$/.exec(filter)?.[1] ?? '';

describe('what somebody else does at the same moment', () => {
  it('does not make a server one that drops members when some are added', async () => {
    const server = await groupServer({
      start: ['1', '2', '3'],
      react: (operations) => ({ members: ['2', '3', ...operations.flatMap(idsIn)] }),
    });

    expect(await server.ops.add(change('4'), server.op)).toMatchObject({ ok: false, error: { lost: ['1'] } });
    expect(server.profile.known('addMembers')).toBeUndefined();
  });

  it('does not make a server one that hides its members', async () => {
    let reads = 0;
    const server = await groupServer({
      start: ['1'],
      shows: (held) => {
        reads += 1;
        return reads === 1 ? [] : held;
      },
      found: (filter, held) => held.includes(memberIn(filter)),
    });

    expect(await server.ops.among(change('1'), server.op)).toEqual({ ok: true, value: ['1'] });
    expect(server.profile.known('members')).toBe('readable');
  });

  it('does not make a server one that refuses the path of an entry', async () => {
    const server = await serverThat((operations, held) =>
      operations.some(({ path }) => path?.includes('[') ?? false)
        ? { refuse: 'noTarget' }
        : { ...held, emails: operations[0]?.value as JsonObject[] },
    );

    const done = await server.update({ change: 'replace', attribute: WORK_MAIL, old: 'a@x', value: 'b@x' });

    expect(done).toMatchObject({ ok: true });
    expect(server.held()['emails']).toMatchObject([{ type: 'work', value: 'b@x' }]);
    expect(server.profile.known('typedPath')).toBeUndefined();
  });

  it('does not make a server one that drops the entries of a list', async () => {
    const others = [
      { type: 'work', value: 'w@x' },
      { type: 'home', value: 'h@x' },
    ];
    const server = await serverThat(
      (operations, held) => {
        if (operations.some(({ path }) => path?.includes('[') ?? false)) return { refuse: 'noTarget' };
        const [{ op = '', value } = {}] = operations as readonly Partial<Operation>[];
        const sent = value as JsonObject[];
        return { ...held, emails: op === 'add' ? [...others.slice(1), ...sent] : sent };
      },
      { start: { emails: others } },
    );

    await server.update({ change: 'add', attribute: 'emails[type eq "other"].value', value: 'o@x' });

    expect(server.held()['emails']).toHaveLength(3);
    expect(server.profile.known('addToList')).toBeUndefined();
  });
});

describe('a fact that the server contradicts', () => {
  it('about PATCH is given up when PUT is refused as well', async () => {
    const profile = createProfileKeeper({ remembered: [fact('patch', 'unsupported')] });
    const { target, received } = await against(
      ({ method }, response) =>
        method === 'GET'
          ? json(response, 200, { id: '1' })
          : json(response, method === 'PUT' ? 405 : 204, {}),
      60_000,
      { profile },
    );

    expect(await target.update(userUpdate(title), recording())).toMatchObject({ ok: false });
    expect(await target.update(userUpdate(title), recording())).toMatchObject({ ok: true });
    expect(received.map(({ method }) => method)).toEqual(['GET', 'PUT', 'PATCH']);
    expect(profile.known('patch')).toBe('supported');
  });

  it('about PATCH is not made of what a proxy refuses', async () => {
    const profile = createProfileKeeper();
    const { target } = await against(
      ({ method }, response) => json(response, method === 'GET' ? 200 : 405, { id: '1' }),
      60_000,
      { profile },
    );

    await target.update(userUpdate(title), recording());

    expect(profile.known('patch')).toBeUndefined();
  });

  it('about PATCH is kept where the administrator has fixed it', async () => {
    const profile = createProfileKeeper({ pinned: new Map([['patch', 'unsupported']]) });
    const { target } = await against(
      ({ method }, response) => json(response, method === 'GET' ? 200 : 405, { id: '1' }),
      60_000,
      { profile },
    );

    await target.update(userUpdate(title), recording());

    expect(profile.known('patch')).toBe('unsupported');
  });

  it('about the filter for members outlives one refusal', async () => {
    let refuses = true;
    const server = await groupServer({
      start: ['1'],
      shows: () => [],
      found: (filter, held) => (refuses ? 'refused' : held.includes(memberIn(filter))),
      remembered: [fact('members', 'hidden'), fact('memberFilter', 'members.value')],
    });

    expect(await server.ops.among(change('1'), server.op)).toMatchObject({ ok: false });
    refuses = false;
    expect(await server.ops.among(change('1'), server.op)).toEqual({ ok: true, value: ['1'] });
  });

  it('about hidden members is given up when the group shows some', async () => {
    const server = await groupServer({
      start: ['1'],
      found: () => 'refused',
      remembered: [fact('members', 'hidden'), fact('memberFilter', 'none')],
    });

    expect(await server.ops.among(change('1', '2'), server.op)).toEqual({ ok: true, value: ['1'] });
    expect(server.profile.known('members')).toBe('readable');
  });

  it('about the path of an entry is given up when only the path is taken', async () => {
    const server = await serverThat(
      (operations, held) =>
        operations.some(({ path }) => path === 'emails')
          ? { refuse: 'invalidPath' }
          : { ...held, emails: [{ type: 'work', value: 'b@x' }] },
      { start: { emails: [{ type: 'work', value: 'a@x' }] } },
    );
    server.profile.learn(fact('typedPath', 'refused'));

    const done = await server.update({ change: 'replace', attribute: WORK_MAIL, old: 'a@x', value: 'b@x' });

    expect(done).toMatchObject({ ok: true });
    expect(server.profile.known('typedPath')).toBe('understood');
  });

  it('about pages is given up when the server says that there is more, and shows it', async () => {
    const { reading } = await readingFrom(
      (received, response) => {
        const from = Number(parametersOf(received)['startIndex'] ?? '1');
        json(response, 200, { totalResults: 2, Resources: [{ id: `u${from}` }] });
      },
      { profile: createProfileKeeper({ remembered: [fact('paging', 'none')] }) },
    );

    const found: string[] = [];
    for await (const page of allResources(reading, { objectType: CORE_USER_URN }, recording()))
      found.push(...(page.ok ? page.value.map(({ id }) => String(id)) : [page.error.message]));

    expect(found).toEqual(['u1', 'u2']);
    expect(reading.profile.known('paging')).toBe('index');
  });
});

describe('a removal from a group that was just looked at', () => {
  it('needs no look before it', async () => {
    const server = await groupServer({ start: ['1', '2'] });

    await server.ops.all?.(change(), server.op);
    expect(await server.ops.remove(change('1'), server.op)).toMatchObject({ ok: true });

    expect(server.methods()).toEqual(['GET', 'PATCH', 'GET']);
  });

  it('still finds who vanished with it', async () => {
    const server = await groupServer({
      start: ['1', '2', '3'],
      react: () => ({ members: [] }),
    });

    await server.ops.all?.(change(), server.op);

    expect(await server.ops.remove(change('1'), server.op)).toMatchObject({
      ok: false,
      error: { systemCode: 'members.lost', lost: ['2', '3'] },
    });
  });
});
