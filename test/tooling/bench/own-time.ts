import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalled } from '../../../src/cli/running/journalled.ts';
import { limitedPatterns } from '../../../src/cli/running/pattern-limit.ts';
import { identifyProcess } from '../../../src/disk/process-identity.ts';
import type { RunEvent } from '../../../src/engine/run/events.ts';
import { applyEvent } from '../../../src/engine/run/fold.ts';
import { provision } from '../../../src/engine/run/provision.ts';
import type { RunRecord } from '../../../src/engine/run/record.ts';
import type { RunRequest } from '../../../src/engine/run/run.ts';
import { openRunJournal, type RunJournal } from '../../../src/state/runs/journal.ts';
import { createLinks, createSource } from '../../support/systems/memory-source.ts';
import { createTarget, type Held } from '../../support/systems/memory-target.ts';
import { manyMappings } from './expressions/many-mappings.ts';
import { ines } from './ines.ts';
import { type Elsewhere, meteredJournal } from './metered-journal.ts';
import { median, percentile } from './numbers.ts';

const RUNS = 500;
const WARMING_UP = 300;
const JOURNAL_RUNS = 200;
const PATTERN_LIMIT_MS = 100;

const ulrike: Held = {
  accountEnabled: true,
  userPrincipalName: 'ulrike.weiss@larkspur.example',
  displayName: 'Ulrike Weiß',
};

type Method = (...args: readonly unknown[]) => unknown;
const isMethod = (value: unknown): value is Method => typeof value === 'function';

/** Counts the time inside the methods of a system that answers at once. */
function metered<T extends object>(system: T, elsewhere: Elsewhere): T {
  return new Proxy(system, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (!isMethod(value)) return value;
      return (...args: readonly unknown[]) => {
        const started = performance.now();
        const answer = value(...args);
        elsewhere.ms += performance.now() - started;
        return answer;
      };
    },
  });
}

const mapping = manyMappings();
const runPattern = limitedPatterns(PATTERN_LIMIT_MS);

function requestFor(runId: string, elsewhere: Elsewhere): RunRequest {
  const people = [
    { id: 'ines', objectType: 'User', attributes: ines },
    { id: 'ulrike', objectType: 'User', attributes: ulrike },
  ];
  const objectType = mapping.targetObject.name;
  const held = { userName: 'ulrike.weiss@larkspur.example', active: true };
  const source = createSource({ people });
  const target = createTarget({ objects: [{ ref: 'manager', objectType, attributes: held }] });
  const settings = { scope: 'assigned', skipOutOfScopeDeletions: false } as const;
  return {
    runId,
    context: {
      app: { id: 'bench', displayName: 'Bench', kind: 'entra-to-saas', settings },
      workspace: { name: 'bench', sample: false },
      mode: 'provision',
      subject: { kind: 'user', id: 'ines' },
      source: source.identity,
      target: target.identity,
    },
    mapping,
    memberMapping: mapping,
    source: metered(source, elsewhere),
    target: metered(target, elsewhere),
    links: createLinks(),
    approve: async () => true,
    clock: () => new Date(),
    signal: new AbortController().signal,
    afterwards: () => new AbortController().signal,
    runPattern,
    random: (bytes) => new Uint8Array(bytes),
  };
}

async function collect(events: AsyncIterable<RunEvent>): Promise<readonly RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

function recordOf(events: readonly RunEvent[]): RunRecord {
  const record = events.reduce<RunRecord | undefined>(applyEvent, undefined);
  if (record?.statusInfo.status !== 'Success') throw new Error(JSON.stringify(record?.statusInfo));
  return record;
}

/** One creation of a user with 25 mappings, by systems that answer at once; nothing is waited for. */
async function ownRun(number: number): Promise<{ readonly ms: number; readonly record: RunRecord }> {
  const systems: Elsewhere = { ms: 0 };
  const request = requestFor(`bench-${number}`, systems);
  const started = performance.now();
  const events = await collect(provision(request));
  return { ms: performance.now() - started - systems.ms, record: recordOf(events) };
}

/** What the journal of the same run takes, flushes to disk included. */
async function journalRun(journal: RunJournal, number: number): Promise<number> {
  const inJournal: Elsewhere = { ms: 0 };
  const request = requestFor(`bench-${number}`, { ms: 0 });
  recordOf(await collect(journalled(meteredJournal(journal, inJournal), request, () => {})));
  return inJournal.ms;
}

async function measureJournal(): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'provision-bench-'));
  const opened = await openRunJournal({ directory, now: () => new Date(), process: await identifyProcess() });
  if (!opened.ok) throw new Error(opened.error.message);
  const all: number[] = [];
  for (let number = 0; number < JOURNAL_RUNS; number += 1) all.push(await journalRun(opened.value, number));
  await rm(directory, { recursive: true, force: true });
  return median(all);
}

function timeToStringify(record: RunRecord): number {
  const started = performance.now();
  JSON.stringify(record);
  return performance.now() - started;
}

export type OwnTime = {
  readonly first: number;
  readonly p50: number;
  readonly p95: number;
  readonly journal: number;
  readonly floor: number;
  readonly recordBytes: number;
};

/**
 * Milliseconds of the engine itself, the record included; the journal is measured by itself. The floor is
 * `JSON.stringify` of the same record, which a run that is journalled cannot do without.
 */
export async function measureOwnTime(): Promise<OwnTime> {
  const first = await ownRun(0);
  const owns: number[] = [];
  const floors: number[] = [];
  for (let number = 1; number <= WARMING_UP + RUNS; number += 1) {
    const { ms, record } = await ownRun(number);
    const floor = timeToStringify(record);
    if (number <= WARMING_UP) continue;
    owns.push(ms);
    floors.push(floor);
  }
  return {
    first: first.ms,
    p50: median(owns),
    p95: percentile(owns, 0.95),
    journal: await measureJournal(),
    floor: median(floors),
    recordBytes: JSON.stringify(first.record).length,
  };
}
