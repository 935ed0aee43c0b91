import type { RunRecord } from '../../../src/engine/run/record.ts';
import { type Ran, runOn } from '../truth/run.ts';
import { type Held, startTruthServer } from '../truth/server.ts';
import { connectedTo, token } from '../truth/systems.ts';
import { heldAt, membersIn, sameResource } from '../truth/values.ts';
import { impatient } from './impatience.ts';
import { type Fault, faultFor, type Plan } from './plan.ts';
import { type Passed, startFaultProxy } from './proxy.ts';
import { type Scenario, scenarioOf } from './scenarios.ts';

/** What became of a series of runs; each sentence in `wrong` names its seed. */
export type Series = {
  readonly wrong: readonly string[];
  readonly runs: number;
  readonly faults: number;
  readonly unknown: number;
};

const isWrite = ({ method }: Passed): boolean => method !== 'GET';
/** Faults after which the client cannot know what the server did. */
const hiding: ReadonlySet<Fault | undefined> = new Set<Fault>([
  'cut-after',
  'cut-before',
  'cut-answer',
  'reset',
  'delay',
  'garbage',
  'length-long',
  'length-short',
  'unavailable',
  'bad-gateway',
  'redirect',
  'duplicate',
  'dribble',
]);

const shown = (value: unknown): string | undefined => {
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' && value !== null && 'value' in value
    ? String(value.value)
    : String(value);
};

function duplicatesIn(held: readonly Held[]): readonly string[] {
  const names = held.flatMap(({ type, content }) =>
    ['userName', 'externalId'].flatMap((name) =>
      content[name] === undefined ? [] : [`${type} ${name} ${String(content[name]).toLowerCase()}`],
    ),
  );
  return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `there are two: ${name}`);
}

const teamIn = (held: readonly Held[]) =>
  held.filter(({ type }) => type === 'Group').flatMap(({ content }) => membersIn(content));

function lostIn(before: readonly Held[], after: readonly Held[], { mayLeave }: Scenario): readonly string[] {
  const now = new Set(teamIn(after));
  return teamIn(before)
    .filter((id) => !now.has(id) && !mayLeave.includes(id))
    .map((id) => `${id} is lost`);
}

/** The object that the run was about, by the id that its record names, else by the source's id. */
function subjectIn(held: readonly Held[], { targetIdentity, sourceIdentity }: RunRecord): Held | undefined {
  return held.find(
    ({ id, content }) => id === targetIdentity.id || content['externalId'] === sourceIdentity.id,
  );
}

/** Each row of the record against what the server held before and holds now. */
function rowsAgainst(
  before: Held | undefined,
  now: Held | undefined,
  { evidence }: RunRecord,
): readonly string[] {
  return (evidence.act?.attributes ?? []).flatMap(({ target, wanted, stored, fate, differs }) => {
    const [was, is] = [before, now].map((one) => shown(one && heldAt(one.content, target)));
    if (stored !== undefined && stored !== is) return [`stored ${target} is ${stored}, really ${is}`];
    if (fate === 'sent' && differs !== true && is !== wanted) return [`sent ${target} is ${is}`];
    if ((fate === 'refused' || fate === 'notFlowed') && is !== was && is === wanted)
      return [`${fate} ${target} is there`];
    return [];
  });
}

function membersAgainst(held: readonly Held[], { evidence }: RunRecord): readonly string[] {
  const team = new Set(teamIn(held));
  return (evidence.act?.members ?? []).flatMap(({ target = '', fate }) => {
    if ((fate === 'added' || fate === 'alreadyMember') && !team.has(target))
      return [`${fate}: ${target} is not in`];
    return fate === 'removed' && team.has(target) ? [`removed: ${target} is in`] : [];
  });
}

const mayHaveWritten = new Set(['succeeded', 'redundant', 'warned', 'outcomeUnknown']);

function falseIn(
  { record, events }: Ran,
  before: readonly Held[],
  after: readonly Held[],
  log: readonly Passed[],
) {
  const { ending } = record.evidence;
  const [was, now] = [subjectIn(before, record), subjectIn(after, record)];
  // Of a removal, what it did besides is known from the look after it alone.
  const isHidden = log.slice(log.findIndex(isWrite)).some(({ fault }) => hiding.has(fault));
  const isSame = was !== undefined && now !== undefined && sameResource(was.content, now.content);
  const saysNothing = !(record.evidence.act?.attributes ?? []).some(({ fate }) => fate === 'sent');
  const isSilent =
    ending !== undefined &&
    !mayHaveWritten.has(ending) &&
    saysNothing &&
    record.evidence.act?.members.length === 0;
  return [
    ...(events.at(-1)?.type === 'run.finished' ? [] : ['the run has no end']),
    ...(ending === undefined ? ['the record has no ending'] : []),
    ...(ending === 'outcomeUnknown' && !isHidden
      ? ['unknown, though every answer from the first write on was seen']
      : []),
    ...(ending === 'succeeded' && now === undefined ? ['succeeded, and nothing is there'] : []),
    ...(isSilent && !isSame && (was ?? now) !== undefined ? [`${ending}, and yet something changed`] : []),
    ...rowsAgainst(was, now, record),
    ...membersAgainst(after, record),
  ];
}

function missingFrom(held: readonly Held[], { wanted, members }: Scenario): readonly string[] {
  const wrong = Object.entries(wanted).flatMap(([userName, values]) => {
    const one = held.find(({ content }) => content['userName'] === userName);
    if (one === undefined) return [`in the end ${userName} is missing`];
    return Object.entries(values)
      .filter(([name, value]) => shown(heldAt(one.content, name)) !== shown(value))
      .map(([name]) => `in the end ${name} of ${userName} is ${shown(heldAt(one.content, name))}`);
  });
  const team = teamIn(held).toSorted().join(' ');
  const isTeam = members === undefined || team === members.toSorted().join(' ');
  return isTeam ? wrong : [...wrong, `in the end the group has ${team}`];
}

/**
 * Most networks fail now and then. Every fourth is well until the first write, and bad from then on: that is how answers
 * to writes get lost, and the looks after them as well.
 */
function planOf(seed: number): Plan {
  if (seed % 4 !== 0) return (n) => faultFor(seed, n, { rate: 0.2 });
  let first: number | undefined;
  return (n, { method }) => {
    if (method !== 'GET') first ??= n;
    return first === undefined ? undefined : faultFor(seed, n, { rate: 0.7 });
  };
}

type Told = { readonly wrong: readonly string[]; readonly faults: number; readonly isUnknown: boolean };

async function runSeed(seed: number): Promise<Told> {
  const scenario = scenarioOf(seed);
  const server = await startTruthServer({
    token,
    resources: scenario.before,
    waives: ['unique userName', 'unique displayName'],
  });
  const { giveUp, time } = impatient();
  const proxy = await startFaultProxy({
    upstream: server.baseUrl,
    plan: planOf(seed),
    delayMs: 3_600_000,
    onHeld: giveUp,
  });
  const [faulty, direct] = [connectedTo(proxy.baseUrl, { time }), connectedTo(server.baseUrl, { time })];
  const { source, links, subject } = scenario;
  const before = await server.truth();
  const ran = await runOn({ source, target: faulty.target, links, subject });
  const [between, log] = [await server.truth(), proxy.log()];
  const again = await runOn({ source, target: direct.target, links, subject });
  const after = await server.truth();
  await Promise.all([faulty.close(), direct.close(), proxy.close()]);
  await server.close();
  const { ending } = ran.record.evidence;
  const wrong = [
    ...duplicatesIn(between),
    ...lostIn(before, between, scenario),
    ...falseIn(ran, before, between, log),
    ...falseIn(again, between, after, []).map((words) => `then ${words}`),
    ...duplicatesIn(after).map((words) => `then ${words}`),
    ...lostIn(between, after, scenario).map((words) => `then ${words}`),
    ...missingFrom(after, scenario),
    ...(scenario.endings.includes(again.record.evidence.ending ?? 'cancelled')
      ? []
      : [`then ${again.record.evidence.ending}: ${again.record.statusInfo.reason}`]),
  ];
  const faults = log
    .filter(({ fault }) => fault !== undefined)
    .map(({ n, fault, method }) => `${n} ${method} ${fault}`);
  const about = `seed ${seed}, ${scenario.name}, ${ending} (${ran.record.statusInfo.reason}), faults ${faults.join(', ')}`;
  return {
    wrong: wrong.map((words) => `${about}: ${words}`),
    faults: faults.length,
    isUnknown: ending === 'outcomeUnknown',
  };
}

/** Runs the scenarios of these seeds, each through its own faults and then once more without. */
export async function runSeeds(first: number, count: number): Promise<Series> {
  const told: Told[] = [];
  for (let seed = first; seed < first + count; seed += 1) told.push(await runSeed(seed));
  return {
    wrong: told.flatMap(({ wrong }) => wrong),
    runs: told.length,
    faults: told.reduce((sum, { faults }) => sum + faults, 0),
    unknown: told.filter(({ isUnknown }) => isUnknown).length,
  };
}
