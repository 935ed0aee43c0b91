import { ms, rounded, times } from '../numbers.ts';
import { sum } from '../scenarios.ts';
import { printJson, printTable } from '../table.ts';
import { type Counted, countRequests, type ServerRequests } from './requests.ts';
import { measureThroughput, PEOPLE, type Throughput } from './throughput.ts';

const leastOf = ({ scenario }: Counted): number =>
  scenario.minimum === undefined ? 0 : sum(scenario.minimum);

const numberOf = (counted: Counted | undefined): string =>
  counted === undefined ? '' : counted.otherwise === undefined ? String(counted.sent.length) : 'failed';

/** "5" where both runs take as many, else "6, 5": the first one learns. */
function cell({ first, second }: ServerRequests, index: number): string {
  const [cold, warm] = [numberOf(first[index]), numberOf(second[index])];
  return cold === warm ? cold : `${cold}, ${warm}`;
}

function printRequests(servers: readonly ServerRequests[]): void {
  const scenarios = servers[0]?.first ?? [];
  printTable(
    'Requests of a run; "6, 5" means 6 on a server of which nothing is known, and 5 once it is',
    ['', 'least', ...servers.map(({ server }) => server)],
    scenarios.map((counted, index) => [
      counted.scenario.name,
      String(leastOf(counted)),
      ...servers.map((server) => cell(server, index)),
    ]),
  );
}

const shown = (line: string): string =>
  line.replace(/ \/.*(?=\/(Users|Groups))/u, ' ').replace(/(\/(?:Users|Groups)\/)[^?]+/u, '$1ID');

/** The requests of what took more than the least, or went otherwise; those of several servers once. */
function printMore(servers: readonly ServerRequests[]): void {
  const told = new Set<string>();
  for (const { server, first, second } of servers) {
    for (const counted of [...first, ...second]) {
      const { scenario, sent, otherwise } = counted;
      const key = [scenario.name, otherwise, ...sent.map((line) => shown(line).replace(/".*"/u, ''))].join();
      if ((otherwise === undefined && sent.length <= leastOf(counted)) || told.has(key)) continue;
      told.add(key);
      const what = otherwise ?? `${sent.length} requests, the least is ${leastOf(counted)}`;
      console.log(`\n  ${scenario.name}, ${server}: ${what}`);
      for (const line of sent) console.log(`    ${shown(line)}`);
    }
  }
}

const passes = ['create', 'update, with a manager'] as const;
const perRun = (value: number): string => ms(value / PEOPLE);
const perSecond = (value: number): string => ((PEOPLE * 1000) / value).toFixed(0);

function printThroughput(measured: readonly Throughput[]): void {
  const rows = measured.flatMap(({ concurrency, runs, bare }) =>
    passes.map((name, index) => {
      const [run, floor] = [runs.passes[index], bare.passes[index]];
      if (run === undefined || floor === undefined) throw new Error('a pass is missing');
      return [
        `${concurrency} at a time, ${name}`,
        perSecond(run.ms),
        perSecond(floor.ms),
        times(run.ms / floor.ms),
        perRun(run.threadMs - floor.threadMs),
        perRun(floor.threadMs),
        perRun(run.journalMs ?? 0),
      ];
    }),
  );
  const header = ['', 'runs/s', 'bare/s', 'ratio', 'own time', 'bare HTTP', 'journal'];
  printTable(
    `${PEOPLE} people, embedded server; times per run, bare is the same requests alone`,
    header,
    rows,
  );
  console.log(
    '  Own time is processor time of the main thread without that of the bare requests; waiting and the journal, flushes included, stand beside it.',
  );
  const megabytes = (kilobytes: number): string => `${(kilobytes / 1024).toFixed(0)} MB`;
  printTable(
    'Peak memory of the process',
    ['', 'runs', 'bare'],
    measured.map(({ concurrency, runs, bare }) => [
      `${concurrency} at a time`,
      megabytes(runs.peakKilobytes),
      megabytes(bare.peakKilobytes),
    ]),
  );
}

const requestsJson = ({ server, first, second }: ServerRequests) => ({
  server,
  scenarios: first.map((counted, index) => ({
    scenario: counted.scenario.name,
    least: leastOf(counted),
    first: counted.sent.length,
    second: second[index]?.sent.length,
    ...(counted.otherwise === undefined ? {} : { otherwise: counted.otherwise }),
  })),
});

const throughputJson = ({ concurrency, runs, bare }: Throughput) => ({
  concurrency,
  passes: runs.passes.map(({ ms: took, threadMs, journalMs = 0 }, index) => ({
    name: passes[index],
    runsPerSecond: rounded((PEOPLE * 1000) / took),
    ratio: rounded(took / (bare.passes[index]?.ms ?? 0)),
    ownMs: rounded((threadMs - (bare.passes[index]?.threadMs ?? 0)) / PEOPLE),
    bareMs: rounded((bare.passes[index]?.threadMs ?? 0) / PEOPLE),
    journalMs: rounded(journalMs / PEOPLE),
  })),
  peakMegabytes: rounded(runs.peakKilobytes / 1024),
  barePeakMegabytes: rounded(bare.peakKilobytes / 1024),
});

/** What a run costs a SCIM server, and how many runs a second are possible. */
export async function bench(): Promise<void> {
  const servers = await countRequests();
  printRequests(servers);
  printMore(servers);
  const throughput = await measureThroughput();
  printThroughput(throughput);
  printJson('scim', {
    requests: servers.map(requestsJson),
    people: PEOPLE,
    throughput: throughput.map(throughputJson),
  });
}
