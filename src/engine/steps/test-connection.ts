import { matchingOrder } from '../../domain/planning/map-attributes.ts';
import { present } from '../../domain/present.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { Op, SystemIdentity } from '../port.ts';
import { type Ending, failedEnding, statusOfFailure } from '../run/ending.ts';
import type { RunFact } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { quietStep, type Report } from '../run/step.ts';

type Tested = { readonly failure: Failure; readonly system: SystemIdentity } | undefined;

const noMatching = (run: Run): Failure => ({
  code: 'configuration.invalid',
  message: `The mapping "${run.ready.resolved.mapping.name}" has no matching attribute, so that no object could ever be found again.`,
});

/** The target is asked for one object that cannot exist, by the first matching attribute. */
async function testBoth(run: Run, op: Op): Promise<Tested> {
  const [matching] = matchingOrder(run.ready.compiled);
  // Without a matching attribute every run would create another account.
  if (matching === undefined) return { failure: noMatching(run), system: run.target.identity };
  const selection = run.ready.targetSelection;
  const probe = run.target.test({ selection, attribute: matching.definition, value: '' }, op);
  const [source, target] = await Promise.all([run.source.test(op), probe]);
  if (!source.ok) return { failure: source.error, system: run.source.identity };
  if (!target.ok) return { failure: target.error, system: run.target.identity };
  return undefined;
}

function describeFailure(tested: Tested): Report | undefined {
  if (tested === undefined) return undefined;
  const { failure, system } = tested;
  const status = statusOfFailure(failure);
  const details = {
    ErrorCode: failure.code,
    System: `${system.name} (${system.place})`,
    ...present({ SystemCode: failure.systemCode }),
  };
  return {
    status,
    sentence: failure.message,
    reason: failure.code,
    entries: [
      {
        name: 'TestConnection',
        type: 'TestConnection',
        status,
        description: failure.message,
        details,
      },
    ],
  };
}

/** Step 0, listed only when it fails: can both systems be reached, and are we let in? */
export async function* testConnection(run: Run): AsyncGenerator<RunFact, Result<void, Ending>, undefined> {
  const tested = yield* quietStep(run, 'test', (op) => testBoth(run, op), describeFailure);
  return tested === undefined ? ok(undefined) : fail(failedEnding('test', tested.failure));
}
