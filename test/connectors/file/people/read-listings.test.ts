import { appendFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readListings } from '../../../../src/connectors/file/people/read-listings.ts';
import { written } from '../../../support/people/people-formats.ts';
import { allListed, peopleFile } from '../people-file.ts';

const many = Array.from({ length: 20_000 }, (_, index) => ({
  objectId: `id-${index}`,
  displayName: `Ada ${index}`,
}));
const manyLines = written('json-lines', many);

const openFiles = async (): Promise<number> => (await readdir('/proc/self/fd')).length;

describe('the list of a file', () => {
  it('has what an app of this kind is searched by, and nothing that is empty', async () => {
    const person = {
      objectId: 'A-1',
      userPrincipalName: 'ada@example.com',
      displayName: 'Ada Lovelace',
      givenName: 'Ada',
      surname: '',
      mail: null,
      employeeId: 4711,
      jobTitle: 'Countess',
    };
    const file = await peopleFile(`${JSON.stringify(person)}\n`, { format: 'json-lines' });

    expect(await allListed(file)).toEqual({
      ok: true,
      value: {
        notes: [],
        listings: [
          {
            kind: 'user',
            id: 'A-1',
            displayName: 'Ada Lovelace',
            fields: [
              { field: 'displayName', value: 'Ada Lovelace' },
              { field: 'givenName', value: 'Ada' },
              { field: 'userPrincipalName', value: 'ada@example.com' },
              { field: 'employeeId', value: '4711' },
              { field: 'objectId', value: 'A-1' },
            ],
          },
        ],
      },
    });
  });

  it.each([
    ['its parts', '{"id":"1","givenName":"Ada","surname":"Lovelace"}', 'Ada Lovelace'],
    ['the one part it has', '{"id":"1","surname":"Suparman"}', 'Suparman'],
    ['the id', '{"id":"1"}', '1'],
  ])('shows for a name that is missing %s', async (_, line, displayName) => {
    const listed = await allListed(await peopleFile(line, { format: 'json-lines' }));

    expect(listed.ok && listed.value.listings).toMatchObject([{ id: '1', displayName }]);
  });

  it.each([
    ['entra-to-saas', { id: '1', accountEnabled: false }, { hiddenBecause: 'disabled in the source' }],
    ['entra-to-saas', { id: '1', accountEnabled: 'False' }, { hiddenBecause: 'disabled in the source' }],
    ['cross-tenant', { id: '1', IsSoftDeleted: true }, { hiddenBecause: 'deleted in the source' }],
    ['ad-to-entra', { id: '1', userAccountControl: 514 }, { note: 'disabled' }],
    ['ad-to-entra', { id: '1', accountDisabled: 'True' }, { note: 'disabled' }],
    ['workday-to-ad', { id: '1', WorkerID: '21451', Active: '0' }, { id: '21451', note: 'leaver' }],
    ['successfactors-to-ad', { id: '1', activeEmploymentsCount: '0' }, { note: 'leaver' }],
  ] as const)('of %s says of %j what a person must know', async (app, person, expected) => {
    const file = await peopleFile(JSON.stringify([person]), { format: 'json', app, anchors: ['id'] });

    const listed = await allListed(file);

    expect(listed.ok && listed.value.listings).toMatchObject([expected]);
  });

  it('says once that ids are there again, and lists everybody', async () => {
    const lines = ['{"id":"a"}', '{"id":"b"}', '{"id":"A"}', '{"id":"a"}'].join('\n');
    const listed = await allListed(await peopleFile(lines, { format: 'json-lines' }));

    expect(listed.ok && listed.value.listings).toHaveLength(4);
    expect(listed.ok && listed.value.notes).toEqual([
      expect.stringMatching(
        /an id must be there once, and this one is there again: A \(lines 1 and 3\), and 1 more$/,
      ),
    ]);
  });

  it('comes in pieces that tell how far it is, and ends with the number of objects', async () => {
    const reading = readListings(await peopleFile(manyLines, { format: 'json-lines' }));

    const reached: number[] = [];
    let end: unknown;
    for (let piece = await reading.next(); end === undefined; piece = await reading.next()) {
      if (piece.done) end = piece.value;
      else reached.push(piece.value.bytesRead / piece.value.bytesTotal);
      if (piece.done) break;
    }

    expect(reached.length).toBeGreaterThan(3);
    expect(reached).toEqual(reached.toSorted((a, b) => a - b));
    expect(reached.at(-1)).toBe(1);
    expect(end).toEqual({ ok: true, value: { objects: 20_000, notes: [] } });
  });

  it('stops at the next piece when it is cancelled', async () => {
    const controller = new AbortController();
    const file = await peopleFile(manyLines, { format: 'json-lines' });
    const reading = readListings(file, { signal: controller.signal });

    const first = await reading.next();
    controller.abort();
    const second = await reading.next();

    expect(first.done).toBe(false);
    expect(second).toMatchObject({ done: true, value: { ok: false, error: { code: 'cancelled' } } });
  });

  it('closes the file when its reader leaves', async () => {
    const file = await peopleFile(manyLines, { format: 'json-lines' });
    const before = await openFiles();

    for await (const _ of readListings(file)) break;

    expect(await openFiles()).toBe(before);
  });

  it('says that the file changed while it was read', async () => {
    const file = await peopleFile(manyLines, { format: 'json-lines' });
    const reading = readListings(file);

    await reading.next();
    await appendFile(file.path, '{"objectId":"new"}\n');
    let last = await reading.next();
    while (!last.done) last = await reading.next();

    expect(last.value).toMatchObject({
      ok: false,
      error: {
        code: 'configuration.invalid',
        message: expect.stringContaining('changed while it was read. Retry'),
      },
    });
  });

  it('can be asked for by a message to a worker thread', async () => {
    const file = await peopleFile(manyLines, { format: 'json-lines' });

    expect(await allListed(structuredClone(file))).toEqual(await allListed(file));
  });
});
