import { present } from '../../../domain/present.ts';
import { ok, type Result } from '../../../domain/result.ts';
import type { Capability, Check, CheckUpRequest } from '../../../engine/check-up.ts';
import type { Failure } from '../../../engine/failure.ts';
import type { Op, SystemIdentity } from '../../../engine/port.ts';
import { scimAttribute } from '../attributes.ts';
import type { Reading } from '../client.ts';
import type { Probed } from '../finding/probe.ts';
import { resourceTypeOf } from '../resource-types.ts';
import type { Choice, FactName, Limit, ProfileKeeper } from '../server-profile.ts';
import { checkAttributes } from './attributes.ts';
import { checkFilters, probeForms } from './filters.ts';
import { checkClock, checkFirstAnswer, checkTls } from './first-answer.ts';
import {
  checkDiscovery,
  type Discovered,
  declaredBecause,
  declaredCapabilities,
  learnDeclared,
} from './published.ts';
import { writeRound } from './round.ts';
import type { Acts } from './test-object.ts';
import { createTrace, skipped, type Trace } from './trace.ts';

/** What each fact is about. Its name stays beside it: that is the key to pin it by, in `profile` of the target. */
const aboutFacts: Readonly<Record<Choice | Limit, string>> = {
  patch: 'whether objects can be changed with PATCH; without it they are replaced with PUT',
  filters: 'whether a filter that fits nobody gives an empty list',
  simpleChanges: 'how several changed attributes stand in one PATCH',
  urnKeys: 'what becomes of keys that are schema URNs',
  clearing: 'how an attribute is emptied',
  booleans: 'how true and false are spelled in a PATCH',
  reference: 'how a reference such as the manager is spelled in a PATCH',
  typedPath: 'whether a path such as emails[type eq "work"].value is taken',
  typedEntry: 'how an entry such as the work e-mail is set while there is none',
  addToList: 'whether adding an entry leaves the other entries of the list alone',
  operations: 'whether one PATCH may hold several operations',
  groupSchemas: 'which schemas a new group may name',
  memberRemoval: 'how a member is removed from a group',
  memberRemovals: 'whether one PATCH may remove several members',
  addMembers: 'whether adding members leaves the others in the group',
  members: 'whether a group that is read shows its members',
  memberFilter: 'the filter that tells whether a group has a member',
  paging: 'how long lists are cut into pages',
  membersPerPatch: 'how many members one PATCH may hold',
  pageSize: 'how many objects a page may hold',
};

const isDescribed = (fact: FactName): fact is Choice | Limit => Object.hasOwn(aboutFacts, fact);

/** "how many objects a page may hold"; undefined for `filter ATTRIBUTE`, which says itself what it is. */
const aboutFact = (fact: FactName): string | undefined => (isDescribed(fact) ? aboutFacts[fact] : undefined);

/** What a check-up of a SCIM server needs beside the request. */
export type CheckUpTools = {
  readonly reading: Reading;
  readonly identity: SystemIdentity;
  /** The target's own operations. */
  readonly acts: Acts;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** An id that nobody else has: for values that cannot exist, and to mark what is written. */
  readonly newId: () => string;
  /** A fresh signal for cleaning up, with a limit of its own. */
  readonly afterwards: () => AbortSignal;
};

type Kinds = CheckUpRequest['kinds'];

const slowMs = 30_000;

function median(sorted: readonly number[]): number {
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** The service gives up on a request after 60 seconds; half of that is a warning. */
function timing(times: readonly number[]): readonly (Check & { readonly capability: Capability })[] {
  const sorted = times.toSorted((a, b) => a - b);
  const [fastest, slowest] = [sorted.at(0), sorted.at(-1)];
  if (fastest === undefined || slowest === undefined) return [];
  const value = `fastest ${fastest} ms, median ${median(sorted)} ms, slowest ${slowest} ms`;
  const because = `${sorted.length} requests of this check-up`;
  const name = 'time per request';
  const capability: Capability = { name, value, from: 'measured', because };
  const found = `${value} (${sorted.length} requests)`;
  if (slowest <= slowMs) return [{ name, verdict: 'good', found, exchanges: [], capability }];
  const next = 'Find out what makes the server slow: after 60 s a request counts as failed.';
  return [{ name, verdict: 'warning', found, next, exchanges: [], capability }];
}

/** What was found out in this check-up was measured, unless the server only says so; the rest was learned in a run. */
function profileCapabilities(
  profile: ProfileKeeper,
  before: ReadonlyMap<string, string>,
): readonly Capability[] {
  return profile.all().map(({ fact, value, because, from }) => {
    const isNew = from === 'learned' && before.get(fact) !== value;
    const source = because === declaredBecause ? 'declared' : isNew ? 'measured' : from;
    const about = aboutFact(fact);
    return { name: fact, value, because, from: source, ...present({ about }) };
  });
}

type First = { readonly answer: Result<unknown, Failure>; readonly probes?: readonly Probed[] };

/** The first question is the one every run asks: the first matching attribute, with a value that nobody has. */
async function firstQuestion(tools: CheckUpTools, trace: Trace, kinds: Kinds): Promise<First> {
  const [kind] = kinds;
  const definition = kind?.matching[0];
  if (kind === undefined || definition === undefined) {
    const message = 'The mapping has no matching attribute, so no object could ever be found again.';
    return { answer: { ok: false, error: { code: 'configuration.invalid', message } } };
  }
  const attribute = scimAttribute(definition);
  if (!attribute.ok) return { answer: attribute };
  const subject = { reading: tools.reading, kind, attribute: attribute.value, trace };
  const probes = await probeForms(subject, tools.newId());
  return probes.ok ? { answer: ok(undefined), probes: probes.value } : { answer: probes };
}

const laterChecks = (request: CheckUpRequest): readonly string[] => [
  'clock',
  'discovery',
  ...request.kinds.flatMap(({ matching }) => matching.map(({ name }) => `filter on ${name}`)),
  ...(request.mayWrite ? ['round of writes'] : []),
];

async function* readingChecks(
  { reading, newId }: CheckUpTools,
  request: CheckUpRequest,
  about: { readonly trace: Trace; readonly probes: readonly Probed[] | undefined },
): AsyncGenerator<Check, Discovered, undefined> {
  const { trace, probes } = about;
  const wanted = request.kinds.flatMap(({ selection }) => {
    const type = resourceTypeOf(selection.objectType);
    return type.ok ? [type.value] : [];
  });
  const discovered = yield* checkDiscovery(trace, wanted);
  learnDeclared(reading.profile, discovered);
  for (const [index, kind] of request.kinds.entries()) {
    yield* checkFilters(
      { reading, trace, newId, mayWrite: request.mayWrite },
      kind,
      index === 0 ? probes : undefined,
    );
    const attributes = checkAttributes(kind, discovered.schemas);
    if (attributes !== undefined) yield attributes;
  }
  return discovered;
}

/**
 * What `provision doctor` asks a SCIM server. Each finding is yielded as soon as it is known; nothing is written unless
 * the request allows it, and then only marked objects, which are deleted again. What is learned goes into the profile.
 */
export async function* checkUpScim(
  tools: CheckUpTools,
  request: CheckUpRequest,
  op: Op,
): AsyncGenerator<Check, readonly Capability[], undefined> {
  const { profile } = tools.reading;
  const before = new Map(profile.all().map(({ fact, value }) => [fact, value]));
  const trace = createTrace(tools.reading.http, op, tools.now);
  yield await checkTls(trace, tools.identity, tools.now);
  const first = await firstQuestion(tools, trace, request.kinds);
  const { checks, isLetIn } = checkFirstAnswer(trace, first.answer);
  yield* checks;
  if (!isLetIn) {
    for (const name of laterChecks(request)) yield skipped(name, 'the first question was not answered');
    return profileCapabilities(profile, before);
  }
  yield checkClock(trace);
  const discovered = yield* readingChecks(tools, request, { trace, probes: first.probes });
  if (request.mayWrite && !op.signal.aborted) {
    const { acts, newId, afterwards } = tools;
    yield* writeRound(
      { reading: tools.reading, acts, trace, id: newId().slice(0, 8), afterwards },
      request.kinds,
    );
  }
  const timed = timing(trace.times());
  for (const { capability: _, ...check } of timed) yield check;
  return [
    ...declaredCapabilities(discovered),
    ...profileCapabilities(profile, before),
    ...timed.map(({ capability }) => capability),
  ];
}
