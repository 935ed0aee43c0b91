import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atOnce, createPeopleIndex, type PeopleIndex } from '../../../src/search/index/people-index.ts';
import { decodeIndex, encodeIndex } from '../../../src/search/index/stored-index.ts';
import { manyPeople } from '../../support/people/many-people.ts';
import { listingOf } from '../../support/people/people.ts';
import { directory } from '../small-directory.ts';

function indexOf(...lists: Parameters<PeopleIndex['add']>[0][]): PeopleIndex {
  const index = createPeopleIndex();
  for (const list of lists) {
    atOnce(index.add(list));
    atOnce(index.settle());
  }
  return index;
}

const people = [...manyPeople(5, 200)].map(listingOf);
const index = indexOf(people.slice(0, 150), people.slice(150), directory);
const about = { path: 'people.jsonl', size: 7 };
const file = Buffer.concat(encodeIndex(index.segments(), about));
/** As a file is read: into memory that begins at a multiple of eight. */
const asRead = (bytes: Uint8Array): Buffer => {
  const read = Buffer.allocUnsafeSlow(bytes.length);
  read.set(bytes);
  return read;
};
const queries = ['', 'a', 'berg', 'muller', '2145', 'contoso', '王', 'left-1', 'anna.berg@contoso.com'];

describe('an index that was stored', () => {
  it('answers as before, and gives back what was said about it', () => {
    const stored = decodeIndex(asRead(file));

    expect(stored?.about).toEqual(about);
    const again = createPeopleIndex(stored?.segments);
    for (const query of queries) {
      expect(again.search(query, { limit: 50 })).toEqual(index.search(query, { limit: 50 }));
    }
  });

  it('can be changed like any other', () => {
    const again = createPeopleIndex(decodeIndex(asRead(file))?.segments);

    for (const { kind, id } of people) again.remove(kind, id);

    expect(again.search('', { limit: 50 })).toEqual(indexOf(directory).search('', { limit: 50 }));
  });

  it('without anybody in it is one, too', () => {
    const empty = decodeIndex(asRead(Buffer.concat(encodeIndex([], null))));

    expect(empty).toEqual({ about: null, segments: [] });
  });

  it('is none when a byte of it was changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: file.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const damaged = asRead(file);
        damaged[at] = (damaged[at] ?? 0) ^ by;

        expect(decodeIndex(damaged)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  it('is none when it was cut off, or is something else', () => {
    fc.assert(
      fc.property(fc.nat({ max: file.length - 1 }), (length) => {
        expect(decodeIndex(asRead(file.subarray(0, length)))).toBeUndefined();
      }),
      { numRuns: 100 },
    );
    expect(decodeIndex(asRead(Buffer.from('{"people": []}')))).toBeUndefined();
  });
});
