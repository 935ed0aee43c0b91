import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { runUnlimited } from '../../../domain/expressions/pattern-runner.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import {
  type ComparePerson,
  comparePeople,
  type PersonDifference,
} from '../../../domain/schema/diff/compare-people.ts';
import type { SynchronizationSchema } from '../../../domain/schema/types.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type CommandProblem, problem } from '../../problem.ts';
import { limitedPatterns, limitedWork, PATTERN_LIMIT_MS } from '../../running/pattern-limit.ts';
import type { DiffOptions, DiffSetting } from './diff-options.ts';
import { openPeople, type PeopleFile } from './people.ts';
import { type NamedPerson, personLines, readPerson } from './person.ts';
import { createProgress, type ProgressLine } from './progress.ts';
import { addPerson, emptyPeopleTally, type PeopleTally, peopleCount } from './tally.ts';

type Schemas = { readonly before: SynchronizationSchema; readonly after: SynchronizationSchema };

/** Undefined as a whole when they took too long together, so each has to be compared by itself. */
type CompareTogether = (
  people: readonly NamedPerson[],
) => readonly (PersonDifference | undefined)[] | undefined;

type Comparers = {
  readonly together: CompareTogether;
  /** Each pattern under its own limit. */
  readonly alone: ComparePerson;
};

/** Enough to make the cost of a limit small, few enough that Ctrl+C is heard at once. */
const TOGETHER = 200;
const TOGETHER_LIMIT_MS = 1000;

function createComparers({ before, after }: Schemas, now: Date): Result<Comparers, string> {
  const random = (bytes: number) => randomBytes(bytes);
  const runPattern = limitedPatterns(PATTERN_LIMIT_MS);
  const alone = comparePeople(before, after, { now, random, runPattern });
  if (!alone.ok) return alone;
  const quick = comparePeople(before, after, { now, random, runPattern: runUnlimited });
  if (!quick.ok) return quick;
  const limited = limitedWork(TOGETHER_LIMIT_MS);
  const together: CompareTogether = (people) => {
    const ran = limited(() => people.map(({ attributes }) => quick.value(attributes)));
    return ran.ok ? ran.value : undefined;
  };
  return ok({ together, alone: alone.value });
}

/** In JSON everything is listed unless a limit is given; a person reads the first hundred. */
const MOST_LISTED = 100;

function listLimit({ limit, json }: DiffOptions): number {
  if (limit === 0 || (limit === undefined && json === true)) return Number.POSITIVE_INFINITY;
  return limit ?? MOST_LISTED;
}

type Work = {
  readonly comparers: Comparers;
  readonly file: PeopleFile;
  readonly progress: ProgressLine;
  readonly options: DiffOptions;
  readonly setting: DiffSetting;
};

/** How the comparison ended: with the file, by Ctrl+C, or because nobody reads the output any more. */
type End = 'complete' | 'interrupted' | 'unread';

/** Gives the event loop its turn, and waits until the reader of the output has caught up. */
async function pause({ setting: { host, signal } }: Work): Promise<End | undefined> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) return 'interrupted';
  if (host.stdout.destroyed) return 'unread';
  if (!host.stdout.writableNeedDrain) return undefined;
  try {
    await once(host.stdout, 'drain', { signal });
    return undefined;
  } catch {
    return signal.aborted ? 'interrupted' : 'unread';
  }
}

const unlisted = (tally: PeopleTally, options: DiffOptions): number =>
  tally.compared - tally.asBefore - listLimit(options);

/** Prints what differs, as long as it is to be listed, and counts. */
function take(
  person: NamedPerson,
  difference: PersonDifference | undefined,
  tally: PeopleTally,
  work: Work,
): PeopleTally {
  const { progress, options, setting } = work;
  if (difference !== undefined && unlisted(tally, options) < 0) {
    progress.clear();
    const { name, place } = person;
    if (options.json === true) setting.printer.json({ person: { name, place, ...difference } });
    else for (const line of personLines(person, difference)) setting.printer.data(line);
  }
  return addPerson(tally, difference);
}

type Compared = { readonly tally: PeopleTally; readonly end: End };

/** Compares some people together, or one by one when that takes too long. Ends early when it shall stop. */
async function compareSome(
  people: readonly NamedPerson[],
  start: PeopleTally,
  work: Work,
): Promise<Compared> {
  const differences = work.comparers.together(people);
  let tally = start;
  for (const [index, person] of people.entries()) {
    const difference =
      differences === undefined ? work.comparers.alone(person.attributes) : differences[index];
    tally = take(person, difference, tally, work);
    work.progress.show(work.file.bytesRead(), tally.compared);
    const end = differences === undefined ? await pause(work) : undefined;
    if (end !== undefined) return { tally, end };
  }
  return { tally, end: (await pause(work)) ?? 'complete' };
}

type Some = { readonly people: readonly NamedPerson[]; readonly isLast: boolean };

/** The next people of the file, fewer than wanted only at its end. */
async function readSome(people: ReturnType<PeopleFile['people']>): Promise<Result<Some, string>> {
  const read: NamedPerson[] = [];
  while (read.length < TOGETHER) {
    const next = await people.next();
    if (next.done === true) return next.value.ok ? ok({ people: read, isLast: true }) : next.value;
    const person = readPerson(next.value);
    if (!person.ok) return person;
    read.push(person.value);
  }
  return ok({ people: read, isLast: false });
}

async function compareAll(
  people: ReturnType<PeopleFile['people']>,
  work: Work,
): Promise<Result<Compared, string>> {
  let tally = emptyPeopleTally;
  for (;;) {
    const some = await readSome(people);
    if (!some.ok) return some;
    const compared = await compareSome(some.value.people, tally, work);
    if (compared.end !== 'complete' || some.value.isLast) return ok(compared);
    tally = compared.tally;
  }
}

function tellRest({ tally, end }: Compared, { options, setting: { printer } }: Work): void {
  if (end === 'interrupted') {
    printer.say(`Interrupted after ${peopleCount(tally.compared)} people; the rest was not compared.`);
  }
  if (end !== 'complete' || options.json === true) return;
  const more = unlisted(tally, options);
  if (more > 0) printer.data(`... and ${peopleCount(more)} more; --limit 0 lists all.`);
  if (tally.asBefore < tally.compared) printer.data('');
}

const badData = (message: string): Result<never, CommandProblem> => fail(problem(exitCodes.badData, message));

/**
 * Compares everybody in a file of people and prints each who would be provisioned differently. The file is read piece
 * by piece and nobody is kept, so its size does not matter. An interruption is told on stderr.
 */
export async function comparePeopleIn(
  path: string,
  schemas: Schemas,
  options: DiffOptions,
  setting: DiffSetting,
): Promise<Result<Compared, CommandProblem>> {
  const { host } = setting;
  const comparers = createComparers(schemas, host.now());
  if (!comparers.ok) return badData(comparers.error);
  const file = await openPeople(path);
  if (!file.ok) return badData(file.error);
  const isDumb = host.env['TERM'] === 'dumb';
  const progress = createProgress(host.stderr, { total: file.value.bytes, isDumb });
  const work: Work = { comparers: comparers.value, file: file.value, progress, options, setting };
  const people = file.value.people();
  const compared = await compareAll(people, work).finally(() => people.return(ok(undefined)));
  progress.clear();
  if (!compared.ok) return badData(compared.error);
  tellRest(compared.value, work);
  return compared;
}
