import { ms, rounded, times } from '../numbers.ts';
import { printJson, printTable } from '../table.ts';
import { MAPPINGS } from './many-mappings.ts';
import { type MappingTime, measureMapping } from './mapping-time.ts';
import { measurePatterns, type PatternTime } from './pattern-time.ts';
import { measurePeopleDiff, type PeopleDiff } from './people-diff.ts';

const BUDGET_MS = 1;

function printMapping({ first, p50, p95, floor, parse, traceBytes }: MappingTime): void {
  const against = (value: number): string => times(value / floor);
  printTable(
    `Mapping ${MAPPINGS} attributes of one person, with the value of every part of every expression`,
    ['', 'time', 'ratio', 'budget'],
    [
      [`JSON.stringify of the traces, ${(traceBytes / 1000).toFixed(1)} kB`, ms(floor), '1', ''],
      ['mapping, p50', ms(p50), against(p50), ms(BUDGET_MS)],
      ['mapping, p95', ms(p95), against(p95), ''],
      ['mapping, first of a process', ms(first), against(first), ''],
      [`beside it: parsing the ${MAPPINGS} expressions, once a schema`, ms(parse), against(parse), ''],
    ],
  );
}

const microseconds = (value: number): string => `${value.toFixed(2)} µs`;

function printPatterns(measured: readonly PatternTime[]): void {
  printTable(
    'One match of a regular expression, with and without the protection against those that never end',
    ['', 'protected', 'bare', 'costs'],
    measured.map(({ name, limited, unlimited }) => [
      name,
      microseconds(limited),
      microseconds(unlimited),
      microseconds(limited - unlimited),
    ]),
  );
}

const perPerson = ({ compareMs, people }: PeopleDiff): number => (compareMs / people) * 1000;

function printPeople(measured: readonly PeopleDiff[]): void {
  printTable(
    `schema diff --users, ${MAPPINGS} mappings in both schemas; the floor reads and parses the same lines`,
    ['', 'file', 'time', 'per person', 'floor', 'ratio', 'peak memory'],
    measured.map((one) => [
      `${one.people} people`,
      `${(one.bytes / 1e6).toFixed(1)} MB`,
      `${(one.compareMs / 1000).toFixed(2)} s`,
      microseconds(perPerson(one)),
      `${(one.floorMs / 1000).toFixed(2)} s`,
      times(one.compareMs / one.floorMs),
      `${one.peakMb.toFixed(0)} MB`,
    ]),
  );
}

const peopleJson = ({ people, bytes, compareMs, peakMb, floorMs }: PeopleDiff) => ({
  people,
  bytes,
  compareMs: rounded(compareMs),
  floorMs: rounded(floorMs),
  ratio: rounded(compareMs / floorMs),
  peakMb: rounded(peakMb),
});

/** What expressions cost: for one person, under the protection against harmful patterns, and for a whole directory. */
export async function bench(): Promise<void> {
  const mapping = measureMapping();
  const patterns = measurePatterns();
  const people = await measurePeopleDiff();
  printMapping(mapping);
  printPatterns(patterns);
  printPeople(people);
  printJson('expressions', {
    mappingP50Ms: rounded(mapping.p50),
    mappingP95Ms: rounded(mapping.p95),
    mappingFirstMs: rounded(mapping.first),
    floorMs: rounded(mapping.floor),
    ratio: rounded(mapping.p50 / mapping.floor),
    parseMs: rounded(mapping.parse),
    patterns: patterns.map(({ name, limited, unlimited }) => ({
      name,
      protectedMicroseconds: rounded(limited),
      bareMicroseconds: rounded(unlimited),
    })),
    people: people.map(peopleJson),
  });
}
