import type { AppSettings, AppTraits } from '../model/app.ts';
import { decide } from '../planning/decide.ts';
import type { FlowType } from '../schema/types.ts';
import type { FilterVerdict, ScopeDecision } from './verdict.ts';

export type DeprovisionInput = {
  readonly decision: ScopeDecision;
  readonly verdict: FilterVerdict;
  readonly traits: AppTraits;
  readonly settings: AppSettings;
  readonly flowTypes: ReadonlySet<FlowType>;
  /** The target holds the object and it was provisioned from here before. */
  readonly managed: boolean;
  /** The mapping writes the account status of a target that supports soft deletion. */
  readonly canDisable: boolean;
  readonly canDelete: boolean;
};

export type DeprovisionEffect = {
  readonly effect: 'disable' | 'delete' | 'skip';
  readonly because: string;
};

const effects = {
  Disable: 'disable',
  Delete: 'delete',
  Create: 'skip',
  Update: 'skip',
  Skip: 'skip',
} as const;

/**
 * What becomes of the target object of somebody who is not, or not any more, to be provisioned.
 * An object that an input or category filter keeps out is left alone; SkipOutOfScopeDeletions counts only for apps
 * that honour it (not for cross-tenant synchronization); everything else follows the decision table of the run.
 * Sources: entra-docs `how-provisioning-works` (deprovisioning), `skip-out-of-scope-deletions`.
 */
export function deprovisionEffect(input: DeprovisionInput): DeprovisionEffect {
  const { decision, verdict, traits, settings, managed } = input;
  if (decision.inScope) return { effect: 'skip', because: 'in scope: nothing to deprovision' };
  const broken = decision.conditions.filter(({ holds }) => !holds).map(({ because }) => because);
  const { operation, because } = decide({
    inScope: decision.effectivelyEntitled,
    active: decision.active,
    target: managed ? 'one' : 'none',
    linked: managed,
    flowTypes: input.flowTypes,
    skipOutOfScopeDeletions: settings.skipOutOfScopeDeletions && traits.honoursSkipOutOfScopeDeletions,
    canDisable: input.canDisable,
    canDelete: input.canDelete,
    scopeReason: broken.join('; '),
    leftAlone: !verdict.inputPassed || !verdict.categoryPassed,
  });
  return { effect: effects[operation], because };
}
