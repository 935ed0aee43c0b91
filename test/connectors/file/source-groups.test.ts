import { describe, expect, it } from 'vitest';
import type { FileListing } from '../../../src/connectors/file/settings.ts';
import { createFileSource, type FileSourceOptions } from '../../../src/connectors/file/source.ts';
import type { Selection } from '../../../src/engine/port.ts';
import { definitions, peopleFile, watchedOp } from './people-file.ts';

const ada = {
  objectId: 'A-1',
  userPrincipalName: 'Ada@Example.com',
  displayName: 'Ada Lovelace',
  manager: 'BOB@example.com',
  accountEnabled: true,
  level: '7',
  licensed: true,
};
const bob = { objectId: 'B-2', userPrincipalName: 'bob@example.com', displayName: 'Bob', licensed: 'no?' };
const cy = { objectId: 'C-3', displayName: 'Cy', accountEnabled: false, manager: 'nobody' };

const lines = (...objects: readonly object[]): string =>
  objects.map((one) => `${JSON.stringify(one)}\n`).join('');

async function sourceOf(people: string, more: Partial<FileSourceOptions> = {}) {
  const users = await peopleFile(people, { format: 'json-lines' });
  return createFileSource({ name: 'Directory', users, ...more });
}

describe('groups beside a file of people', () => {
  const team = {
    objectId: 'G-1',
    displayName: 'Team',
    members: ['a-1', 'bob@example.com', 'C-3', 'G-2', 'gone'],
  };
  const nested = { objectId: 'G-2', displayName: 'All of them', members: [] };

  const groupSource = async () => {
    const groups: FileListing = await peopleFile(lines(team, nested), {
      format: 'json-lines',
      kind: 'group',
    });
    return sourceOf(lines(ada, bob, cy), { groups });
  };

  it('have the members that are in one of the files; only active people can be chosen', async () => {
    const op = watchedOp();
    const members = await (await groupSource()).members?.('G-1', op);

    expect(
      members?.ok && members.value.map(({ ref, selectable, note }) => ({ ref, selectable, note })),
    ).toEqual([
      { ref: 'A-1', selectable: true, note: undefined },
      { ref: 'G-2', selectable: false, note: 'nested group' },
      { ref: 'B-2', selectable: true, note: undefined },
      { ref: 'C-3', selectable: false, note: undefined },
    ]);
    expect(op.observations).toContainEqual({ type: 'note', text: '1 of the members are in neither file' });
  });

  it('are read and listed by themselves', async () => {
    const source = await groupSource();
    const wanted: Selection = { objectType: 'Group', attributes: definitions };

    const listed = await source.list('group', watchedOp());
    const group = await source.read({ selection: wanted, id: 'g-1' }, watchedOp());
    const person = await source.read({ selection: wanted, id: 'A-1' }, watchedOp());

    expect(listed.ok && listed.value.map(({ id, note }) => [id, note])).toEqual([
      ['G-1', '5 members'],
      ['G-2', '0 members'],
    ]);
    expect(group).toMatchObject({ ok: true, value: { entry: { ref: 'G-1', objectType: 'Group' } } });
    expect(person).toMatchObject({ ok: false, error: { code: 'object.notFound' } });
  });

  it('are none without a file of groups', async () => {
    const source = await sourceOf(lines(ada));
    const wanted: Selection = { objectType: 'Group', attributes: [] };

    expect(source.members).toBeUndefined();
    expect(await source.list('group', watchedOp())).toEqual({ ok: true, value: [] });
    expect(await source.read({ selection: wanted, id: 'G-1' }, watchedOp())).toMatchObject({
      error: { code: 'object.notFound', message: expect.stringContaining('Add "groups"') },
    });
  });
});

describe('the test of a file source', () => {
  it('opens the files and names what is missing', async () => {
    const source = await sourceOf(lines(ada));
    const groups = await peopleFile('', { format: 'json-lines' });
    const broken = await sourceOf(lines(ada), { groups: { ...groups, path: '/nowhere/groups.jsonl' } });

    expect(await source.test(watchedOp())).toEqual({ ok: true, value: undefined });
    expect(await broken.test(watchedOp())).toMatchObject({
      error: { code: 'configuration.invalid', message: expect.stringContaining('/nowhere/groups.jsonl') },
    });
  });
});
