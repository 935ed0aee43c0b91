import { describe, expect, it } from 'vitest';
import { manyPeople } from './many-people.ts';

const first = (seed: number, count: number) => [...manyPeople(seed, count)];

describe('the generator of many people', () => {
  it('makes the same people for the same seed, and a larger directory begins with a smaller one', () => {
    const people = first(7, 2_000);

    expect(first(7, 2_000)).toEqual(people);
    expect(first(7, 100)).toEqual(people.slice(0, 100));
    expect(first(8, 100)).not.toEqual(people.slice(0, 100));
  });

  it('gives nobody an id, a principal name or an employee number of somebody else', () => {
    const people = first(3, 30_000);

    for (const key of ['objectId', 'upn', 'employeeId'] as const) {
      expect(new Set(people.map((person) => person[key])).size).toBe(people.length);
    }
  });

  it('has common names and a long tail of rare ones', () => {
    const people = first(5, 30_000);
    const counts = [...Map.groupBy(people, ({ surname }) => surname).values()].map(({ length }) => length);

    expect(counts.length).toBeGreaterThan(10_000);
    expect(Math.max(...counts)).toBeGreaterThan(50);
  });

  it('has managers who came before', () => {
    const known = new Set<string | undefined>();
    for (const { objectId, managerId } of manyPeople(1, 1_000)) {
      expect(managerId === undefined ? known.size === 0 : known.has(managerId)).toBe(true);
      known.add(objectId);
    }
  });
});
