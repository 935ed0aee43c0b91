import type { Delta, Entry, Ref } from '../../domain/model/entry.ts';
import type { AttributeValue } from '../../domain/model/value.ts';
import { present } from '../../domain/present.ts';
import { ok, type Result, unreachable } from '../../domain/result.ts';
import type { AttributeDefinition } from '../../domain/schema/types.ts';
import type { Failure } from '../failure.ts';
import type { Op, Write } from '../port.ts';
import type { RunFact } from '../run/events.ts';
import { hideSecrets } from '../run/redact.ts';
import type { Run } from '../run/run.ts';
import { working } from '../run/working.ts';
import type { PlannedAttribute } from './plan-object.ts';

/** What one write did. `target` is known after a create, and before every other write. */
export type WriteAnswer = Result<Ref | undefined, Failure>;

export function describeWrite(run: Run, write: Write): string {
  const place = `${run.target.identity.name} (${run.target.identity.place})`;
  switch (write.do) {
    case 'create':
      return `create a ${write.draft.objectType} in ${place}`;
    case 'update':
      return `update ${write.update.ref} in ${place}: ${write.update.deltas.map(({ attribute }) => attribute).join(', ')}`;
    case 'remove':
      return `delete ${write.ref} in ${place}`;
    case 'addMembers':
      return `add ${write.change.members.join(', ')} to group ${write.change.group} in ${place}`;
    case 'removeMembers':
      return `remove ${write.change.members.join(', ')} from group ${write.change.group} in ${place}`;
    default:
      return unreachable(write);
  }
}

const unsupported = (what: string): WriteAnswer => ({
  ok: false,
  error: { code: 'configuration.invalid', message: `This target cannot ${what}.` },
});

const withRef = (done: Result<void, Failure>, ref: Ref): WriteAnswer => (done.ok ? ok(ref) : done);

async function changeMembers(
  { target }: Run,
  write: Extract<Write, { readonly change: unknown }>,
  op: Op,
): Promise<WriteAnswer> {
  if (target.members === undefined) return unsupported('change memberships');
  const change = write.do === 'addMembers' ? target.members.add : target.members.remove;
  return withRef(await change(write.change, op), write.change.group);
}

async function perform(run: Run, write: Write, op: Op): Promise<WriteAnswer> {
  const { target } = run;
  switch (write.do) {
    case 'create':
      return target.create(write.draft, op);
    case 'update':
      return withRef(await target.update(write.update, op), write.update.ref);
    case 'remove':
      if (target.remove === undefined) return unsupported('delete objects');
      return withRef(await target.remove(write, op), write.ref);
    case 'addMembers':
    case 'removeMembers':
      return changeMembers(run, write, op);
    default:
      return unreachable(write);
  }
}

function writeOutcome(written: WriteAnswer): 'done' | 'refused' | 'unknown' {
  if (written.ok) return 'done';
  return written.error.code === 'outcome.unknown' ? 'unknown' : 'refused';
}

/**
 * Sends one write. The two facts around it are what the journal flushes: one before the request leaves, one as soon as
 * its answer came. In a preview the requests are shown and nothing is sent.
 */
export async function* sendWrite(run: Run, write: Write): AsyncGenerator<RunFact, WriteAnswer, undefined> {
  if (run.context.mode === 'preview') {
    for (const exchange of run.target.preview(write))
      yield { type: 'exchange.recorded', step: 'action', exchange };
    return ok(undefined);
  }
  if (run.signal.aborted) {
    return {
      ok: false,
      error: { code: 'cancelled', message: 'The run was stopped before it wrote anything more.' },
    };
  }
  yield { type: 'write.started', summary: describeWrite(run, write) };
  const written = yield* working('action', run.signal, (op) => perform(run, write, op));
  const targetId = written.ok ? written.value : undefined;
  yield {
    type: 'write.finished',
    outcome: writeOutcome(written),
    ...present({ targetId }),
  };
  return written;
}

const definitionsOf = (planned: readonly PlannedAttribute[]): readonly AttributeDefinition[] =>
  planned.map(({ mapped }) => mapped.definition);

export function createWrite(run: Run, planned: readonly PlannedAttribute[]): Write {
  const attributes = new Map<string, AttributeValue>();
  for (const { plan, mapped } of planned) {
    if (plan.fate === 'send') attributes.set(mapped.definition.name, plan.value);
  }
  const objectType = run.ready.resolved.targetObject.name;
  return { do: 'create', draft: { objectType, attributes, definitions: definitionsOf(planned) } };
}

export function updateWrite(run: Run, ref: Ref, planned: readonly PlannedAttribute[]): Write | undefined {
  const deltas: readonly Delta[] = planned.flatMap(({ plan }) => (plan.fate === 'send' ? [plan.delta] : []));
  if (deltas.length === 0) return undefined;
  const objectType = run.ready.resolved.targetObject.name;
  return { do: 'update', update: { objectType, ref, deltas, definitions: definitionsOf(planned) } };
}

/** Reads the object back after a write; undefined when it cannot be read. Gone is a fact, not a failure. */
export async function readBack(run: Run, ref: Ref, op: Op): Promise<Entry | 'gone' | undefined> {
  const read = await run.target.read({ selection: run.ready.targetSelection, ref }, op);
  if (read.ok) hideSecrets(run.redactor, read.value.attributes, run.secrets.target);
  if (read.ok) return read.value;
  return read.error.code === 'object.notFound' ? 'gone' : undefined;
}
