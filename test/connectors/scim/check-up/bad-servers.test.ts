import { describe, expect, it } from 'vitest';
import { entraDialect } from '../../../../src/connectors/scim/dialects/entra.ts';
import { misbehaviours } from '../../../../src/emulators/scim/misbehaviour/table.ts';
import { WORK_MAIL } from '../definitions.ts';
import {
  checkedUp,
  emptyFolder,
  groups,
  matchingBy,
  named,
  serveFolder,
  startEmbedded,
  targetAt,
  token,
  users,
} from './checked.ts';

const kinds = [matchingBy('userName', WORK_MAIL), groups];

/** How many users and groups a folder holds, as a clean server over it says. */
async function leftIn(directory: string): Promise<number> {
  const server = await serveFolder(directory);
  const counts = await Promise.all(
    ['Users', 'Groups'].map(async (endpoint) => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${server.baseUrl}/${endpoint}`, { headers });
      const list: unknown = await answer.json();
      return (list as { totalResults: number }).totalResults;
    }),
  );
  await server.close();
  return counts.reduce((sum, count) => sum + count, 0);
}

describe('a check-up that writes, of a server that misbehaves', () => {
  it.each(misbehaviours.map(({ name }) => name))(
    '%s, ends, says what to do, and leaves nothing',
    async (name) => {
      const directory = await emptyFolder();
      const server = await serveFolder(directory, name);

      const { checks } = await checkedUp(targetAt(server.baseUrl), { kinds, mayWrite: true });
      await server.close();

      const without = checks.filter(({ verdict, next }) => verdict !== 'good' && (next ?? '') === '');
      expect(without).toEqual([]);
      const told = checks.some(({ found }) => found.includes('is still in the target'));
      expect(told ? 'told' : await leftIn(directory)).toBe(0);
    },
  );
});

describe('a server that ignores filters', () => {
  it('is not taken for a good one because it is empty', async () => {
    const { baseUrl, profile } = await startEmbedded('ignores-filters');

    const read = await checkedUp(targetAt(baseUrl, { profile }), { kinds });
    const written = await checkedUp(targetAt(baseUrl, { profile }), { kinds, mayWrite: true });

    expect(named(read, 'filter on userName')?.verdict).toBe('good');
    expect(named(written, 'search for nobody by userName')).toMatchObject({
      verdict: 'bad',
      code: 'filter.unsupported',
    });
    expect(profile.known('filters')).toBe('ignored');
  });
});

describe('a server that does not find disabled users', () => {
  it('is told what that leads to', async () => {
    const { baseUrl } = await startEmbedded('inactive-not-found');

    const result = await checkedUp(targetAt(baseUrl), { kinds, mayWrite: true });

    expect(named(result, 'find the test user by userName while it is disabled')).toMatchObject({
      verdict: 'bad',
      next: expect.stringContaining('gets a second account'),
    });
  });
});

describe('a server that empties a group when one member is removed', () => {
  it('is bad, because the second test user vanished as well, and everything is deleted again', async () => {
    const directory = await emptyFolder();
    const server = await serveFolder(directory, 'legacy-removal-empties-group');

    const result = await checkedUp(targetAt(server.baseUrl, { dialect: entraDialect }), {
      kinds,
      mayWrite: true,
    });
    await server.close();

    expect(named(result, 'remove a member')).toMatchObject({
      verdict: 'bad',
      found: expect.stringMatching(/lost 1 member that nobody asked to remove|somebody else/),
      next: expect.stringContaining('Do not provision groups'),
    });
    expect(named(result, 'delete the second test user')?.verdict).toBe('good');
    expect(await leftIn(directory)).toBe(0);
  });
});

describe('a server that ignores PATCH', () => {
  const conclusion = 'PATCH of the test user';

  it('gets one conclusion beside the single findings', async () => {
    const { baseUrl } = await startEmbedded('patch-ignored');
    const several = [users, groups];

    const result = await checkedUp(targetAt(baseUrl), { kinds: several, mayWrite: true });

    expect(named(result, 'change displayName')?.verdict).toBe('bad');
    expect(named(result, conclusion)).toMatchObject({
      verdict: 'bad',
      found: expect.stringContaining('PATCH answers success and changes nothing'),
    });
  });

  it('is not what a good server is called', async () => {
    const { baseUrl } = await startEmbedded();

    const result = await checkedUp(targetAt(baseUrl), { kinds, mayWrite: true });

    expect(named(result, 'change displayName')?.verdict).toBe('good');
    expect(named(result, conclusion)).toBeUndefined();
  });
});
