import type { Ref } from '../../domain/model/entry.ts';
import { present } from '../../domain/present.ts';
import { fail, ok, type Result, unreachable } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { Op, Write } from '../port.ts';
import type { RunFact } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { working } from '../run/working.ts';

/** What one write did. `target` is known after a create, and before every other write. */
type SentWrite = Result<Ref | undefined, Failure>;

function describeWrite(run: Run, write: Write): string {
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

const unsupported = (what: string): SentWrite =>
  fail({ code: 'configuration.invalid', message: `This target cannot ${what}.` });

const withRef = (done: Result<void, Failure>, ref: Ref): SentWrite => (done.ok ? ok(ref) : done);

async function changeMembers(
  { target }: Run,
  write: Extract<Write, { readonly change: unknown }>,
  op: Op,
): Promise<SentWrite> {
  if (target.members === undefined) return unsupported('change memberships');
  const change = write.do === 'addMembers' ? target.members.add : target.members.remove;
  return withRef(await change(write.change, op), write.change.group);
}

async function perform(run: Run, write: Write, op: Op): Promise<SentWrite> {
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

function writeOutcome(written: SentWrite): 'done' | 'refused' | 'unknown' {
  if (written.ok) return 'done';
  return written.error.code === 'outcome.unknown' ? 'unknown' : 'refused';
}

/**
 * Sends one write. The two facts around it are what the journal flushes: one before the request leaves, one as soon as
 * its answer came. In a preview the requests are shown and nothing is sent.
 */
export async function* sendWrite(run: Run, write: Write): AsyncGenerator<RunFact, SentWrite, undefined> {
  if (run.context.mode === 'preview') {
    for (const exchange of run.target.preview(write)) {
      yield { type: 'exchange.recorded', step: 'action', exchange };
    }
    return ok(undefined);
  }
  if (run.signal.aborted) {
    return fail({ code: 'cancelled', message: 'The run was stopped before it wrote anything more.' });
  }
  yield { type: 'write.started', summary: describeWrite(run, write) };
  const written = yield* working('action', run.signal, (op) => perform(run, write, op));
  const targetId = written.ok ? written.value : undefined;
  yield { type: 'write.finished', outcome: writeOutcome(written), ...present({ targetId }) };
  return written;
}
