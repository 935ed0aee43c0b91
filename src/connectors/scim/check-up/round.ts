import type { Ref } from '../../../domain/model/entry.ts';
import type { Attributes } from '../../../domain/model/value.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { definitionNamed } from '../../../domain/schema/plain-attribute.ts';
import type { Check, CheckUpRequest } from '../../../engine/check-up.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Op } from '../../../engine/port.ts';
import type { Reading } from '../client.ts';
import { isGroupType } from '../resource-types.ts';
import { checkLetterCase, checkNobody } from './searches.ts';
import {
  type Acts,
  changeIt,
  disableIt,
  findIt,
  ineffective,
  readTestObject,
  stepCheck,
  type TestObject,
} from './test-object.ts';
import { testValues } from './test-values.ts';
import { checkFinding, skipped, type Trace } from './trace.ts';

/** The user who is put in and taken out, and the one who has to stay in meanwhile, where that one could be created. */
type TestMembers = { readonly user: Ref; readonly other: Ref | undefined };

const untrue = (what: string): Result<never, Failure> =>
  fail({ code: 'attribute.rejected', message: `The server answers with success, but ${what} afterwards.` });

const keepOthers =
  'Do not provision groups into this server before it is corrected: removing one member takes others away as well.';

/**
 * Puts the test users into the test group, takes the first one out again, and looks each time. With a single member,
 * removing that one and emptying the group would look the same, so the second user stays in.
 */
async function* memberRound(
  { acts, trace, kind, ref: group }: TestObject,
  { user, other }: TestMembers,
): AsyncGenerator<Check, void, undefined> {
  if (kind.members === undefined) return;
  const everybody = other === undefined ? [user] : [user, other];
  const base = { objectType: kind.selection.objectType, group, attribute: kind.members };
  const among = () => acts.members.among({ ...base, members: everybody }, trace.op);

  const isAdded = async (): Answer<string> => {
    const inside = await among();
    if (!inside.ok) return inside;
    const isIn = everybody.every((one) => inside.value.includes(one));
    if (!isIn) return untrue('the user is no member');
    return ok(other === undefined ? 'the user is a member' : 'both users are members');
  };
  const added = await acts.members.add({ ...base, members: everybody }, trace.op);
  const isThere = added.ok ? await isAdded() : added;
  yield stepCheck(trace, 'add a member', isThere);

  const removed = await acts.members.remove({ ...base, members: [user] }, trace.op);
  const inside = removed.ok ? await among() : removed;
  if (!inside.ok) {
    // The connector looks for members that vanish with a removal itself, where the server shows all of them.
    const hasLost = inside.error.systemCode === 'members.lost';
    return yield stepCheck(trace, 'remove a member', inside, hasLost ? keepOthers : undefined);
  }
  const isGone = !inside.value.includes(user);
  const isOtherLost = isThere.ok && other !== undefined && !inside.value.includes(other);
  const done = isGone ? ok('the user is no member anymore') : untrue('the user is still a member');
  const lost = untrue('somebody else, who was not to be removed, is no member anymore either');
  yield stepCheck(trace, 'remove a member', isOtherLost ? lost : done, isOtherLost ? keepOthers : undefined);
}

type Kind = CheckUpRequest['kinds'][number];

export type Round = {
  readonly reading: Reading;
  readonly acts: Acts;
  readonly trace: Trace;
  /** Marks everything that this round writes. */
  readonly id: string;
  /** A fresh signal for cleaning up: it must work although the check-up was stopped. */
  readonly afterwards: () => AbortSignal;
};

/** What was created and has to go again, the last first. */
type Leftover = {
  readonly what: 'user' | 'group';
  readonly title: string;
  readonly objectType: string;
  readonly ref: Ref;
};

/** Which object of its kind: the second user only stands beside the first one in the test group. */
type Which = 'first' | 'second';

const isGroup = ({ selection }: Kind): boolean => isGroupType(selection.objectType);

const cleaning = ({ trace, afterwards }: Round): Op => ({ ...trace.op, signal: afterwards() });

/** The object behind a create whose answer was lost, so that it can still be cleaned up. */
async function lostObject(
  round: Round,
  kind: Kind,
  values: Attributes,
  what: 'user' | 'group',
): Promise<Ref | undefined> {
  const name = what === 'user' ? 'userName' : 'displayName';
  const attribute = definitionNamed(name, kind.selection.attributes);
  const value = String(values.get(name) ?? round.id);
  const found = await round.acts.find({ selection: kind.selection, attribute, value }, cleaning(round));
  return found.ok ? found.value[0]?.ref : undefined;
}

type Created = { readonly check: Check; readonly object?: TestObject };

async function createTest(
  round: Round,
  kind: Kind,
  left: Leftover[],
  which: Which = 'first',
): Promise<Created> {
  const { acts, trace, id } = round;
  const what = isGroup(kind) ? 'group' : 'user';
  const title = `${which === 'second' ? 'second ' : ''}test ${what}`;
  const { objectType, attributes: definitions } = kind.selection;
  const values = testValues(kind, which === 'second' ? `${id}-2` : id, what === 'group');
  const name = `create a ${title}`;
  const created = await acts.create({ objectType, attributes: values, definitions }, trace.op);
  if (created.ok) {
    left.push({ what, title, objectType, ref: created.value });
    const check = stepCheck(trace, name, ok(`created with the id ${created.value}`));
    return { check, object: { acts, trace, kind, what, ref: created.value, values } };
  }
  const ref =
    created.error.code === 'outcome.unknown' ? await lostObject(round, kind, values, what) : undefined;
  if (ref !== undefined) left.push({ what, title, objectType, ref });
  return { check: stepCheck(trace, name, created) };
}

async function* searches({ reading, id }: Round, object: TestObject): AsyncGenerator<Check, void, undefined> {
  for (const attribute of object.kind.matching) {
    yield await findIt(object, attribute);
    const isUserName = attribute.name === 'userName';
    const others = [
      await checkNobody(reading, object, attribute, `nobody-${id}`),
      isUserName ? await checkLetterCase(reading, object, attribute) : undefined,
    ];
    yield* others.filter((check) => check !== undefined);
  }
}

/** The changes one by one; where none of several changed anything, what that means is told once. */
async function* changesConcluded(object: TestObject): AsyncGenerator<Check, void, undefined> {
  const changes: Check[] = [];
  for await (const check of changeIt(object)) {
    changes.push(check);
    yield check;
  }
  const isIgnored = changes.every(({ found }) => found.startsWith(ineffective));
  if (changes.length < 2 || !isIgnored) return;
  const found = 'PATCH answers success and changes nothing, whatever the server declares';
  const next = 'Have PATCH corrected on the server before provisioning: no change would arrive.';
  const name = `PATCH of the test ${object.what}`;
  yield checkFinding(object.trace, { name, verdict: 'bad', found, next, code: 'attribute.rejected' });
}

async function* objectRound(
  round: Round,
  kind: Kind,
  left: Leftover[],
): AsyncGenerator<Check, TestObject | undefined, undefined> {
  const { check, object } = await createTest(round, kind, left);
  yield check;
  if (object === undefined) {
    yield skipped('change what was created', 'it could not be created');
    return undefined;
  }
  yield await readTestObject(object);
  yield* searches(round, object);
  yield* changesConcluded(object);
  yield* disableIt(object);
  return object;
}

/** 404 is what proves that a deletion happened; servers that keep the object disabled say so here. */
async function removed({ acts, trace }: Round, { objectType, ref }: Leftover, op: Op): Answer<string> {
  const gone = await acts.remove({ objectType, ref }, op);
  if (!gone.ok) return gone;
  const read = await acts.read(
    { selection: { objectType, attributes: [] }, ref },
    { ...trace.op, signal: op.signal },
  );
  if (!read.ok && read.error.code === 'object.notFound') return ok('deleted, and not there anymore');
  return ok('deleted with success, though a read by id still answers: this server may keep what it deletes');
}

const stillThere = (
  { title, ref }: Leftover,
  { message, code }: Failure,
): { readonly ok: false; readonly error: Failure } => ({
  ok: false,
  error: { code, message: `The ${title} with the id ${ref} is still in the target: ${message}` },
});

/** Deletes what was created, the last first, and says what could not be deleted, with its id. */
async function* cleanUp(round: Round, left: Leftover[]): AsyncGenerator<Check, void, undefined> {
  for (let one = left.at(-1); one !== undefined; one = left.at(-1)) {
    const done = await removed(round, one, cleaning(round));
    left.pop();
    const check = stepCheck(
      round.trace,
      `delete the ${one.title}`,
      done.ok ? done : stillThere(one, done.error),
    );
    yield check.verdict === 'good' ? check : { ...check, next: `Delete the ${one.what} ${one.ref} by hand.` };
  }
}

/** For whoever stopped listening in the middle: nobody hears a finding anymore, so a note says what is left. */
async function cleanUpQuietly(round: Round, left: readonly Leftover[]): Promise<void> {
  for (const one of [...left].reverse()) {
    const done = await round.acts.remove(one, cleaning(round));
    if (done.ok) continue;
    const text = `The ${one.title} with the id ${one.ref} is still in the target; delete it by hand.`;
    round.trace.op.observe({ type: 'note', text });
  }
}

async function* bothRounds(
  round: Round,
  kinds: readonly Kind[],
  left: Leftover[],
): AsyncGenerator<Check, void, undefined> {
  const [users, groups] = [kinds.find((kind) => !isGroup(kind)), kinds.find(isGroup)];
  const user = users === undefined ? undefined : yield* objectRound(round, users, left);
  const hasMembers = groups?.members !== undefined;
  const second =
    users === undefined || user === undefined || !hasMembers
      ? undefined
      : await createTest(round, users, left, 'second');
  if (second !== undefined) yield second.check;
  const group = groups === undefined ? undefined : yield* objectRound(round, groups, left);
  if (user !== undefined && group !== undefined)
    yield* memberRound(group, { user: user.ref, other: second?.object?.ref });
}

/**
 * Creates a marked test user, and where groups are provisioned a test group and a second user to stay in it, does with
 * them what a run would do, and deletes them again whatever happened meanwhile. What the connector learns on the way is what runs will use.
 */
export async function* writeRound(
  round: Round,
  kinds: readonly Kind[],
): AsyncGenerator<Check, void, undefined> {
  const left: Leftover[] = [];
  const writing = (underWay: boolean): void => round.trace.op.observe({ type: 'writing', underWay });
  writing(true);
  try {
    yield* bothRounds(round, kinds, left);
    yield* cleanUp(round, left);
  } finally {
    await cleanUpQuietly(round, left);
    writing(false);
  }
}
