import type { Ref } from '../../../src/domain/model/entry.ts';
import type { Result } from '../../../src/domain/result.ts';
import type { Failure } from '../../../src/engine/failure.ts';
import type { MembershipChange, MembershipOps, Op, Target } from '../../../src/engine/port.ts';
import {
  type Around,
  addedTruly,
  createdTruly,
  foundTruly,
  groupIn,
  kindOf,
  type Lies,
  memberFailureTruly,
  readTruly,
  refusedTruly,
  removedTruly,
  strays,
  updatedTruly,
} from './judges.ts';
import type { Held, Truth } from './server.ts';

export type CallName =
  | 'test'
  | 'read'
  | 'find'
  | 'create'
  | 'update'
  | 'remove'
  | 'add members'
  | 'remove members'
  | 'members';

export type FailedCall = { readonly call: CallName; readonly failure: Failure };

/** A target whose every claim is compared with what the server really holds. */
export type Witness = {
  readonly target: Target;
  readonly failures: () => readonly FailedCall[];
  /** Claims that are not true, each with the call that made it. */
  readonly lies: () => readonly string[];
  /** What the connector told about peculiarities of the server. */
  readonly notes: () => readonly string[];
};

type Judge<T> = {
  readonly claimed: (around: Around, value: T, notes: readonly string[]) => Lies;
  /** What a failure that knows its outcome promises; nothing has changed, unless the call says otherwise. */
  readonly failed?: (around: Around, failure: Failure) => Lies;
};

export function witnessed(plain: Target, truth: Truth): Witness {
  const failures: FailedCall[] = [];
  const lies: string[] = [];
  const told: string[] = [];
  let known: readonly Held[] | undefined;

  async function watch<T>(
    call: CallName,
    work: (op: Op) => Promise<Result<T, Failure>>,
    op: Op,
    { claimed, failed = (around) => strays(around) }: Judge<T>,
  ): Promise<Result<T, Failure>> {
    const before = known ?? (await truth());
    const notes: string[] = [];
    const observe: Op['observe'] = (observation) => {
      if (observation.type === 'note') notes.push(observation.text);
      op.observe(observation);
    };
    const result = await work({ ...op, observe });
    const after = await truth();
    known = after;
    told.push(...notes);
    if (!result.ok) failures.push({ call, failure: result.error });
    const around = { before, after };
    const found = result.ok
      ? claimed(around, result.value, notes)
      : result.error.code === 'outcome.unknown'
        ? []
        : failed(around, result.error);
    lies.push(...found.map((lie) => `${call}: ${lie}`));
    return result;
  }

  const members: MembershipOps | undefined = plain.members && watchedMembers(plain.members, watch);
  const { remove } = plain;
  return {
    failures: () => failures,
    lies: () => lies,
    notes: () => told,
    target: {
      ...plain,
      test: (probe, op) =>
        watch('test', (inner) => plain.test(probe, inner), op, {
          claimed: (around) => strays(around),
        }),
      read: (request, op) =>
        watch('read', (inner) => plain.read(request, inner), op, {
          claimed: (around, entry) =>
            readTruly(around, kindOf(request.selection.objectType), entry, request.selection.attributes),
        }),
      find: (query, op) =>
        watch('find', (inner) => plain.find(query, inner), op, {
          claimed: (around, found, notes) => foundTruly(around, query, found, notes),
        }),
      create: (draft, op) =>
        watch('create', (inner) => plain.create(draft, inner), op, {
          claimed: (around, ref) => createdTruly(around, draft, ref),
        }),
      update: (change, op) =>
        watch('update', (inner) => plain.update(change, inner), op, {
          claimed: (around) => updatedTruly(around, change),
          failed: (around, failure) => refusedTruly(around, change, failure),
        }),
      ...(remove === undefined
        ? {}
        : {
            remove: (about, op) =>
              watch('remove', (inner) => remove(about, inner), op, {
                claimed: ({ before, after }) => [
                  ...(after.some(({ id }) => id === about.ref) ? [`says ${about.ref} is gone`] : []),
                  ...strays({ before, after }, (one) => one.id === about.ref || one.type === 'Group'),
                ],
              }),
          }),
      ...(members === undefined ? {} : { members }),
    },
  };
}

type Watch = <T>(
  call: CallName,
  work: (op: Op) => Promise<Result<T, Failure>>,
  op: Op,
  judge: Judge<T>,
) => Promise<Result<T, Failure>>;

const sorted = (ids: readonly string[]) => [...new Set(ids)].toSorted().join(' ');

function watchedMembers(plain: MembershipOps, watch: Watch): MembershipOps {
  const { all } = plain;
  const amongTruly = (
    { after }: Around,
    { group, members }: MembershipChange,
    found: readonly Ref[],
  ): Lies => {
    const real = new Set(groupIn(after, group));
    const isTrue = sorted(found) === sorted(members.filter((id) => real.has(id)));
    return isTrue ? [] : [`tells ${sorted(found)} of ${sorted([...real])}`];
  };
  return {
    among: (change, op) =>
      watch('members', (inner) => plain.among(change, inner), op, {
        claimed: (around, found) => [...amongTruly(around, change, found), ...strays(around)],
      }),
    ...(all === undefined
      ? {}
      : {
          all: (group, op) =>
            watch('members', (inner) => all(group, inner), op, {
              claimed: (around, found) =>
                found === undefined || sorted(found) === sorted(groupIn(around.after, group.group))
                  ? strays(around)
                  : [`tells ${sorted(found)}`],
            }),
        }),
    add: (change, op) =>
      watch('add members', (inner) => plain.add(change, inner), op, {
        claimed: (around) => addedTruly(around, change),
        failed: (around, failure) => memberFailureTruly(around, change, failure, []),
      }),
    remove: (change, op) =>
      watch('remove members', (inner) => plain.remove(change, inner), op, {
        claimed: (around) => removedTruly(around, change),
        failed: (around, failure) => memberFailureTruly(around, change, failure, change.members),
      }),
  };
}
