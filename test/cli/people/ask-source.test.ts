import { describe, expect, it } from 'vitest';
import { searchRemotely } from '../../../src/cli/people/ask-source.ts';
import type { Listing } from '../../../src/domain/model/subject.ts';
import { fail, ok } from '../../../src/domain/result.ts';
import type { Op, Source } from '../../../src/engine/port.ts';
import { createSource } from '../../support/systems/memory-source.ts';
import { failure } from '../../support/systems/memory-trouble.ts';
import { ownService } from './service.ts';

const op: Op = { signal: new AbortController().signal, observe: () => {} };
const person = (id: string, displayName: string, more: Partial<Listing> = {}): Listing => ({
  kind: 'user',
  id,
  displayName,
  fields: [{ field: 'displayName', value: displayName }],
  ...more,
});

/** A source that searches itself: by the beginning of the name, as directories on a server do. */
function searchingSource(people: readonly Listing[], also: readonly Listing[] = []) {
  const asked: string[] = [];
  const source: Source = {
    ...createSource(),
    finding: 'server-side',
    search: async ({ text, kind, limit }) => {
      asked.push(text);
      const found = people.filter((each) => each.displayName.toLowerCase().startsWith(text.toLowerCase()));
      return ok([...found, ...also].filter((each) => each.kind === kind).slice(0, limit));
    },
  };
  return { source, asked };
}

const question = (query: string, mayBeSkipped = false) =>
  ({ kind: 'user', query, limit: 5, mayBeSkipped }) as const;
const shown = (answered: Awaited<ReturnType<ReturnType<typeof searchRemotely>>>) =>
  answered?.ok === true ? answered.value.answer.hits.map((hit) => [hit.listing.id, hit.kind]) : answered;

describe('a source that searches itself', () => {
  it('names people, who are ranked and highlighted here', async () => {
    const { source } = searchingSource([person('2', 'Adam Berg'), person('1', 'Ada Lovelace')]);
    const search = searchRemotely(source, ownService(), 'app');

    const answered = await search(question('ada'), op);

    expect(shown(answered)).toEqual([
      ['1', 'exact'],
      ['2', 'prefix'],
    ]);
    expect(answered?.ok === true && answered.value.answer.hits[0]?.ranges).toEqual([[0, 3]]);
  });

  it('may know more than it shows: whom only the system finds comes last', async () => {
    const { source } = searchingSource([person('1', 'Ada Lovelace')], [person('3', 'Countess of L.')]);
    const search = searchRemotely(source, ownService(), 'app');

    expect(shown(await search(question('ada'), op))).toEqual([
      ['1', 'exact'],
      ['3', 'inside'],
    ]);
  });

  it('is helped by what it named before: typos find somebody who was seen', async () => {
    const { source } = searchingSource([person('1', 'Ada Lovelace')]);
    const search = searchRemotely(source, ownService(), 'app');
    await search(question('ada'), op);

    expect(shown(await search(question('lovelcae'), op))).toEqual([['1', 'typo']]);
  });

  it('does not offer who is not offered', async () => {
    const hidden = person('1', 'Ada Lovelace', { hiddenBecause: 'disabled in the source' });
    const search = searchRemotely(searchingSource([hidden]).source, ownService(), 'app');

    expect(shown(await search(question('ada'), op))).toEqual([]);
  });

  it('is asked once for what is typed without a pause', async () => {
    const { source, asked } = searchingSource([person('1', 'Ada Lovelace')]);
    const search = searchRemotely(source, ownService(), 'app');

    const answers = await Promise.all(['a', 'ad', 'ada'].map((query) => search(question(query, true), op)));

    expect(asked).toEqual(['ada']);
    expect(answers.map(shown)).toEqual([undefined, undefined, [['1', 'exact']]]);
  });

  it('aborts a question that was typed on over', async () => {
    const aborted: boolean[] = [];
    const { promise: isAsked, resolve } = Promise.withResolvers<void>();
    const source: Source = {
      ...createSource(),
      finding: 'server-side',
      search: (request, { signal }) =>
        new Promise((answer) => {
          if (request.text === 'ad') return answer(ok([]));
          signal.addEventListener('abort', () => {
            aborted.push(true);
            answer(fail(failure('cancelled')));
          });
          resolve();
        }),
    };
    const search = searchRemotely(source, ownService(), 'app');

    const first = search(question('a', true), op);
    await isAsked;
    const second = search(question('ad', true), op);

    expect(await first).toBeUndefined();
    expect(shown(await second)).toEqual([]);
    expect(aborted).toEqual([true]);
  });

  it('tells its trouble', async () => {
    const source: Source = {
      ...createSource(),
      finding: 'server-side',
      search: async () => fail(failure('throttled')),
    };

    const answered = await searchRemotely(source, ownService(), 'app')(question('ada'), op);

    expect(answered).toMatchObject({ ok: false, error: { code: 'throttled' } });
  });
});
