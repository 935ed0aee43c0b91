import { matchingOrder } from '../../domain/planning/map-attributes.ts';
import { present } from '../../domain/present.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { Op, SystemIdentity } from '../port.ts';
import type { Ending } from '../run/ending.ts';
import type { RunFact } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { quietStep, type StepStop, stoppedBy } from '../run/step.ts';

const noMatching = (run: Run): Failure => ({
  code: 'configuration.invalid',
  message: `The mapping "${run.ready.resolved.mapping.name}" has no matching attribute, so no object could ever be found again.`,
});

const failedIn = ({ name, place }: SystemIdentity, failure: Failure) =>
  fail(stoppedBy(failure, { System: `${name} (${place})`, ...present({ SystemCode: failure.systemCode }) }));

/** The target is asked for one object that cannot exist, by the first matching attribute. */
async function testBoth(run: Run, op: Op): Promise<Result<void, StepStop>> {
  const [matching] = matchingOrder(run.ready.compiled);
  // Without a matching attribute every run would create another account.
  if (matching === undefined) return failedIn(run.target.identity, noMatching(run));
  const selection = run.ready.targetSelection;
  const probe = run.target.test({ selection, attribute: matching.definition, value: '' }, op);
  const [source, target] = await Promise.all([run.source.test(op), probe]);
  if (!source.ok) return failedIn(run.source.identity, source.error);
  if (!target.ok) return failedIn(run.target.identity, target.error);
  return ok(undefined);
}

/** Step 0, listed only when it fails: can both systems be reached, and are we let in? */
export function testConnection(run: Run): AsyncGenerator<RunFact, Result<void, Ending>, undefined> {
  return quietStep(run, 'test', (op) => testBoth(run, op));
}
