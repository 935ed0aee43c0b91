import type { AppSettings, AppTraits } from '../model/app.ts';
import type { SubjectKind } from '../model/subject.ts';
import { type Attributes, displayText } from '../model/value.ts';
import type { SynchronizationRule } from '../schema/types.ts';
import { evaluateContainers } from './containers.ts';
import type { ContainerVerdict, FilterVerdict, ScopeCondition, ScopeDecision } from './verdict.ts';

/** Why a source counts an object as assigned to the app, and by which roles. */
type Assignment = {
  readonly assigned: boolean;
  readonly hasRequiredRole: boolean;
  /** "directly", "through the group Sales EMEA". */
  readonly through?: string;
  readonly roles: readonly string[];
};

export type ScopeInput = {
  readonly verdict: FilterVerdict;
  readonly traits: AppTraits;
  readonly settings: AppSettings;
  readonly kind: SubjectKind;
  /** What the source says about the account; undefined counts as active. */
  readonly active: boolean | undefined;
  /** Absent where the source could not tell: then nobody is assigned. */
  readonly entitlement?: Assignment | undefined;
  /** With both, the organizational units of the rule are tested on the attribute distinguishedName. */
  readonly rule?: Pick<SynchronizationRule, 'includedContainers'>;
  readonly attributes?: Attributes;
};

const capitalised = (kind: SubjectKind): string => (kind === 'group' ? 'Group' : 'User');

function activeCondition({ active }: ScopeInput): ScopeCondition {
  const because =
    active === undefined
      ? 'the source says nothing about the status, which counts as active'
      : `${active ? '' : 'not '}active in the source system`;
  return {
    id: 'active',
    label: 'Active in source system',
    wireKey: 'Active in the source system',
    holds: active ?? true,
    because,
  };
}

function assignedCondition({ entitlement }: ScopeInput): ScopeCondition {
  const holds = entitlement?.assigned ?? false;
  const because = holds
    ? `assigned ${entitlement?.through ?? 'to the application'}`
    : 'not assigned to the application';
  return {
    id: 'assigned',
    label: 'Assigned to application',
    wireKey: 'Assigned to the application',
    holds,
    because,
  };
}

function roleCondition({ entitlement, kind }: ScopeInput): ScopeCondition {
  const noun = capitalised(kind);
  const assigned = entitlement?.assigned ?? false;
  const holds = assigned && (entitlement?.hasRequiredRole ?? false);
  const roles = entitlement?.roles.join(', ') || 'default access';
  const because = holds
    ? `assigned with the role ${roles}`
    : `without a role that entitles${assigned ? ` (${roles})` : ''}`;
  return {
    id: 'role',
    label: `${noun} has required role`,
    wireKey: `${noun} has the required role`,
    holds,
    because,
  };
}

const syncAllCondition: ScopeCondition = {
  id: 'syncAll',
  label: 'Scope sync all',
  holds: true,
  because: 'all users and groups are synchronized, assigned or not',
};

function assignmentConditions(input: ScopeInput): readonly ScopeCondition[] {
  if (!input.traits.usesAssignment) return [];
  if (input.settings.scope === 'all') return [syncAllCondition];
  return [assignedCondition(input), roleCondition(input)];
}

function filterReason(verdict: FilterVerdict, containers: ContainerVerdict | undefined): string {
  if (!verdict.inputPassed) return 'no input filter holds, so the object is not looked at any further';
  if (!verdict.categoryPassed) return 'no category filter holds, so this mapping is not about the object';
  if (!verdict.inScope) return 'no scoping filter holds';
  if (containers !== undefined && !containers.holds) return containers.because;
  const held = verdict.groups.find(({ holds, kind }) => holds && kind === 'scope')?.title;
  if (held !== undefined && held !== '') return `the scoping filter "${held}" holds`;
  if (verdict.groups.length > 0) return 'a scoping filter holds';
  return containers?.because ?? 'no scoping filter is configured';
}

function filtersCondition(
  { verdict, traits }: ScopeInput,
  containers: ContainerVerdict | undefined,
): ScopeCondition {
  const reason = filterReason(verdict, containers);
  return {
    id: 'filters',
    label: 'Scoping filters',
    wireKey: 'Scoping filter evaluation passed',
    holds: verdict.inScope && (containers?.holds ?? true),
    because: traits.enforcesScopingFilters ? reason : `${reason} (shown only: not applied on demand)`,
  };
}

/**
 * Decides from all conditions whether an object is in scope, and keeps each condition with the fact behind it.
 * Which conditions count depends on the app: sources without assignment test none, HR sources no status, and AD cloud
 * sync evaluates its filters on demand without applying them.
 * Sources: entra-docs `how-provisioning-works` (scoping, IsSoftDeleted), `provision-on-demand` (step 2).
 */
export function evaluateScope(input: ScopeInput): ScopeDecision {
  const { traits, verdict, rule, attributes } = input;
  const dn = displayText(attributes?.get('distinguishedName'));
  const containers = rule === undefined ? undefined : evaluateContainers(rule, dn);
  const status = traits.usesActiveStatus ? [activeCondition(input)] : [];
  const assignment = assignmentConditions(input);
  const filters = filtersCondition(input, containers);
  const active = status.every(({ holds }) => holds);
  const assigned = assignment.every(({ holds }) => holds);
  const filtersCount = traits.enforcesScopingFilters;
  const effectivelyEntitled = assigned && (filters.holds || !filtersCount);
  // An object that an input or category filter keeps out is no business of this mapping: never deprovisioned.
  const concerned = verdict.inputPassed && verdict.categoryPassed;
  return {
    inScope: effectivelyEntitled && active,
    effectivelyEntitled,
    active,
    conditions: [...status, ...assignment, filters],
    isSoftDeleted: !assigned || !active || (filtersCount && concerned && !filters.holds),
    filtersAreInformation: !filtersCount,
    ...(containers !== undefined && { containers }),
  };
}
