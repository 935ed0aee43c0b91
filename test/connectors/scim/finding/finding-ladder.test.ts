import { describe, expect, it } from 'vitest';
import { findEntries } from '../../../../src/connectors/scim/finding/matching.ts';
import { createProfileKeeper } from '../../../../src/connectors/scim/server-profile.ts';
import { json, recording } from '../../transport/loopback-server.ts';
import { DEPARTMENT, WORK_MAIL } from '../definitions.ts';
import { type Answering, ada, everybody, server } from '../odd-filters.ts';
import { listOf, userQuery } from '../queries.ts';
import { filtersOf, learnedBy, notesIn, parametersOf, readingFrom } from '../scripted-reading.ts';

const EQUALITY = 'emails[type eq "work"].value eq "a@b"';
const BRACKET = 'emails[type eq "work" and value eq "a@b"]';
const PLAIN = 'emails.value eq "a@b"';
const isEquality = /\]\.value eq/;
const isBracket = /\]$/;

describe('the forms of a filter', () => {
  it.each([
    ['equality', {}, [EQUALITY], [EQUALITY]],
    ['bracket', { misses: isEquality }, [EQUALITY, BRACKET], [BRACKET]],
    ['plain', { refuses: isEquality, misses: isBracket }, [EQUALITY, BRACKET, PLAIN], [PLAIN]],
  ] as const)('%s is remembered once it has found somebody', async (form, odd, first, second) => {
    const { reading, received } = await readingFrom(server([ada], odd));

    expect(await findEntries(reading, userQuery(WORK_MAIL, 'a@b'), recording())).toMatchObject({
      ok: true,
      value: [{ ref: '1' }],
    });
    expect(learnedBy(reading)).toEqual([`filter ${WORK_MAIL}: ${form}`]);
    await findEntries(reading, userQuery(WORK_MAIL, 'a@b'), recording());

    expect(filtersOf(received)).toEqual([...first, ...second]);
  });

  it('are believed when they find nobody, once they have found somebody', async () => {
    const { reading, received } = await readingFrom(server([ada], { misses: isEquality }));
    await findEntries(reading, userQuery(WORK_MAIL, 'a@b'), recording());
    const op = recording();

    const none = await findEntries(reading, userQuery(WORK_MAIL, 'no@b'), op);

    expect(none).toEqual({ ok: true, value: [] });
    expect(filtersOf(received).slice(2)).toEqual([BRACKET.replace('a@b', 'no@b')]);
    expect(notesIn(op.seen)).toEqual([]);
  });

  it('teach nothing when they find nobody', async () => {
    const { reading, received } = await readingFrom(server([ada]));
    const op = recording();

    await findEntries(reading, userQuery(WORK_MAIL, 'no@b'), op);
    await findEntries(reading, userQuery(WORK_MAIL, 'no@b'), recording());

    expect(received).toHaveLength(6);
    expect(learnedBy(reading)).toEqual([]);
    expect(notesIn(op.seen).at(-1)).toContain('Zero hits may mean that it does not understand the filter');
  });

  it('are all tried again when the one that was known is refused', async () => {
    const { reading, received } = await readingFrom(server([ada], { refuses: isEquality }), {
      profile: createProfileKeeper({
        remembered: [{ fact: `filter ${WORK_MAIL}`, value: 'equality', because: 'long ago' }],
      }),
    });

    await findEntries(reading, userQuery(WORK_MAIL, 'a@b'), recording());

    expect(filtersOf(received)).toEqual([EQUALITY, BRACKET]);
    expect(learnedBy(reading)).toEqual([`filter ${WORK_MAIL}: bracket`]);
  });

  it('are each told, with what was found out', async () => {
    const { reading } = await readingFrom(server([ada], { refuses: isEquality, misses: isBracket }));
    const op = recording();

    await findEntries(reading, userQuery(WORK_MAIL, 'a@b'), op);

    expect(notesIn(op.seen)).toEqual([
      'The target does not take emails[type eq "work"].value eq "…", so emails[type eq "work" and value eq "…"] is tried as well.',
      'The target finds nothing by emails[type eq "work" and value eq "…"], so emails.value eq "…" is tried as well.',
      'The target finds objects by emails.value eq "…" (plain), which is asked first from now on.',
    ]);
  });

  it('are one request each on a good server, and a known attribute is believed at once', async () => {
    const { reading, received } = await readingFrom(server([ada]));
    const op = recording();

    await findEntries(reading, userQuery('userName', 'ada@x'), op);
    await findEntries(reading, userQuery('userName', 'nobody@x'), op);
    await findEntries(reading, userQuery('displayName', 'Nobody'), op);

    expect(received).toHaveLength(3);
    expect(notesIn(op.seen)).toEqual([]);
  });

  it('of an extension are doubtful until they have found somebody', async () => {
    const { reading, received } = await readingFrom(server([ada]));
    const [before, after] = [recording(), recording()];

    await findEntries(reading, userQuery(DEPARTMENT, 'Sales'), before);
    await findEntries(reading, userQuery(DEPARTMENT, 'R&D'), recording());
    await findEntries(reading, userQuery(DEPARTMENT, 'Sales'), after);

    expect(received).toHaveLength(3);
    expect(notesIn(before.seen)).toHaveLength(1);
    expect(notesIn(after.seen)).toEqual([]);
  });
});

describe('the case of a value', () => {
  /** Compares user names letter by letter, as some servers do. */
  const exact: Answering = (received, response) => {
    const value = /"(.*)"/.exec(parametersOf(received)['filter'] ?? '')?.[1] ?? '';
    json(response, 200, value === ada.userName ? listOf(ada) : listOf());
  };

  it('is tried in lower case on a server that compares letter by letter, and first the next time', async () => {
    const { reading, received } = await readingFrom(exact);
    const op = recording();

    const found = await findEntries(reading, userQuery('userName', 'Ada@X'), op);
    await findEntries(reading, userQuery('userName', 'ADA@x'), recording());

    expect(found).toMatchObject({ ok: true, value: [{ ref: '1' }] });
    expect(filtersOf(received)).toEqual([
      'userName eq "Ada@X"',
      'userName eq "ada@x"',
      'userName eq "ada@x"',
    ]);
    expect(learnedBy(reading)).toEqual(['filter userName: lower-case']);
    expect(notesIn(op.seen)).toHaveLength(2);
  });

  it('is still tried in lower case after a hit in the same case, which says nothing about others', async () => {
    const { reading, received } = await readingFrom(exact);

    await findEntries(reading, userQuery('userName', 'ada@x'), recording());
    const found = await findEntries(reading, userQuery('userName', 'Ada@X'), recording());

    expect(found).toMatchObject({ ok: true, value: [{ ref: '1' }] });
    expect(received).toHaveLength(3);
  });

  it('needs no second request on a server that has shown that it ignores case', async () => {
    const { reading, received } = await readingFrom(server([ada]));

    await findEntries(reading, userQuery('userName', 'ADA@X'), recording());
    await findEntries(reading, userQuery('userName', 'Nobody@X'), recording());
    await findEntries(reading, userQuery('userName', 'ada@x'), recording());

    expect(received).toHaveLength(3);
    expect(learnedBy(reading)).toEqual(['filter userName: any-case']);
  });

  it('of an e-mail is tried in lower case in the last form', async () => {
    const { reading, received } = await readingFrom(server([ada], { misses: /./ }));

    await findEntries(reading, userQuery(WORK_MAIL, 'A@b'), recording());

    expect(filtersOf(received).slice(2)).toEqual([PLAIN.replace('a@b', 'A@b'), PLAIN]);
  });
});

describe('a hit', () => {
  it('of several pages is collected, each object once', async () => {
    const twins = ['1', '2', '3'].map((id) => ({ id, userName: 'ada@x' }));
    const { reading, received } = await readingFrom((one, response) => {
      const start = Number(parametersOf(one)['startIndex'] ?? '1');
      json(response, 200, { totalResults: 3, Resources: twins.slice(start - 1, start + 1) });
    });

    const found = await findEntries(reading, userQuery('userName', 'ada@x'), recording());

    expect(found.ok && found.value.map(({ ref }) => ref)).toEqual(['1', '2', '3']);
    expect(received).toHaveLength(2);
  });

  it('stops the search at the first page with a stranger on it', async () => {
    const { reading, received } = await readingFrom((_, response) =>
      json(response, 200, { totalResults: 90_000, Resources: [{ id: '2', userName: 'eve@x' }] }),
    );

    await findEntries(reading, userQuery('userName', 'ada@x'), recording());

    expect(received).toHaveLength(1);
  });

  it('that does not show the attribute is said to be impossible to check', async () => {
    const { reading } = await readingFrom((_, response) => json(response, 200, listOf({ id: '1' })));

    expect(await findEntries(reading, userQuery('userName', 'ada@x'), recording())).toMatchObject({
      ok: false,
      error: {
        message: 'The target finds an object but does not show its userName, so the hit cannot be checked.',
      },
    });
  });

  it('is the same text in another normal form', async () => {
    const { reading } = await readingFrom((_, response) =>
      json(response, 200, listOf({ id: '1', userName: 'zoe\u0308@x' })),
    );

    expect(await findEntries(reading, userQuery('userName', 'zo\u00eb@x'), recording())).toMatchObject({
      value: [{ ref: '1' }],
    });
  });
});

describe('a value with quotation marks or backslashes', () => {
  const quoted = { id: '1', displayName: 'Ada "Countess" Lovelace' };
  const escapes = /\\/;

  it.each([
    ['refuses', { refuses: escapes }],
    ['misreads', { misses: escapes }],
  ])('is found by a part of it where the server %s escaped signs, which teaches nothing', async (_, odd) => {
    const { reading, received } = await readingFrom(
      server([quoted, { ...quoted, id: '2', displayName: 'Lovelace' }], odd),
    );

    const found = await findEntries(reading, userQuery('displayName', quoted.displayName), recording());

    expect(found).toMatchObject({ ok: true, value: [{ ref: '1' }] });
    expect(filtersOf(received)).toEqual([
      'displayName eq "Ada \\"Countess\\" Lovelace"',
      'displayName co " Lovelace"',
    ]);
    expect(learnedBy(reading)).toEqual([]);
  });

  it('is believed to be nobody when not even the part is found', async () => {
    const { reading } = await readingFrom(server([quoted]));
    const op = recording();

    const found = await findEntries(reading, userQuery('displayName', 'Eve "E" Sample'), op);

    expect(found).toEqual({ ok: true, value: [] });
    expect(notesIn(op.seen)).toEqual([
      'The target finds nothing by displayName eq "…", so displayName co "…" is tried as well.',
    ]);
  });

  it('is doubtful where it has no part that is long enough', async () => {
    const { reading, received } = await readingFrom(server([quoted]));
    const op = recording();

    await findEntries(reading, userQuery('displayName', 'a"b\\c'), op);

    expect(received).toHaveLength(1);
    expect(notesIn(op.seen).at(-1)).toContain('Zero hits may mean');
  });

  it('stops at a server that answers with strangers', async () => {
    const { reading } = await readingFrom((received, response, count) =>
      count === 1 ? json(response, 400, {}) : everybody(received, response, count),
    );

    expect(
      await findEntries(reading, userQuery('displayName', quoted.displayName), recording()),
    ).toMatchObject({ ok: false, error: { code: 'filter.unsupported' } });
  });
});

describe('a filter that a server stumbles over', () => {
  it.each([400, 500])('is told with its reason when the value needs escaping (%d)', async (status) => {
    const { reading } = await readingFrom((_, response) =>
      json(response, status, { detail: 'syntax error' }),
    );

    const quoted = await findEntries(reading, userQuery('displayName', 'Ada "A" L'), recording());
    const plain = await findEntries(reading, userQuery('displayName', 'Ada'), recording());

    expect(quoted).toMatchObject({
      ok: false,
      error: { code: 'filter.unsupported', message: expect.stringContaining('a quotation mark') },
    });
    expect(plain).toMatchObject({ error: { message: expect.not.stringContaining('a quotation mark') } });
  });

  it('asks for booleans without quotation marks', async () => {
    const { reading, received } = await readingFrom((_, response) => json(response, 200, listOf()));

    await findEntries(reading, userQuery('active', 'True'), recording());

    expect(filtersOf(received)).toEqual(['active eq true']);
  });
});
