import { MAPPINGS } from './expressions/many-mappings.ts';
import { ms, rounded, times } from './numbers.ts';
import { measureOwnTime, type OwnTime } from './own-time.ts';
import { type Measured, measureRequests } from './requests.ts';
import { sum } from './scenarios.ts';
import { printJson, printTable } from './table.ts';

const BUDGET_MS = 1;

function printOwnTime({ first, p50, p95, journal, floor, recordBytes }: OwnTime): void {
  const title = `The engine's own time for one run: create, ${MAPPINGS} mappings, traces, systems that answer at once`;
  const against = (value: number): string => times(value / floor);
  printTable(
    title,
    ['', 'time', 'ratio', 'budget'],
    [
      [`JSON.stringify of the record, ${(recordBytes / 1000).toFixed(0)} kB`, ms(floor), '1', ''],
      ['engine, p50', ms(p50), against(p50), ms(BUDGET_MS)],
      ['engine, p95', ms(p95), against(p95), ''],
      ['engine, first run of a process', ms(first), against(first), ''],
      ['beside it: journal with its flushes, p50', ms(journal), '', ''],
    ],
  );
}

function printRequests(measured: readonly Measured[]): void {
  printTable(
    'Requests that arrived at the embedded SCIM server, and the time beside the same requests sent bare',
    ['', 'requests', 'minimum', 'run', 'bare HTTP', 'ratio'],
    measured.map(({ scenario, arrived, runMs, bareMs }) => [
      scenario.name,
      String(arrived),
      String(sum(scenario.minimum)),
      ms(runMs),
      ms(bareMs),
      times(runMs / bareMs),
    ]),
  );
  const above = measured.filter(({ arrived, scenario }) => arrived > sum(scenario.minimum));
  for (const { scenario, sent } of above) {
    console.log(`\n  More than the minimum, ${scenario.name}:`);
    for (const line of sent) console.log(`    ${line}`);
  }
}

const jsonOf = ({ scenario, arrived, runMs, bareMs }: Measured) => ({
  scenario: scenario.name,
  requests: arrived,
  minimum: sum(scenario.minimum),
  runMs: rounded(runMs),
  bareMs: rounded(bareMs),
});

/** What the engine itself costs, and how many requests it sends. */
export async function bench(): Promise<void> {
  const own = await measureOwnTime();
  const measured = await measureRequests();
  printOwnTime(own);
  printRequests(measured);
  printJson('engine', {
    ownP50Ms: rounded(own.p50),
    ownP95Ms: rounded(own.p95),
    ownFirstMs: rounded(own.first),
    journalMs: rounded(own.journal),
    floorMs: rounded(own.floor),
    ratio: rounded(own.p50 / own.floor),
    scenarios: measured.map(jsonOf),
  });
}
