import type { Delta, Entry, Ref } from '../../../src/domain/model/entry.ts';
import { type AttributeValue, isEmptyValue, isList } from '../../../src/domain/model/value.ts';
import type { AttributeDefinition } from '../../../src/domain/schema/types.ts';
import type { Failure } from '../../../src/engine/failure.ts';
import type { Draft, MembershipChange, TargetQuery, Update } from '../../../src/engine/port.ts';
import type { Held } from './server.ts';
import { canonical, heldAt, membersIn, type Resource, sameResource, without } from './values.ts';

/** What a call claims and what is really there; each sentence is a claim that is not true. */
export type Around = { readonly before: readonly Held[]; readonly after: readonly Held[] };
export type Lies = readonly string[];

type Kind = Held['type'];
export const kindOf = (objectType: string): Kind => (/group/i.test(objectType) ? 'Group' : 'User');

const byId = (held: readonly Held[], kind: Kind, id: string): Held | undefined =>
  held.find((one) => one.type === kind && one.id === id);

const same = (a: Held | undefined, b: Held | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && sameResource(a.content, b.content));

/** Objects that are not what they were, but for those that the call is about. */
export function strays({ before, after }: Around, about: (one: Held) => boolean = () => false): Lies {
  const index = new Map(after.map((one) => [`${one.type} ${one.id}`, one]));
  const gone = before.filter((one) => !about(one) && !same(one, index.get(`${one.type} ${one.id}`)));
  const known = new Set(before.map((one) => `${one.type} ${one.id}`));
  const made = after.filter((one) => !about(one) && !known.has(`${one.type} ${one.id}`));
  return [
    ...gone.map(({ type, id }) => `${type} ${id} changed`),
    ...made.map(({ type, id }) => `${type} ${id} appeared`),
  ];
}

const referred = (held: unknown): unknown =>
  typeof held === 'object' && held !== null && 'value' in held ? held.value : undefined;

/** Whether the server holds the value: a boolean as a boolean, a reference as an object. */
export function holds(
  content: Resource,
  name: string,
  wanted: AttributeValue | undefined,
  isReference: boolean,
) {
  const held = heldAt(content, name);
  if (wanted === undefined || isEmptyValue(wanted)) return held === undefined || held === '';
  if (isReference) return referred(held) === wanted;
  if (!isList(wanted)) return held === wanted;
  const list = Array.isArray(held) ? held.map((one) => JSON.stringify(canonical(one))) : [];
  return (
    wanted.length === list.length && wanted.every((one) => list.includes(JSON.stringify(canonical(one))))
  );
}

const isReferenceIn = (definitions: readonly AttributeDefinition[], name: string): boolean =>
  definitions.find((one) => one.name === name)?.type === 'Reference';

export function createdTruly(around: Around, draft: Draft, ref: Ref): Lies {
  const kind = kindOf(draft.objectType);
  const made = byId(around.after, kind, ref);
  if (made === undefined) return [`created ${ref}, which is not there`];
  const wrong = [...draft.attributes].filter(
    ([name, value]) => !isReferenceIn(draft.definitions, name) && !holds(made.content, name, value, false),
  );
  return [
    ...wrong.map(([name]) => `created with ${name}, which is ${JSON.stringify(heldAt(made.content, name))}`),
    ...strays(around, (one) => one.type === kind && one.id === ref),
  ];
}

const wantedBy = (delta: Delta): AttributeValue | undefined =>
  delta.change === 'remove' ? undefined : delta.value;

const namesIn = ({ deltas }: Update): readonly string[] => deltas.map(({ attribute }) => attribute);

function collateral({ before, after }: Around, change: Update): Lies {
  const [was, is] = [before, after].map((held) => byId(held, kindOf(change.objectType), change.ref));
  if (was === undefined || is === undefined) return [];
  const [left, right] = [was, is].map(({ content }) => without(content, namesIn(change)));
  return sameResource(left, right)
    ? []
    : [
        `something else of ${change.ref} changed: ${JSON.stringify(canonical(left))} to ${JSON.stringify(canonical(right))}`,
      ];
}

export function updatedTruly(around: Around, change: Update): Lies {
  const kind = kindOf(change.objectType);
  const is = byId(around.after, kind, change.ref);
  if (is === undefined) return [`updated ${change.ref}, which is not there`];
  const wrong = change.deltas.filter(
    (delta) =>
      !holds(
        is.content,
        delta.attribute,
        wantedBy(delta),
        isReferenceIn(change.definitions, delta.attribute),
      ),
  );
  return [
    ...wrong.map(
      ({ attribute }) =>
        `says ${attribute} is written, which is ${JSON.stringify(heldAt(is.content, attribute))}`,
    ),
    ...collateral(around, change),
    ...strays(around, (one) => one.type === kind && one.id === change.ref),
  ];
}

/** What the failure names as written is, and nothing else. */
export function refusedTruly(around: Around, change: Update, failure: Failure): Lies {
  const kind = kindOf(change.objectType);
  const others = strays(around, (one) => one.type === kind && one.id === change.ref);
  const is = byId(around.after, kind, change.ref);
  const was = byId(around.before, kind, change.ref);
  if (is === undefined || was === undefined) return others;
  const wrong = change.deltas.filter((delta) => {
    const isReference = isReferenceIn(change.definitions, delta.attribute);
    const isThere = holds(is.content, delta.attribute, wantedBy(delta), isReference);
    const wasThere = holds(was.content, delta.attribute, wantedBy(delta), isReference);
    return failure.written?.includes(delta.attribute) ? !isThere : isThere && !wasThere;
  });
  return [
    ...wrong.map(({ attribute }) => `${failure.code} is wrong about ${attribute}`),
    ...collateral(around, change),
    ...others,
  ];
}

const folded = (text: unknown, isExact: boolean): string =>
  isExact ? String(text) : String(text).normalize('NFC').toLowerCase();

/** Whether a note tells that an empty answer may be wrong. */
export const isDoubted = (notes: readonly string[]): boolean =>
  notes.some((text) => text.includes('Zero hits may mean'));

export function foundTruly(
  around: Around,
  { attribute, value, selection }: TargetQuery,
  found: readonly Entry[],
  notes: readonly string[],
): Lies {
  const isExact = attribute.caseExact;
  const holders = around.after.filter(
    ({ type, content }) =>
      type === kindOf(selection.objectType) &&
      folded(heldAt(content, attribute.name), isExact) === folded(value, isExact),
  );
  const there = new Set<string>(holders.map(({ id }) => id));
  const shown = new Set<string>(found.map(({ ref }) => ref));
  // Two are as good as more: nobody writes into one of several. Whether a server shows all of them is not asked.
  const isEnough = isDoubted(notes) || shown.size > 1;
  const missing = isEnough ? [] : [...there].filter((id) => !shown.has(id));
  const wrong = [...shown].filter((id) => !there.has(id));
  return [
    ...missing.slice(0, 3).map((id) => `does not find ${id} by ${attribute.name}`),
    ...wrong.slice(0, 3).map((id) => `finds ${id}, who does not have ${attribute.name}`),
    ...strays(around),
  ];
}

export function readTruly(
  around: Around,
  kind: Kind,
  entry: Entry,
  names: readonly AttributeDefinition[],
): Lies {
  const is = byId(around.after, kind, entry.ref);
  if (is === undefined) return [`reads ${entry.ref}, which is not there`];
  const wrong = names.filter(({ name, type, multivalued, anchor }) => {
    const shown = entry.attributes.get(name);
    const isSkipped = anchor || (type === 'Reference' && multivalued);
    if (isSkipped || shown === undefined) return !isSkipped && heldAt(is.content, name) !== undefined;
    return !holds(is.content, name, shown, type === 'Reference');
  });
  return [...wrong.map(({ name }) => `reads ${name} wrongly`), ...strays(around)];
}

export const groupIn = (held: readonly Held[], group: Ref): readonly string[] =>
  membersIn(byId(held, 'Group', group)?.content ?? {});

/** Who left the group without being asked to. */
export function lostFrom({ before, after }: Around, group: Ref, asked: readonly string[]): readonly string[] {
  const now = new Set(groupIn(after, group));
  return [...new Set(groupIn(before, group))].filter((id) => !now.has(id) && !asked.includes(id));
}

export function addedTruly(around: Around, { group, members }: MembershipChange): Lies {
  const [was, now] = [groupIn(around.before, group), groupIn(around.after, group)];
  const twice = members.filter(
    (id) => now.filter((one) => one === id).length > Math.max(1, was.filter((one) => one === id).length),
  );
  return [
    ...members.filter((id) => !now.includes(id)).map((id) => `says ${id} is added`),
    ...twice.map((id) => `${id} is listed twice`),
    ...lostFrom(around, group, []).map((id) => `${id} is lost, and nobody says so`),
    ...strays(around, (one) => one.id === group),
  ];
}

export function removedTruly(around: Around, { group, members }: MembershipChange): Lies {
  const now = groupIn(around.after, group);
  return [
    ...members.filter((id) => now.includes(id)).map((id) => `says ${id} is removed`),
    ...lostFrom(around, group, members).map((id) => `${id} is lost, and nobody says so`),
    ...strays(around, (one) => one.id === group),
  ];
}

/** A failure must name everybody who was lost, and nobody else. */
export function memberFailureTruly(
  around: Around,
  { group }: MembershipChange,
  failure: Failure,
  asked: readonly string[],
): Lies {
  const lost = lostFrom(around, group, asked).toSorted();
  const told = [...(failure.lost ?? [])].toSorted();
  const isTold = JSON.stringify(lost) === JSON.stringify(told);
  return [
    ...(isTold ? [] : [`${failure.code}: lost ${lost.join(', ')}, told ${told.join(', ')}`]),
    ...strays(around, (one) => one.id === group),
  ];
}
