import type { Entry } from '../../domain/model/entry.ts';
import { performAction } from '../steps/action.ts';
import { importObject } from '../steps/import.ts';
import { matchTarget } from '../steps/match.ts';
import { determineScope } from '../steps/scope.ts';
import { testConnection } from '../steps/test-connection.ts';
import { nameOf } from '../wording.ts';
import { type Ending, runFinished } from './ending.ts';
import type { RunEvent, RunFact } from './events.ts';
import { applyEvent } from './fold.ts';
import type { ProvisionedIdentity, RunRecord } from './record.ts';
import { prepareRun, type Run, type RunRequest } from './run.ts';

type Course = { readonly ending: Ending; readonly entry?: Entry };

/** The five steps in the order of the documentation page. Whatever stops one of them ends the run. */
async function* course(run: Run): AsyncGenerator<RunFact, Course, undefined> {
  const connected = yield* testConnection(run);
  if (!connected.ok) return { ending: connected.error };

  const imported = yield* importObject(run);
  if (!imported.ok) return { ending: imported.error };
  const { entry } = imported.value;

  const scoped = yield* determineScope(run, entry);
  if (!scoped.ok) return { ending: scoped.error, entry };

  const matched = yield* matchTarget(run, entry, scoped.value);
  if (!matched.ok) return { ending: matched.error, entry };

  return { ending: yield* performAction(run, entry, scoped.value, matched.value), entry };
}

function sourceIdentity(run: Run, entry: Entry | undefined): ProvisionedIdentity {
  const type = run.ready.resolved.sourceObject.name;
  if (entry === undefined) return { id: run.context.subject.id, type };
  return { id: entry.ref, type, displayName: nameOf(entry) };
}

async function* facts(run: Run): AsyncGenerator<RunFact, void, undefined> {
  yield { type: 'run.started', runId: run.runId, context: run.context };
  const { ending, entry } = yield* course(run);
  yield runFinished(ending, sourceIdentity(run, entry), run.ready.resolved.targetObject.name);
}

/**
 * One on-demand run as a stream of events, the same for the wizard, for a headless run and for a test.
 * The consumer must have stored `write.started` before it asks for the next event: only then does the write leave.
 * The last event is `run.finished`; an exception is a bug and passes through to the caller.
 * Returns the folded record.
 */
export async function* provision(request: RunRequest): AsyncGenerator<RunEvent, RunRecord, undefined> {
  const run = prepareRun(request);
  let record: RunRecord | undefined;
  let seq = 0;
  for await (const fact of facts(run)) {
    const event: RunEvent = { seq, at: run.clock().toISOString(), ...run.redactor.scrub(fact) };
    record = applyEvent(record, event);
    seq += 1;
    yield event;
  }
  if (record === undefined) throw new Error('a run yields at least run.started');
  return record;
}
