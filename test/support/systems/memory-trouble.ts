import type { Failure, FailureCode } from '../../../src/engine/failure.ts';
import type { Op } from '../../../src/engine/port.ts';

/** Everything a system can be asked to do; what a test makes fail is named by these words. */
export type Call =
  | 'test'
  | 'read'
  | 'find'
  | 'list'
  | 'entitlement'
  | 'groupMembers'
  | 'create'
  | 'update'
  | 'remove'
  | 'among'
  | 'addMembers'
  | 'removeMembers';

export const failure = (code: FailureCode, change: Partial<Failure> = {}): Failure => ({
  code,
  message: `The system says ${code}.`,
  ...change,
});

type Planned = { readonly failure: Failure; readonly doIt: boolean };

/** Failures a test has planned, in the order of the calls they are meant for. */
export type Trouble = {
  /**
   * The next calls of this kind fail. With `doIt` the change is made all the same: the answer was lost on its way.
   * `after` lets that many calls pass first.
   */
  readonly fails: (
    call: Call,
    failure: Failure,
    how?: { readonly doIt?: boolean; readonly times?: number; readonly after?: number },
  ) => void;
  /** Runs before every call of this kind, for tests that look or interfere at that very moment. */
  readonly onCall: (call: Call, hook: () => void) => void;
  /** What the next call of this kind is to do; counts as that call. A stopped run is answered with `cancelled`. */
  readonly next: (call: Call, op: Op) => Planned | undefined;
};

export function createTrouble(): Trouble {
  const planned = new Map<Call, (Planned | undefined)[]>();
  const hooks = new Map<Call, () => void>();
  return {
    fails: (call, answer, { doIt = false, times = 1, after = 0 } = {}) => {
      const passing = Array.from({ length: after }, () => undefined);
      const failing = Array.from({ length: times }, () => ({ failure: answer, doIt }));
      planned.set(call, [...passing, ...failing]);
    },
    onCall: (call, hook) => {
      hooks.set(call, hook);
    },
    next: (call, op) => {
      if (op.signal.aborted) return { failure: failure('cancelled'), doIt: false };
      hooks.get(call)?.();
      return planned.get(call)?.shift();
    },
  };
}
