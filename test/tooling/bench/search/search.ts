import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ms, rounded, times } from '../numbers.ts';
import { printJson, printTable } from '../table.ts';
import { type FuseMeasured, type Ours, type Quality, SAMPLE, type SearchJob, SHOWN } from './jobs.ts';

const SEED = 20_261;
const SIZES = [
  { people: 1_000, fusePresses: SAMPLE },
  { people: 100_000, fusePresses: SAMPLE },
  { people: 1_000_000, fusePresses: 10 },
] as const;
/** None of them was looked at while the ranking was made. */
const QUALITY_SEEDS = [811_003, 4_242_421, 90_000_049] as const;
const QUALITY_PEOPLE = 100_000;
/** fuse.js needs too long for more. */
const COMPARED_PEOPLE = 20_000;

const child = fileURLToPath(new URL('./child.ts', import.meta.url));
const generator = fileURLToPath(new URL('../../make-people.ts', import.meta.url));

function run(script: string, ...args: readonly string[]): string {
  const ended = spawnSync(process.execPath, ['--expose-gc', '--max-old-space-size=8192', script, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  });
  if (ended.status !== 0) throw new Error(`${script} ended with ${ended.status ?? ended.signal}`);
  return ended.stdout;
}

const measured = <T>(job: SearchJob): T => JSON.parse(run(child, JSON.stringify(job)));

type Compared = { readonly people: number; readonly ours: Ours; readonly fuse: FuseMeasured };

function compare({ people, fusePresses }: (typeof SIZES)[number]): Compared {
  const folder = mkdtempSync(join(tmpdir(), 'bench-search-'));
  try {
    run(generator, '--count', String(people), '--seed', String(SEED), join(folder, 'people.jsonl'));
    const ours = measured<Ours>({ do: 'ours', people, seed: SEED, folder });
    const fuse = measured<FuseMeasured>({ do: 'fuse', people, seed: SEED, presses: fusePresses });
    return { people, ours, fuse };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const digits = new Intl.NumberFormat('en');
const mb = (value: number): string => `${value.toFixed(0)} MB`;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function printTimes(all: readonly Compared[]): void {
  printTable(
    `From a key press to ${SHOWN} ranked rows, through the search thread; fuse.js in its best set-up on the same key presses`,
    ['', 'p50', 'p95', 'p99', 'key presses', 'until whole', 'index'],
    all.flatMap(({ people, ours, fuse }) => [
      [
        `${digits.format(people)} people, typed in order`,
        ms(ours.p50),
        ms(ours.p95),
        ms(ours.p99),
        digits.format(ours.presses),
        ms(ours.readMs),
        mb(ours.indexMB),
      ],
      [
        '   the presses of fuse.js, any order',
        ms(ours.sampleP50),
        ms(ours.sampleP95),
        '',
        String(SAMPLE),
        '',
        '',
      ],
      [
        '   fuse.js',
        ms(fuse.p50),
        ms(fuse.p95),
        '',
        String(fuse.presses),
        ms(fuse.buildMs),
        mb(fuse.indexMB),
      ],
      [
        '   faster and smaller by',
        times(fuse.p50 / ours.sampleP50),
        times(fuse.p95 / ours.sampleP95),
        '',
        '',
        '',
        times(fuse.indexMB / ours.indexMB),
      ],
      [
        `   in passes of Buffer.indexOf over ${mb(ours.floorMB)} (${ms(ours.floorMs)})`,
        (ours.p50 / ours.floorMs).toFixed(2),
        (ours.p95 / ours.floorMs).toFixed(2),
        (ours.p99 / ours.floorMs).toFixed(2),
        '',
        '',
        '',
      ],
    ]),
  );
}

function printLoad(all: readonly Compared[]): void {
  printTable(
    'Main loop delay, memory, and the second start',
    [
      '',
      'reading p99 / max',
      'typing p99 / max',
      'process',
      'of it text',
      'first answer',
      'opened again',
      'answer',
    ],
    all.map(({ people, ours }) => [
      `${digits.format(people)} people`,
      `${ms(ours.delayWhileReading.p99)} / ${ms(ours.delayWhileReading.max)}`,
      `${ms(ours.delayWhileTyping.p99)} / ${ms(ours.delayWhileTyping.max)}`,
      mb(ours.rssMB),
      mb(ours.textMB),
      ms(ours.firstAnswerMs),
      ms(ours.cachedOpenMs),
      ms(ours.cachedAnswerMs),
    ]),
  );
}

type Judged = Quality & { readonly what: string };
type Judging = Omit<Extract<SearchJob, { readonly do: 'quality' }>, 'do'>;

const judged = (what: string, judging: Judging): Judged => ({
  what,
  ...measured<Quality>({ do: 'quality', ...judging }),
});

function judge(): readonly Judged[] {
  const large = { people: QUALITY_PEOPLE, ofEachKind: 25, by: 'ours' } as const;
  const small = { people: COMPARED_PEOPLE, seed: QUALITY_SEEDS[0], turned: false, ofEachKind: 3 } as const;
  return [
    ...QUALITY_SEEDS.flatMap((seed) => [
      judged(`${digits.format(QUALITY_PEOPLE)} people, seed ${seed}`, { ...large, seed, turned: false }),
      judged('   the same directory turned around', { ...large, seed, turned: true }),
    ]),
    judged(`${digits.format(COMPARED_PEOPLE)} people`, { ...small, by: 'ours' }),
    judged('   fuse.js', { ...small, by: 'fuse' }),
  ];
}

function printQuality(all: readonly Judged[]): void {
  printTable(
    'How often somebody who was meant is found; seeds that nobody has tuned on',
    ['', 'first', 'among ten', 'queries', 'hopeless with hits'],
    all.map(({ what, first, amongTen, queries, hopelessWithHits }) => [
      what,
      percent(first),
      percent(amongTen),
      String(queries),
      String(hopelessWithHits),
    ]),
  );
}

const jsonOf = ({ people, ours, fuse }: Compared) => ({
  people,
  ...Object.fromEntries(
    Object.entries(ours).map(([name, value]) => [name, typeof value === 'number' ? rounded(value) : value]),
  ),
  fuse: Object.fromEntries(Object.entries(fuse).map(([name, value]) => [name, rounded(value)])),
  p50Ratio: rounded(fuse.p50 / ours.sampleP50),
  p95Ratio: rounded(fuse.p95 / ours.sampleP95),
  p50Passes: rounded(ours.p50 / ours.floorMs),
  p95Passes: rounded(ours.p95 / ours.floorMs),
});

/** The index of people beside fuse.js and beside one pass over the directory's bytes, and whom it finds. */
export async function bench(): Promise<void> {
  const all = SIZES.map(compare);
  printTimes(all);
  printLoad(all);
  const quality = judge();
  printQuality(quality);
  printJson('search', { sizes: all.map(jsonOf), quality });
}
