import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DecisionInput, decide } from '../../../src/domain/planning/decide.ts';
import type { FlowType } from '../../../src/domain/schema/types.ts';

const all: ReadonlySet<FlowType> = new Set(['Add', 'Update', 'Delete']);

/** Somebody in scope and active, whom the target has and who is managed from here. */
const situation = (change: Partial<DecisionInput> = {}): DecisionInput => ({
  inScope: true,
  active: true,
  target: 'one',
  linked: true,
  flowTypes: all,
  skipOutOfScopeDeletions: false,
  canDisable: true,
  canDelete: true,
  scopeReason: 'not assigned to the application',
  leftAlone: false,
  ...change,
});

const without = (...off: readonly FlowType[]) => ({
  flowTypes: new Set([...all].filter((type) => !off.includes(type))),
});
const verdict = (change: Partial<DecisionInput>): string => {
  const decision = decide(situation(change));
  return decision.operation === 'Skip' ? decision.reason : decision.operation;
};

describe('the decision table', () => {
  const out = { inScope: false };
  const inactive = { active: false };
  const none = { target: 'none' } as const;

  it.each<[string, Partial<DecisionInput>, string]>([
    ['in scope, active, no target', none, 'Create'],
    ['in scope, active, no target, no Add', { ...none, ...without('Add') }, 'CreateDisabled'],
    ['in scope, active, one target', {}, 'Update'],
    ['in scope, active, one target never linked', { linked: false }, 'Update'],
    // Whether an update is needed, and allowed, shows only when values are compared.
    ['in scope, active, one target, no Update', without('Update'), 'Update'],
    ['in scope, inactive, no target', { ...inactive, ...none }, 'NotEffectivelyEntitled'],
    ['in scope, inactive, one target', inactive, 'Disable'],
    ['in scope, inactive, one target never linked', { ...inactive, linked: false }, 'Disable'],
    [
      'in scope, inactive, out-of-scope deletions skipped',
      { ...inactive, skipOutOfScopeDeletions: true },
      'Disable',
    ],
    ['in scope, inactive, no Update', { ...inactive, ...without('Update') }, 'UpdateDisabled'],
    ['in scope, inactive, no status mapped', { ...inactive, canDisable: false }, 'NothingToDisable'],
    ['out of scope, no target', { ...out, ...none }, 'NotEffectivelyEntitled'],
    ['out of scope, one linked', out, 'Disable'],
    ['out of scope and inactive, one linked', { ...out, ...inactive }, 'Disable'],
    ['out of scope, one never linked', { ...out, linked: false }, 'NeverManaged'],
    ['out of scope, one linked, no Update', { ...out, ...without('Update') }, 'UpdateDisabled'],
    ['out of scope, one linked, cannot disable', { ...out, canDisable: false }, 'Delete'],
    [
      'out of scope, cannot disable, no Delete',
      { ...out, canDisable: false, ...without('Delete') },
      'NothingToDisable',
    ],
    [
      'out of scope, cannot disable or delete',
      { ...out, canDisable: false, canDelete: false },
      'NothingToDisable',
    ],
    [
      'out of scope, deletions skipped',
      { ...out, skipOutOfScopeDeletions: true },
      'OutOfScopeDeletionsSkipped',
    ],
    ['dropped by an input filter, one linked', { ...out, leftAlone: true }, 'NotEffectivelyEntitled'],
  ])('%s: %s', (_, change, expected) => {
    expect(verdict(change)).toBe(expected);
  });

  it('says for every decision on what it rests', () => {
    const { because } = decide(situation({ inScope: false, linked: false }));

    expect(because).toBe(
      'not assigned to the application; the matching object was never provisioned from here and is left alone',
    );
  });
});

describe('whatever the situation', () => {
  const situations: fc.Arbitrary<DecisionInput> = fc.record({
    inScope: fc.boolean(),
    active: fc.boolean(),
    target: fc.constantFrom('none', 'one'),
    linked: fc.boolean(),
    flowTypes: fc.subarray([...all]).map((types) => new Set(types)),
    skipOutOfScopeDeletions: fc.boolean(),
    canDisable: fc.boolean(),
    canDelete: fc.boolean(),
    scopeReason: fc.constant('not assigned'),
    leftAlone: fc.boolean(),
  });

  const holds = (rule: (given: DecisionInput, operation: string) => boolean) =>
    fc.assert(fc.property(situations, (given) => rule(given, decide(given).operation)));

  it('only somebody in scope and active is created', () => {
    holds(
      (given, operation) =>
        operation !== 'Create' || (given.inScope && given.active && given.target === 'none'),
    );
  });

  it('only what left the scope and was managed is deleted', () => {
    holds(
      (given, operation) => operation !== 'Delete' || (!given.inScope && given.linked && !given.leftAlone),
    );
  });

  it('nothing is deleted that can be disabled', () => {
    holds((given, operation) => operation !== 'Delete' || !given.canDisable);
  });

  it('an action that is switched off is never taken', () => {
    const needs: Readonly<Record<string, FlowType>> = { Create: 'Add', Disable: 'Update', Delete: 'Delete' };
    holds((given, operation) => needs[operation] === undefined || given.flowTypes.has(needs[operation]));
  });

  it('nothing happens to an object that the target does not have, but its creation', () => {
    holds((given, operation) => given.target === 'one' || operation === 'Create' || operation === 'Skip');
  });
});
