import { describe, expect, it } from 'vitest';
import { findEntries } from '../../../../src/connectors/scim/finding/matching.ts';
import { probe } from '../../../../src/connectors/scim/finding/probe.ts';
import { createProfileKeeper, type FactName } from '../../../../src/connectors/scim/server-profile.ts';
import { recording } from '../../transport/loopback-server.ts';
import { DEPARTMENT, WORK_MAIL } from '../definitions.ts';
import { ada, everybody, server } from '../odd-filters.ts';
import { userQuery } from '../queries.ts';
import { filtersOf, learnedBy, notesIn, readingFrom } from '../scripted-reading.ts';

const EQUALITY = 'emails[type eq "work"].value eq "a@b"';
const BRACKET = 'emails[type eq "work" and value eq "a@b"]';
const PLAIN = 'emails.value eq "a@b"';
const pinned = (...facts: readonly (readonly [FactName, string])[]) =>
  createProfileKeeper({ pinned: new Map(facts) });

describe('a server whose filters are of no use', () => {
  it('is not read as a whole unless that is allowed, whatever was learned', async () => {
    const { reading } = await readingFrom(everybody);

    expect(await probe(reading, userQuery('userName', 'f00'), recording())).toMatchObject({ ok: false });
    expect(learnedBy(reading)).toEqual(['filters: ignored']);
    expect(await findEntries(reading, userQuery('userName', 'ada@x'), recording())).toMatchObject({
      ok: false,
      error: {
        code: 'filter.unsupported',
        attributes: ['userName'],
        systemCode: 'SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering',
      },
    });
  });

  it.each([
    ['by the settings of the target', { mayReadAll: true }],
    ['by a pinned fact', { profile: pinned(['filters', 'ignored']) }],
    ['by a pinned form', { profile: pinned(['filter userName', 'all']) }],
  ])('is read as a whole when that is allowed %s', async (_, special) => {
    const { reading } = await readingFrom(everybody, special);
    const op = recording();

    expect(await probe(reading, userQuery('userName', 'f00'), recording())).toMatchObject({ ok: true });
    expect(await findEntries(reading, userQuery('userName', 'ADA@x'), op)).toMatchObject({
      ok: true,
      value: [{ ref: '1' }],
    });
    expect(await findEntries(reading, userQuery('userName', 'bob@x'), recording())).toEqual({
      ok: true,
      value: [],
    });
    expect(notesIn(op.seen)).toContainEqual(
      expect.stringContaining('all objects are read and compared here'),
    );
  });

  it('is read as a whole at once, once only that has found somebody', async () => {
    const { reading, received } = await readingFrom(server([ada], { refuses: /./ }), { mayReadAll: true });

    await findEntries(reading, userQuery(WORK_MAIL, 'a@b'), recording());
    await findEntries(reading, userQuery(WORK_MAIL, 'a@b'), recording());

    expect(filtersOf(received)).toEqual([EQUALITY, BRACKET, PLAIN, undefined, undefined, undefined]);
    expect(learnedBy(reading)).toContain(`filter ${WORK_MAIL}: all`);
  });

  it('is looked through after a doubtful empty answer, where that is allowed', async () => {
    const { reading } = await readingFrom(server([ada], { misses: /./ }), { mayReadAll: true });

    expect(await findEntries(reading, userQuery(DEPARTMENT, 'R&D'), recording())).toMatchObject({
      value: [{ ref: '1' }],
    });
  });

  it('honours them again as soon as it gives an empty list', async () => {
    const { reading } = await readingFrom((received, response, count) =>
      count === 1 ? everybody(received, response, count) : server([ada])(received, response, count),
    );

    await probe(reading, userQuery('userName', 'f00'), recording());
    await probe(reading, userQuery('userName', 'f00'), recording());

    expect(learnedBy(reading)).toEqual(['filters: honoured']);
  });
});
