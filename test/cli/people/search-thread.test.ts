import { describe, expect, it } from 'vitest';
import type { ReadingProgress } from '../../../src/cli/people/protocol.ts';
import type { Listing } from '../../../src/domain/model/subject.ts';
import { manyPeople } from '../../support/people/many-people.ts';
import { listingOf } from '../../support/people/people.ts';
import { namesFor, open, ownService, peopleFile, peopleOf, writePeople } from './service.ts';

const named = (id: string, displayName: string): Listing => ({ kind: 'user', id, displayName, fields: [] });

describe('the search thread', () => {
  it('reads a file and tells how far it is', async () => {
    const file = await peopleFile(peopleOf(4, 30_000));
    const service = ownService();
    const told: ReadingProgress[] = [];

    const opened = await open(service, file, (progress) => told.push(progress));

    expect(opened).toEqual({ ok: true, value: { count: 30_000, isCached: false, notes: [] } });
    expect(told.length).toBeGreaterThan(0);
    for (const [at, { read, searchable, share }] of told.entries()) {
      expect(searchable).toBeLessThanOrEqual(read);
      expect(share).toBeGreaterThanOrEqual(told[at - 1]?.share ?? 0);
      expect(share).toBeLessThanOrEqual(1);
    }
  });

  it('answers while it reads, from what it has', async () => {
    const people = peopleOf(4, 30_000);
    const file = await peopleFile(people);
    const service = ownService();
    const totals: number[] = [];

    const opening = open(service, file, () => {
      const question = { query: '', options: { limit: 1 }, mayBeSkipped: false };
      void service.search('people', question).then((found) => totals.push(found?.answer.total ?? 0));
    });
    await opening;

    expect(await namesFor(service, people[29_999]?.['employeeId'] ?? '')).toEqual([
      people[29_999]?.['displayName'],
    ]);
    expect(totals).toEqual(totals.toSorted((a, b) => a - b));
    expect(totals[0]).toBeLessThan(30_000);
  });

  it('says where a file is wrong', async () => {
    const file = await peopleFile([]);
    await writePeople(file.listing.path, [
      { objectId: 'a', displayName: 'A' },
      { displayName: 'without an id' },
    ]);

    const opened = await open(ownService(), file);

    expect(opened).toMatchObject({ ok: false, error: { code: 'configuration.invalid' } });
    expect(opened.ok ? '' : opened.error.message).toContain('people.jsonl:2');
  });

  it('skips what was typed on over, and answers the last of a burst of 200 keys', async () => {
    const service = ownService();
    await service.add('people', [...manyPeople(4, 3_000)].map(listingOf), (listing) => listing);
    await service.add('people', [named('1', 'Zuzanna Zdunek')], (listing) => listing);
    const text = 'zuzanna zdunek'.padEnd(200, ' ');

    const answers = await Promise.all(
      [...text].map((_, at) =>
        service.search('people', {
          query: text.slice(0, at + 1),
          options: { limit: 5 },
          mayBeSkipped: true,
        }),
      ),
    );

    expect(answers.at(-1)?.answer.hits[0]?.listing.displayName).toBe('Zuzanna Zdunek');
    expect(answers.filter((answer) => answer !== undefined).length).toBeLessThan(100);
  });

  it('answers every question that must be answered, in their order', async () => {
    const service = ownService();
    const names = ['Ada', 'Ben', 'Cleo'];
    await service.add('people', names, (name) => named(name, name));

    const found = await Promise.all(names.map((name) => namesFor(service, name)));

    expect(found).toEqual([['Ada'], ['Ben'], ['Cleo']]);
  });

  it('keeps indexes apart, and forgets one when it is told to', async () => {
    const service = ownService();
    await service.add('one', ['Ada'], (name) => named(name, name));
    await service.add('two', ['Ben'], (name) => named(name, name));

    service.forget('one');

    expect(await namesFor(service, '', 'one')).toEqual([]);
    expect(await namesFor(service, '', 'two')).toEqual(['Ben']);
  });

  it('takes a list of nobody', async () => {
    const service = ownService();

    await service.add('people', [], (listing: Listing) => listing);

    expect(await namesFor(service, '')).toEqual([]);
  });
});
