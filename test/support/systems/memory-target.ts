import { asRef, type Delta, type Entry, type Ref } from '../../../src/domain/model/entry.ts';
import { type AttributeValue, isList, texts } from '../../../src/domain/model/value.ts';
import { comparable, missingValues } from '../../../src/domain/planning/compare.ts';
import { fail, ok } from '../../../src/domain/result.ts';
import type { AttributeDefinition } from '../../../src/domain/schema/types.ts';
import type { Capability, Check, CheckUpRequest, CheckUpTarget } from '../../../src/engine/check-up.ts';
import type { Answer } from '../../../src/engine/failure.ts';
import type { MembershipChange, MembershipOps, Op, Selection, Write } from '../../../src/engine/port.ts';
import { type Call, createTrouble, failure, type Trouble } from './memory-trouble.ts';

export type Held = Readonly<Record<string, AttributeValue>>;

export type MemoryTarget = CheckUpTarget &
  Pick<Trouble, 'fails' | 'onCall'> & {
    /** Every write that arrived, whatever its answer was. */
    readonly writes: readonly Write[];
    /** Every call in order, reads included. */
    readonly calls: readonly Call[];
    /** What the target holds about one object; undefined when it is not there. */
    readonly held: (ref: string) => Held | undefined;
    readonly refs: () => readonly string[];
    readonly membersOf: (group: string) => readonly string[];
    /** What its check-up was asked, in order. */
    readonly askedToCheck: readonly CheckUpRequest[];
    readonly vanish: (ref: string) => void;
    /** Somebody else creates a user. */
    readonly put: (ref: string, attributes: Held) => void;
    /** Somebody joins a group, and nobody asked for it. */
    readonly join: (group: string, ...members: readonly string[]) => void;
    /** Somebody leaves a group, and nobody asked for it. */
    readonly leave: (group: string, ...members: readonly string[]) => void;
  };

export type TargetSetup = {
  readonly objects?: readonly {
    readonly ref: string;
    readonly objectType?: string;
    readonly attributes: Held;
  }[];
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Attributes that are answered with success and ignored. */
  readonly ignores?: readonly string[];
  /** Deletions are answered with success and ignored. */
  readonly ignoresRemove?: true;
  /** Members whose addition is answered with success and ignored. */
  readonly ignoresMembers?: readonly string[];
  /** The target answers only about members it is asked for. */
  readonly hidesMembers?: true;
  /** What its own check-up finds and tells; absent where it has none. */
  readonly checkUp?: { readonly checks: readonly Check[]; readonly capabilities: readonly Capability[] };
  readonly withoutRemove?: true;
  readonly withoutMembers?: true;
};

type Stored = { readonly objectType: string; readonly attributes: Map<string, AttributeValue> };

function changed(
  attributes: Map<string, AttributeValue>,
  delta: Delta,
  definition: AttributeDefinition,
): void {
  if (delta.change === 'remove') {
    attributes.delete(delta.attribute);
    return;
  }
  const old = attributes.get(delta.attribute);
  if (delta.change === 'replace' || old === undefined || !definition.multivalued || !isList(old)) {
    attributes.set(delta.attribute, delta.value);
    return;
  }
  const missing = missingValues(delta.value, old, definition);
  if (missing !== undefined && isList(missing)) attributes.set(delta.attribute, [...old, ...missing]);
}

const bodyOf = (values: Iterable<readonly [string, AttributeValue]>): string =>
  JSON.stringify([...values].map(([name, value]) => `${name}=${texts(value).join('|')}`));

/** The request a write would be, in a notation of our own: enough to see what is sent. */
function requestOf(write: Write): { readonly request: string; readonly requestBody?: string } {
  switch (write.do) {
    case 'create':
      return { request: `create ${write.draft.objectType}`, requestBody: bodyOf(write.draft.attributes) };
    case 'update': {
      const sent = write.update.deltas.map((delta): [string, AttributeValue] => [
        `${delta.change} ${delta.attribute}`,
        delta.change === 'remove' ? '' : delta.value,
      ]);
      return { request: `update ${write.update.ref}`, requestBody: bodyOf(sent) };
    }
    case 'remove':
      return { request: `remove ${write.ref}` };
    default:
      return { request: `${write.do} ${write.change.group}: ${write.change.members.join(', ')}` };
  }
}

const checkingUp = (
  { checks, capabilities }: NonNullable<TargetSetup['checkUp']>,
  asked: CheckUpRequest[],
): NonNullable<CheckUpTarget['checkUp']> =>
  async function* checkUp(request) {
    asked.push(request);
    yield* checks;
    return capabilities;
  };

/** A target that keeps its objects in memory and does what a test tells it to, wrong things included. */
export function createTarget(setup: TargetSetup = {}): MemoryTarget {
  const trouble = createTrouble();
  const objects = new Map<string, Stored>(
    (setup.objects ?? []).map(({ ref, objectType = 'User', attributes }) => [
      ref,
      { objectType, attributes: new Map(Object.entries(attributes)) },
    ]),
  );
  const groups = new Map(
    Object.entries(setup.groups ?? {}).map(([group, members]) => [group, new Set(members)]),
  );
  const writes: Write[] = [];
  const calls: Call[] = [];
  const ignored = new Set(setup.ignores);
  const asked: CheckUpRequest[] = [];
  let created = 0;

  const entryOf = (
    ref: string,
    { objectType, attributes }: Stored,
    { attributes: asked }: Selection,
  ): Entry => {
    const names = new Set(asked.map(({ name }) => name));
    return {
      ref: asRef(ref),
      objectType,
      attributes: new Map([...attributes].filter(([name]) => names.has(name))),
    };
  };

  async function read<T>(call: Call, op: Op, request: string, work: () => T): Answer<T> {
    calls.push(call);
    const planned = trouble.next(call, op);
    op.observe({ type: 'exchange', exchange: { request, answer: planned?.failure.code ?? 'found' } });
    return planned === undefined ? ok(work()) : fail(planned.failure);
  }

  async function change<T>(call: Call, write: Write, op: Op, work: () => T): Answer<T> {
    calls.push(call);
    const planned = trouble.next(call, op);
    if (planned?.failure.code === 'cancelled') return fail(planned.failure);
    writes.push(write);
    op.observe({
      type: 'exchange',
      exchange: { ...requestOf(write), answer: planned?.failure.code ?? 'done' },
    });
    if (planned === undefined) return ok(work());
    if (planned.doIt) work();
    return fail(planned.failure);
  }

  const members: MembershipOps = {
    among: ({ group, members: asked }, op) =>
      read('among', op, `among ${group}`, () => asked.filter((member) => groups.get(group)?.has(member))),
    all: ({ group }, op) =>
      read('among', op, `members of ${group}`, () =>
        setup.hidesMembers ? undefined : [...(groups.get(group) ?? [])].map(asRef),
      ),
    add: (write: MembershipChange, op) =>
      change('addMembers', { do: 'addMembers', change: write }, op, () => {
        const held = groups.get(write.group) ?? new Set<string>();
        for (const member of write.members) if (!setup.ignoresMembers?.includes(member)) held.add(member);
        groups.set(write.group, held);
      }),
    remove: (write: MembershipChange, op) =>
      change('removeMembers', { do: 'removeMembers', change: write }, op, () => {
        for (const member of write.members) groups.get(write.group)?.delete(member);
      }),
  };

  function create(draft: Extract<Write, { do: 'create' }>['draft']): Ref {
    created += 1;
    const ref = asRef(`t-${created}`);
    const kept = [...draft.attributes].filter(([name]) => !ignored.has(name));
    objects.set(ref, { objectType: draft.objectType, attributes: new Map(kept) });
    return ref;
  }

  return {
    identity: { name: 'customappsso', place: 'target.example' },
    fails: trouble.fails,
    onCall: trouble.onCall,
    writes,
    calls,
    held: (ref) => {
      const stored = objects.get(ref);
      return stored === undefined ? undefined : Object.fromEntries(stored.attributes);
    },
    refs: () => [...objects.keys()],
    membersOf: (group) => [...(groups.get(group) ?? [])],
    put: (ref, attributes) => {
      objects.set(ref, { objectType: 'User', attributes: new Map(Object.entries(attributes)) });
    },
    vanish: (ref) => {
      objects.delete(ref);
    },
    join: (group, ...members) => {
      groups.set(group, new Set([...(groups.get(group) ?? []), ...members]));
    },
    leave: (group, ...members) => {
      for (const member of members) groups.get(group)?.delete(member);
    },
    test: (_probe, op) => read('test', op, 'test', () => undefined),
    read: async ({ selection, ref }, op) => {
      const stored = await read('read', op, `read ${ref}`, () => objects.get(ref));
      if (!stored.ok) return stored;
      return stored.value === undefined
        ? fail(failure('object.notFound'))
        : ok(entryOf(ref, stored.value, selection));
    },
    find: ({ selection, attribute, value }, op) =>
      read('find', op, `find ${attribute.name} = ${value}`, () => {
        const [wanted] = comparable(value, attribute);
        return [...objects]
          .filter(([, { objectType }]) => objectType === selection.objectType)
          .filter(([, { attributes }]) =>
            comparable(attributes.get(attribute.name), attribute).includes(wanted ?? ''),
          )
          .map(([ref, stored]) => entryOf(ref, stored, selection));
      }),
    create: (draft, op) => change('create', { do: 'create', draft }, op, () => create(draft)),
    update: (update, op) =>
      change('update', { do: 'update', update }, op, () => {
        const stored = objects.get(update.ref);
        for (const delta of update.deltas) {
          const definition = update.definitions.find(({ name }) => name === delta.attribute);
          if (definition !== undefined && stored !== undefined && !ignored.has(delta.attribute)) {
            changed(stored.attributes, delta, definition);
          }
        }
      }),
    ...(setup.withoutRemove
      ? {}
      : {
          remove: ({ objectType, ref }, op) =>
            change('remove', { do: 'remove', objectType, ref }, op, () => {
              if (!setup.ignoresRemove) objects.delete(ref);
            }),
        }),
    ...(setup.withoutMembers ? {} : { members }),
    ...(setup.checkUp === undefined ? {} : { checkUp: checkingUp(setup.checkUp, asked) }),
    askedToCheck: asked,
    preview: (write) => [requestOf(write)],
  };
}
