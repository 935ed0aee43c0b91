import { describe, expect, it } from 'vitest';
import { type AppKind, traitsOf } from '../../../src/domain/model/app.ts';
import { type DeprovisionInput, deprovisionEffect } from '../../../src/domain/scoping/deprovision.ts';
import type { ScopeInput } from '../../../src/domain/scoping/evaluate-scope.ts';
import { assignedOnly, category, decide, failed, input, passed, unassigned } from './decision-setup.ts';

describe('deprovisioning', () => {
  const effect = (
    scope: Partial<ScopeInput>,
    over: Partial<DeprovisionInput> = {},
    kind: AppKind = 'entra-to-saas',
  ) =>
    deprovisionEffect({
      decision: decide(scope, kind),
      verdict: scope.verdict ?? passed,
      traits: traitsOf(kind),
      settings: assignedOnly,
      flowTypes: new Set(['Add', 'Update', 'Delete']),
      managed: true,
      canDisable: true,
      canDelete: true,
      ...over,
    });
  const skipping = { settings: { ...assignedOnly, skipOutOfScopeDeletions: true } };

  it.each<[string, Partial<ScopeInput>, Partial<DeprovisionInput>, string]>([
    ['nothing while in scope', {}, {}, 'skip'],
    ['disables somebody who is unassigned', { entitlement: unassigned }, {}, 'disable'],
    ['disables somebody who is filtered out', { verdict: failed }, {}, 'disable'],
    ['disables somebody who is not active', { active: false }, {}, 'disable'],
    ['leaves alone what it never managed', { verdict: failed }, { managed: false }, 'skip'],
    ['deletes where the target cannot disable', { verdict: failed }, { canDisable: false }, 'delete'],
    [
      'sends nothing when neither is possible',
      { verdict: failed },
      { canDisable: false, canDelete: false },
      'skip',
    ],
    [
      'respects the switched-off Update',
      { verdict: failed },
      { flowTypes: new Set(['Add', 'Delete']) },
      'skip',
    ],
    [
      'respects the switched-off Delete',
      { verdict: failed },
      { canDisable: false, flowTypes: new Set(['Add']) },
      'skip',
    ],
    ['skips out-of-scope deletions when told to', { verdict: failed }, skipping, 'skip'],
    ['disables the inactive even then', { active: false }, skipping, 'disable'],
    ['leaves alone whom an input filter keeps out', { verdict: input }, {}, 'skip'],
    ['leaves alone what is of another category', { verdict: category }, {}, 'skip'],
  ])('%s', (_, scope, over, expected) => {
    expect(effect(scope, over).effect).toBe(expected);
  });

  it('ignores SkipOutOfScopeDeletions for cross-tenant synchronization', () => {
    expect(effect({ verdict: failed }, skipping, 'cross-tenant').effect).toBe('disable');
  });

  it('never follows from a filter that is shown only', () => {
    const { effect: what, because } = effect({ verdict: input, active: false }, {}, 'ad-to-entra');

    expect(what).toBe('disable');
    expect(because).not.toContain('filter');
  });
});
