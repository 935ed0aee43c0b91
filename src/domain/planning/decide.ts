import type { FlowType } from '../schema/types.ts';

/** Everything the decision depends on. `inScope` is assignment, role and filters; `active` stands apart. */
export type DecisionInput = {
  readonly inScope: boolean;
  /** False for a disabled or soft-deleted source object; true where the source has no such notion (HR). */
  readonly active: boolean;
  readonly target: 'none' | 'one';
  /** The target object was found through a stored link, so it has been managed before. */
  readonly linked: boolean;
  readonly flowTypes: ReadonlySet<FlowType>;
  readonly skipOutOfScopeDeletions: boolean;
  /** The mapping writes the target's account status, so the object can be disabled. */
  readonly canDisable: boolean;
  readonly canDelete: boolean;
  /** What the scope step said when something did not hold: "not assigned to the application". */
  readonly scopeReason: string;
  /** An input or category filter dropped the object: it is left alone even when it was managed before. */
  readonly leftAlone: boolean;
};

export type Decision =
  | { readonly operation: 'Create' | 'Update' | 'Disable' | 'Delete'; readonly because: string }
  | { readonly operation: 'Skip'; readonly reason: DecisionSkip; readonly because: string };

export type DecisionSkip =
  | 'NotEffectivelyEntitled'
  | 'CreateDisabled'
  | 'UpdateDisabled'
  | 'OutOfScopeDeletionsSkipped'
  | 'NeverManaged'
  | 'NothingToDisable';

const skip = (reason: DecisionSkip, because: string): Decision => ({ operation: 'Skip', reason, because });

function deprovision(situation: DecisionInput, why: string): Decision {
  const { flowTypes, canDisable, canDelete } = situation;
  if (canDisable) {
    return flowTypes.has('Update')
      ? { operation: 'Disable', because: why }
      : skip('UpdateDisabled', `${why}, but the Update action is switched off in the mapping`);
  }
  if (canDelete && flowTypes.has('Delete')) return { operation: 'Delete', because: why };
  return skip('NothingToDisable', `${why}, but no mapping writes the account status, so nothing is sent`);
}

function inScopeAndActive({ target, flowTypes }: DecisionInput): Decision {
  if (target === 'none') {
    return flowTypes.has('Add')
      ? { operation: 'Create', because: 'in scope, and nothing in the target matches' }
      : skip(
          'CreateDisabled',
          'nothing in the target matches, and the Create action is switched off in the mapping',
        );
  }
  // Whether an update is needed, and allowed, shows only when source and target are compared.
  return { operation: 'Update', because: 'in scope, and one object in the target matches' };
}

function outOfScope(situation: DecisionInput): Decision {
  const why = situation.scopeReason;
  if (situation.target === 'none') return skip('NotEffectivelyEntitled', why);
  if (situation.leftAlone) {
    return skip(
      'NotEffectivelyEntitled',
      `${why}; objects that an input filter drops are never deprovisioned`,
    );
  }
  if (!situation.linked) {
    return skip(
      'NeverManaged',
      `${why}; the matching object was never provisioned from here and is left alone`,
    );
  }
  if (situation.skipOutOfScopeDeletions) {
    return skip('OutOfScopeDeletionsSkipped', `${why}; SkipOutOfScopeDeletions leaves the object as it is`);
  }
  return deprovision(situation, why);
}

/**
 * What happens to an object, by scope, status, match and the switched-on target object actions.
 * Sources: entra-docs `how-provisioning-works` (deprovisioning), `skip-out-of-scope-deletions`,
 * `provision-on-demand`. Several matches never come here: they fail the Match step.
 * An object in scope that is not active is still this mapping's business, so its account is disabled also when only a
 * matching attribute found it; one that left the scope is deprovisioned only when it was managed before.
 */
export function decide(situation: DecisionInput): Decision {
  if (!situation.inScope) return outOfScope(situation);
  if (situation.active) return inScopeAndActive(situation);
  const why = 'not active in the source system';
  if (situation.target === 'none')
    return skip('NotEffectivelyEntitled', `${why}: disabled objects are never created`);
  // Deleting takes more than a disabled account: only what left the scope is deleted.
  return deprovision({ ...situation, canDelete: false }, why);
}
