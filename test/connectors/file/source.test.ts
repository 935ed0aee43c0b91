import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createFileSource, type FileSourceOptions } from '../../../src/connectors/file/source.ts';
import { asRef } from '../../../src/domain/model/entry.ts';
import type { Selection } from '../../../src/engine/port.ts';
import { definitions, peopleFile, selection, watchedOp } from './people-file.ts';

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

const read = async (people: string, id: string, wanted: Selection = selection) => {
  const answer = await (await sourceOf(people)).read({ selection: wanted, id }, watchedOp());
  return answer.ok ? answer.value : answer.error;
};

describe('reading one person of a file', () => {
  it.each(['A-1', 'a-1', ' A-1 ', 'Ada@Example.com', 'ada@example.COM'])('by the id %j', async (id) => {
    expect(await read(lines(bob, ada, cy), id)).toMatchObject({ entry: { ref: 'A-1' } });
  });

  it('gives the selected attributes, typed, computed where directories compute them, and the manager as a Ref', async () => {
    const imported = await read(lines(ada, bob), 'A-1');

    expect('entry' in imported && Object.fromEntries(imported.entry.attributes)).toEqual({
      objectId: 'A-1',
      userPrincipalName: 'Ada@Example.com',
      originalUserPrincipalName: 'Ada@Example.com',
      displayName: 'Ada Lovelace',
      accountEnabled: true,
      level: 7,
      manager: 'B-2',
    });
  });

  it('leaves a manager whom nobody is as the file names them', async () => {
    const imported = await read(lines(ada, cy), 'C-3');

    expect('entry' in imported && imported.entry.attributes.get('manager')).toBe('nobody');
  });

  it('is not found by a part of an id, or by another attribute', async () => {
    expect(await read(lines(ada, bob), 'A-')).toMatchObject({ code: 'object.notFound' });
    expect(await read(lines(ada, bob), 'Bob')).toMatchObject({
      code: 'object.notFound',
      message: expect.stringMatching(/holds no user whose objectId or id or userPrincipalName is Bob\.$/),
    });
  });

  it('is ambiguous when two have the id, and says on which lines', async () => {
    expect(await read(lines(ada, bob, { ...cy, objectId: 'a-1' }), 'A-1')).toMatchObject({
      code: 'object.ambiguous',
      message: expect.stringContaining('lines 1, 3'),
    });
  });

  it('prefers the immutable id to a name that looks like it', async () => {
    const impostor = { objectId: 'X-9', userPrincipalName: 'A-1' };

    expect(await read(lines(impostor, ada, bob), 'A-1')).toMatchObject({ entry: { ref: 'A-1' } });
  });

  it('finds an id that is written with escapes, and one that is a number', async () => {
    const file = '{"objectId":"\\u0041-1","displayName":"Ada"}\n{"objectId":4711,"displayName":"Bob"}\n';

    expect(await read(file, 'A-1')).toMatchObject({ entry: { ref: 'A-1' } });
    expect(await read(file, '4711')).toMatchObject({ entry: { ref: '4711' } });
  });

  it('is not disturbed by the names that every object of JavaScript knows', async () => {
    const wanted: Selection = {
      objectType: 'User',
      attributes: ['constructor', 'toString', '__proto__'].flatMap((name) =>
        definitions.slice(1, 2).map((definition) => ({ ...definition, name })),
      ),
    };
    const plain = await read(lines({ objectId: '1' }), '1', wanted);
    const filled = await read('{"objectId":"1","__proto__":"data","constructor":"Ford"}\n', '1', wanted);

    expect('entry' in plain && [...plain.entry.attributes]).toEqual([]);
    expect('entry' in filled && [...filled.entry.attributes]).toEqual([
      ['constructor', 'Ford'],
      ['__proto__', 'data'],
    ]);
  });

  it.each([
    [
      'accountEnabled',
      'perhaps',
      /people\.jsonl:1:1: the value of accountEnabled cannot be used\. Write a Boolean/,
    ],
    ['level', '7.5', /the value of level cannot be used\. Write a whole number/],
    ['displayName', { first: { deep: 1 } }, /the value of displayName cannot be used\. Write a text/],
  ])('refuses a value of %s that the schema does not know: %j', async (name, value, message) => {
    expect(await read(lines({ ...bob, [name]: value }), 'B-2')).toMatchObject({
      code: 'configuration.invalid',
      message: expect.stringMatching(message),
    });
  });

  it('sees what was edited since the last run', async () => {
    const users = await peopleFile(lines(bob), { format: 'json-lines' });
    const source = createFileSource({ name: 'Directory', users });
    const title = async () => {
      const answer = await source.read({ selection, id: 'B-2' }, watchedOp());
      return answer.ok && answer.value.entry.attributes.get('jobTitle');
    };

    const before = await title();
    await writeFile(users.path, lines({ ...bob, jobTitle: 'Baker' }));

    expect([before, await title()]).toEqual([undefined, 'Baker']);
  });

  it('tells the reading as a request with its answer', async () => {
    const op = watchedOp();
    await (await sourceOf(lines(bob, ada))).read({ selection, id: 'A-1' }, op);

    expect(op.observations).toMatchObject([
      {
        exchange: {
          request: expect.stringMatching(/^read .*people\.jsonl, objectId .* = A-1$/),
          answer: 'found on line 2',
        },
      },
      { exchange: { request: expect.stringMatching(/ = BOB@example\.com$/), answer: 'found 1 of 1' } },
    ]);
  });

  it('does nothing when it was stopped before', async () => {
    const source = await sourceOf(lines(ada));

    const answer = await source.read({ selection, id: 'A-1' }, watchedOp(AbortSignal.abort()));

    expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('an HR file with two employments of one person', () => {
  const workday = { format: 'json-lines', app: 'workday-to-ad', anchors: ['WID', 'WorkerID'] } as const;
  const left = { WID: 'w1', WorkerID: '21451', Active: '0' };
  const back = { WID: 'w2', WorkerID: '21451', Active: '1' };

  const readWorker = async (content: string, id: string) => {
    const source = createFileSource({ name: 'Workday', users: await peopleFile(content, workday) });
    const answer = await source.read(
      { selection: { objectType: 'Worker', attributes: [] }, id },
      watchedOp(),
    );
    return answer.ok ? answer.value : answer.error;
  };

  it('gives the active one, and tells of the other', async () => {
    expect(await readWorker(lines(left, back), '21451')).toMatchObject({
      entry: { ref: 'w2' },
      notes: ['line 1 holds an inactive one with the same id: w1'],
    });
    expect(await readWorker(lines(left, back), 'W1')).toMatchObject({ entry: { ref: 'w1' }, notes: [] });
  });

  it('is ambiguous with two active ones', async () => {
    const two = lines(back, { ...back, WID: 'w3' });

    expect(await readWorker(two, '21451')).toMatchObject({ code: 'object.ambiguous' });
  });
});

describe('a distinguished name', () => {
  it('is the same with other spaces and in another case, also for a manager', async () => {
    const content = [
      'dn: CN=Ada,OU=People,DC=example\nobjectGUID:: AAECAwQFBgcICQoLDA0ODw==\nmanager: cn=bob, ou=people, dc=example',
      'dn: CN=Bob,OU=People,DC=example\nobjectGUID:: EAECAwQFBgcICQoLDA0ODw==',
    ].join('\n\n');
    const users = await peopleFile(content, { format: 'ldif', app: 'ad-to-entra', anchors: ['objectGUID'] });
    const source = createFileSource({ name: 'Active Directory', users });

    const answer = await source.read({ selection, id: 'cn=ADA, ou=people, dc=EXAMPLE' }, watchedOp());

    expect(answer).toMatchObject({ ok: true, value: { entry: { ref: 'AAECAwQFBgcICQoLDA0ODw==' } } });
    expect(answer.ok && answer.value.entry.attributes.get('manager')).toBe('EAECAwQFBgcICQoLDA0ODw==');
  });
});

describe('the assignment of a person in a file', () => {
  const entitled = async (people: string, ref: string, assigned?: string) => {
    const source = await sourceOf(people, assigned === undefined ? {} : { assigned });
    const answer = await source.entitlement?.(asRef(ref), 'user', watchedOp());
    return answer?.ok ? answer.value : answer?.error;
  };

  it('is there for everybody when no attribute says it', async () => {
    expect(await entitled(lines(ada), 'A-1')).toMatchObject({ assigned: true, hasRequiredRole: true });
  });

  it.each([
    [true, true],
    ['True', true],
    [1, true],
    [false, false],
    ['0', false],
    ['', false],
    [null, false],
  ])('is, for the value %j of the named attribute, %j', async (licensed, expected) => {
    expect(await entitled(lines({ ...bob, licensed }), 'B-2', 'licensed')).toMatchObject({
      assigned: expected,
    });
  });

  it('is not there for somebody without the attribute', async () => {
    expect(await entitled(lines(cy), 'C-3', 'licensed')).toMatchObject({ assigned: false });
  });

  it('is never guessed', async () => {
    expect(await entitled(lines(ada, bob), 'B-2', 'licensed')).toMatchObject({
      code: 'configuration.invalid',
      message: expect.stringMatching(
        /people\.jsonl:2:1: licensed says neither true nor false\. Write true or false\.$/,
      ),
    });
  });

  it('belongs to the state of the file that the import saw', async () => {
    const users = await peopleFile(lines(ada), { format: 'json-lines' });
    const source = createFileSource({ name: 'Directory', users, assigned: 'licensed' });

    await source.read({ selection, id: 'A-1' }, watchedOp());
    await writeFile(users.path, lines({ ...ada, licensed: false }));

    const answer = await source.entitlement?.(asRef('A-1'), 'user', watchedOp());
    expect(answer).toMatchObject({ ok: true, value: { assigned: true } });
  });
});
