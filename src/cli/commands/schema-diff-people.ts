import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readSourceObject } from '../../domain/cases/source-object.ts';
import { type Attributes, displayText } from '../../domain/model/value.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  type ComparePerson,
  comparePeople,
  type PersonDifference,
} from '../../domain/schema/diff/compare-people.ts';
import type { Flow } from '../../domain/schema/diff/person-values.ts';
import type { SynchronizationSchema } from '../../domain/schema/types.ts';
import { exitCodes } from '../exit-codes.ts';
import { shortened } from '../expression-words.ts';
import { limitedPatterns, PATTERN_LIMIT_MS } from '../pattern-limit.ts';
import { type Problem, problem } from '../problem.ts';
import type { DiffOptions, DiffSetting } from './schema-diff.ts';
import { openPeople, type PeopleFile, type PersonText } from './schema-people.ts';
import { createProgress, type Progress } from './schema-progress.ts';

/** How many people were compared, and what would become of them. */
export type Tally = {
  readonly compared: number;
  readonly enter: number;
  readonly leave: number;
  readonly otherValues: number;
  readonly otherMatch: number;
  readonly unknown: number;
  readonly asBefore: number;
};

const nobody: Tally = {
  compared: 0,
  enter: 0,
  leave: 0,
  otherValues: 0,
  otherMatch: 0,
  unknown: 0,
  asBefore: 0,
};

const count = new Intl.NumberFormat('en-US');

const isSame = (difference: PersonDifference | undefined): difference is undefined =>
  difference === undefined;

function counted(tally: Tally, difference: PersonDifference | undefined): Tally {
  const one = (holds: boolean): number => (holds ? 1 : 0);
  const standing = difference?.standing;
  return {
    compared: tally.compared + 1,
    enter: tally.enter + one(standing === 'enters'),
    leave: tally.leave + one(standing === 'leaves'),
    otherValues: tally.otherValues + one((difference?.attributes.length ?? 0) > 0),
    otherMatch: tally.otherMatch + one(difference?.matching !== undefined),
    unknown: tally.unknown + one(standing === 'unknown'),
    asBefore: tally.asBefore + one(isSame(difference)),
  };
}

/** One sentence without its full stop: `1,000 people compared: 3 enter the scope, 997 as before`. */
export function tallyText(tally: Tally): string {
  const parts: readonly (readonly [number, string])[] = [
    [tally.enter, 'enter the scope'],
    [tally.leave, 'leave the scope'],
    [tally.otherValues, 'get other values'],
    [tally.otherMatch, 'are matched by other values'],
    [tally.unknown, 'could not be compared'],
    [tally.asBefore, 'as before'],
  ];
  const told = parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${count.format(number)} ${words}`);
  const people = tally.compared === 1 ? '1 person' : `${count.format(tally.compared)} people`;
  return `${people} compared${told.length === 0 ? '' : `: ${told.join(', ')}`}`;
}

/** What people are known by, in the names of the systems they come from; the first that has a value. */
const names = [
  'userPrincipalName',
  'WorkerID',
  'personIdExternal',
  'mail',
  'sAMAccountName',
  'employeeId',
  'displayName',
  'objectId',
  'id',
];

function nameOf(attributes: Attributes, place: string): string {
  const found = names
    .map((name) => displayText(attributes.get(name)))
    .find((text) => text !== undefined && text !== '');
  return found ?? place;
}

function flowText(flow: Flow): string {
  if ('value' in flow) return shortened(JSON.stringify(flow.value));
  return 'error' in flow ? `error: ${shortened(flow.error)}` : `nothing (${flow.nothing})`;
}

const standings: Readonly<Record<PersonDifference['standing'], string>> = {
  enters: 'enters the scope',
  leaves: 'leaves the scope',
  stays: 'is in scope as before',
  unknown: 'cannot be compared',
};

function personLines(name: string, difference: PersonDifference): readonly string[] {
  const { standing, because, attributes, matching } = difference;
  const reason =
    because === undefined
      ? ''
      : standing === 'unknown'
        ? `: ${because}`
        : ` (not true ${standing === 'enters' ? 'before' : 'now'}: ${because})`;
  return [
    standing === 'stays' ? name : `${name} ${standings[standing]}${reason}`,
    ...attributes.map((one) => `  ${one.name}: ${flowText(one.before)} -> ${flowText(one.after)}`),
    ...(matching === undefined ? [] : [`  matched by ${matching.before} -> ${matching.after}`]),
  ];
}

/** In JSON everything is listed unless a limit is given; a person reads the first hundred. */
const MOST_LISTED = 100;

function listLimit({ limit, json }: DiffOptions): number {
  if (limit === 0 || (limit === undefined && json === true)) return Number.POSITIVE_INFINITY;
  return limit ?? MOST_LISTED;
}

/** The event loop gets its turn after so many people, so that Ctrl+C is heard and output leaves. */
const PAUSE_AFTER = 250;

type Work = {
  readonly compare: ComparePerson;
  readonly file: PeopleFile;
  readonly progress: Progress;
  readonly options: DiffOptions;
  readonly setting: DiffSetting;
};

/** Waits until the reader of the output has caught up; false when there is nobody to write for any more. */
async function pause({ setting: { host, signal } }: Work): Promise<boolean> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted || host.stdout.destroyed) return false;
  if (!host.stdout.writableNeedDrain) return true;
  try {
    await once(host.stdout, 'drain', { signal });
    return true;
  } catch {
    return false;
  }
}

function printPerson(
  name: string,
  place: string,
  difference: PersonDifference,
  { progress, options, setting }: Work,
): void {
  progress.clear();
  if (options.json === true) setting.printer.json({ person: { name, place, ...difference } });
  else for (const line of personLines(name, difference)) setting.printer.data(line);
}

type Compared = { readonly tally: Tally; readonly interrupted: boolean };

const badPeople = (message: string): Result<never, Problem> => fail(problem(exitCodes.badData, message));

function compareText({ text, place }: PersonText, compare: ComparePerson) {
  const read = readSourceObject(text, undefined);
  if (!read.ok) {
    const told = read.error.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
    return fail(`${place}: ${told.join('; ')}.`);
  }
  return ok({ name: nameOf(read.value.attributes, place), difference: compare(read.value.attributes) });
}

/** Compares one person, prints what differs, and counts. */
function compareNext(person: PersonText, tally: Tally, work: Work): Result<Tally, Problem> {
  const one = compareText(person, work.compare);
  if (!one.ok) return badPeople(one.error);
  const { name, difference } = one.value;
  const listed = tally.compared - tally.asBefore;
  if (difference !== undefined && listed < listLimit(work.options))
    printPerson(name, person.place, difference, work);
  return ok(counted(tally, difference));
}

type People = ReturnType<PeopleFile['people']>;

async function compareAll(people: People, work: Work): Promise<Result<Compared, Problem>> {
  let tally = nobody;
  let next = await people.next();
  while (next.done !== true) {
    const after = compareNext(next.value, tally, work);
    if (!after.ok) return after;
    tally = after.value;
    work.progress.show(work.file.bytesRead(), tally.compared);
    if (tally.compared % PAUSE_AFTER === 0 && !(await pause(work))) return ok({ tally, interrupted: true });
    next = await people.next();
  }
  return next.value.ok ? ok({ tally, interrupted: false }) : badPeople(next.value.error);
}

function tellUnlisted({ tally, interrupted }: Compared, { options, setting }: Work): void {
  if (interrupted) {
    setting.printer.say(
      `Interrupted after ${count.format(tally.compared)} people; the rest was not compared.`,
    );
    return;
  }
  const unlisted = tally.compared - tally.asBefore - listLimit(options);
  if (unlisted > 0 && options.json !== true)
    setting.printer.data(`... and ${count.format(unlisted)} more; --limit 0 lists all.`);
  if (options.json !== true && tally.asBefore < tally.compared) setting.printer.data('');
}

/**
 * Compares everybody in a file of people, one after the other, and prints each who would be provisioned differently.
 * An interruption is told on stderr and is no failure here.
 */
export async function comparePeopleIn(
  path: string,
  { before, after }: { readonly before: SynchronizationSchema; readonly after: SynchronizationSchema },
  options: DiffOptions,
  setting: DiffSetting,
): Promise<Result<Compared, Problem>> {
  const { host } = setting;
  const runPattern = limitedPatterns(PATTERN_LIMIT_MS);
  const compare = comparePeople(before, after, {
    now: host.now(),
    runPattern,
    random: (bytes) => randomBytes(bytes),
  });
  if (!compare.ok) return badPeople(compare.error);
  const file = await openPeople(path);
  if (!file.ok) return badPeople(file.error);
  const progress = createProgress(host.stderr, {
    total: file.value.bytes,
    isDumb: host.env['TERM'] === 'dumb',
  });
  const work: Work = { compare: compare.value, file: file.value, progress, options, setting };
  const people = file.value.people();
  const compared = await compareAll(people, work).finally(() => people.return(ok(undefined)));
  progress.clear();
  if (compared.ok) tellUnlisted(compared.value, work);
  return compared;
}
