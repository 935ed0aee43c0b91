import type { Delta, Ref } from '../../../domain/model/entry.ts';
import { type Attributes, type AttributeValue, texts } from '../../../domain/model/value.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { AttributeDefinition } from '../../../domain/schema/types.ts';
import type { Check, CheckUpRequest } from '../../../engine/check-up.ts';
import type { Answer, Failure } from '../../../engine/failure.ts';
import type { Op, Target } from '../../../engine/port.ts';
import { clearableAttribute, typedAttribute } from './test-values.ts';
import { checkFinding, type Trace } from './trace.ts';

/** The connector's own reads and writes: a check-up tries what a run would do, not something like it. */
export type Acts = Pick<Required<Target>, 'create' | 'read' | 'find' | 'update' | 'remove' | 'members'>;

type Kind = CheckUpRequest['kinds'][number];

/** A test object that was created, with what was sent. */
export type TestObject = {
  readonly acts: Acts;
  readonly trace: Trace;
  readonly kind: Kind;
  readonly what: 'user' | 'group';
  readonly ref: Ref;
  readonly values: Attributes;
};

const nextFor: Partial<Record<Failure['code'], string>> = {
  'permission.denied': 'Give the account the right to create, change and delete these objects.',
  'attribute.rejected':
    'Compare what was sent with the answer; correct the mapping of what the server does not take.',
  'filter.unsupported': 'Match on an attribute this server can search by, such as userName or externalId.',
  'object.duplicate':
    'Search the target for objects named provision-doctor, which an earlier check-up may have left, and delete them.',
  'outcome.unknown': 'Look in the target for what the check-up was writing, and delete it by hand.',
};

/** A step of the round as a finding. */
export function stepCheck(trace: Trace, name: string, done: Result<string, Failure>, advice?: string): Check {
  if (done.ok) return checkFinding(trace, { name, verdict: 'good', found: done.value });
  const { code, message } = done.error;
  const next = advice ?? nextFor[code] ?? 'Look at the request and the answer of the server.';
  return checkFinding(trace, { name, verdict: 'bad', found: message, next, code });
}

/** How the finding of a change begins that was answered with success and did not happen. */
export const ineffective = 'The server answers with success, but';

const sameValue = (a: AttributeValue | undefined, b: AttributeValue | undefined): boolean =>
  JSON.stringify(texts(a)).toLowerCase() === JSON.stringify(texts(b)).toLowerCase();

const wrong = (message: string): Result<never, Failure> => fail({ code: 'attribute.rejected', message });

const held = ({ acts, kind, ref }: TestObject, op: Op) => acts.read({ selection: kind.selection, ref }, op);

/** Whether each value that was sent is stored: servers answer with success and drop what they do not know. */
export async function readTestObject(object: TestObject): Promise<Check> {
  const { trace, values, what } = object;
  const entry = await held(object, trace.op);
  const name = `read the test ${what}`;
  if (!entry.ok) return stepCheck(trace, name, entry);
  const different = [...values].filter(([key, value]) => !sameValue(entry.value.attributes.get(key), value));
  if (different.length === 0)
    return stepCheck(trace, name, ok(`all ${values.size} values are stored as sent`));
  const names = different.map(([key]) => key).join(', ');
  const found = `the server answered with success, but stores something else for ${names}`;
  const next =
    'Expect these attributes to be reported as stored differently in every run, or remove their mappings.';
  return checkFinding(trace, { name, verdict: 'warning', found, next });
}

/** A hit is what proves that a filter is understood; the connector remembers which form found it. */
export async function findIt(
  object: TestObject,
  attribute: AttributeDefinition,
  { when = '', advice }: { readonly when?: string; readonly advice?: string } = {},
): Promise<Check> {
  const { acts, trace, kind, values, ref, what } = object;
  const [value = ''] = texts(values.get(attribute.name));
  const found = await acts.find({ selection: kind.selection, attribute, value }, trace.op);
  const isThere = found.ok && found.value.some((entry) => entry.ref === ref);
  const missing: Result<string, Failure> = fail({
    code: 'filter.unsupported',
    message: `The test ${what} exists${when}, but a search by ${attribute.name} does not find it.`,
  });
  const done = !found.ok ? found : isThere ? ok(`it is found by ${attribute.name}${when}`) : missing;
  return stepCheck(trace, `find the test ${what} by ${attribute.name}${when}`, done, advice);
}

async function changed(object: TestObject, delta: Delta, definition: AttributeDefinition): Answer<string> {
  const { acts, kind, ref, trace } = object;
  const { objectType } = kind.selection;
  const done = await acts.update({ objectType, ref, deltas: [delta], definitions: [definition] }, trace.op);
  if (!done.ok) return done;
  const entry = await held(object, trace.op);
  if (!entry.ok) return entry;
  const now = entry.value.attributes.get(definition.name);
  const wanted = delta.change === 'remove' ? undefined : delta.value;
  if (sameValue(now, wanted))
    return ok(`${definition.name} is ${wanted === undefined ? 'empty' : 'changed'} as asked`);
  const stored = now === undefined ? 'empty' : `"${texts(now).join(', ')}"`;
  const message = `${ineffective} ${definition.name} is ${stored} afterwards.`;
  return wrong(message);
}

async function change(object: TestObject, name: string, delta: Delta): Promise<Check | undefined> {
  const definition = object.kind.selection.attributes.find((one) => one.name === delta.attribute);
  if (definition === undefined) return undefined;
  return stepCheck(object.trace, name, await changed(object, delta, definition));
}

const present = (checks: readonly (Check | undefined)[]): readonly Check[] =>
  checks.filter((check) => check !== undefined);

/** A change, a new entry of a list, and a value that goes: each a PATCH of another form. */
export async function* changeIt(object: TestObject): AsyncGenerator<Check, void, undefined> {
  const { kind, what, values } = object;
  const old = values.get('displayName');
  if (old !== undefined && what === 'user') {
    const value = `${String(old)} (changed)`;
    const delta: Delta = { change: 'replace', attribute: 'displayName', value, old };
    yield* present([await change(object, 'change displayName', delta)]);
  }
  const typed = typedAttribute(kind, values);
  if (typed !== undefined) {
    const { name } = typed.definition;
    yield* present([
      await change(object, `add ${name}`, { change: 'add', attribute: name, value: typed.value }),
    ]);
  }
  const gone = clearableAttribute(kind);
  const before = gone === undefined ? undefined : values.get(gone.name);
  if (gone === undefined || before === undefined) return;
  yield* present([
    await change(object, `clear ${gone.name}`, { change: 'remove', attribute: gone.name, old: before }),
  ]);
}

const whileDisabled = {
  when: ' while it is disabled',
  advice:
    'Have the server find disabled users as well: without that, whoever comes back gets a second account.',
};

/** A disabled account must stay findable, or the next run creates a second one. */
export async function* disableIt(object: TestObject): AsyncGenerator<Check, void, undefined> {
  if (object.values.get('active') !== true) return;
  const attribute = 'active';
  const off: Delta = { change: 'replace', attribute, value: false, old: true };
  yield* present([await change(object, 'disable the test user', off)]);
  const [matching] = object.kind.matching;
  if (matching !== undefined) yield await findIt(object, matching, whileDisabled);
  const on: Delta = { change: 'replace', attribute, value: true, old: false };
  yield* present([await change(object, 'restore the test user', on)]);
}
