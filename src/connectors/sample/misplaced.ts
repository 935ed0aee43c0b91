import { fail, type Result } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import type { Source, Target } from '../../engine/port.ts';

const refusing = (system: string, side: 'source' | 'target') => async (): Promise<Result<never, Failure>> =>
  fail({ code: 'configuration.invalid', message: `The sample system ${system} cannot be a ${side}.` });

/** Stands in for a source that a workspace names although the sample company has none of that name. */
export function misplacedSource(system: string): Source {
  const refuse = refusing(system, 'source');
  return {
    identity: { name: system, place: 'sample company' },
    finding: 'exact-id-only',
    test: refuse,
    read: refuse,
    list: refuse,
  };
}

/** The same for a target. */
export function misplacedTarget(system: string): Target {
  const refuse = refusing(system, 'target');
  return {
    identity: { name: system, place: 'sample company' },
    test: refuse,
    read: refuse,
    find: refuse,
    create: refuse,
    update: refuse,
    preview: () => [],
  };
}
