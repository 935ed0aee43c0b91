import { unreachable } from '../result.ts';
import type { SubjectKind } from './subject.ts';

/** The six provisioning scenarios. What is special about each is in `traitsOf`, and nowhere else. */
export const appKinds = [
  'entra-to-saas',
  'cross-tenant',
  'ad-to-entra',
  'entra-to-ad',
  'workday-to-ad',
  'successfactors-to-ad',
] as const;
export type AppKind = (typeof appKinds)[number];

export type AppSettings = {
  /** Which source objects are considered: only assigned ones, or all ("Scope sync all"). */
  readonly scope: 'assigned' | 'all';
  /** When true, objects that leave the scope are left alone in the target. No effect for cross-tenant sync. */
  readonly skipOutOfScopeDeletions: boolean;
};

export type App = {
  readonly id: string;
  readonly displayName: string;
  readonly kind: AppKind;
  readonly settings: AppSettings;
};

export type AppTraits = {
  /** Assignment and role decide about scope (apps with an Entra directory as source). */
  readonly usesAssignment: boolean;
  /** An inactive source object is out of the game for creation. Not so for HR sources: leavers are the disable case. */
  readonly usesActiveStatus: boolean;
  /** AD cloud sync on demand shows scoping filters but does not apply them. */
  readonly enforcesScopingFilters: boolean;
  readonly provisionsUsers: boolean;
  readonly provisionsGroups: boolean;
  /** What is mostly provisioned: the tab that the search opens with. */
  readonly mainKind: SubjectKind;
  /** Disabled or deleted source users are not offered in the search. */
  readonly hidesInactiveUsers: boolean;
  /** SkipOutOfScopeDeletions is ignored for cross-tenant synchronization. */
  readonly honoursSkipOutOfScopeDeletions: boolean;
  /** What can be typed exactly, in the words of the search field. */
  readonly exactIds: readonly string[];
  readonly label: string;
};

const entraSource = {
  provisionsUsers: true,
  mainKind: 'user',
  usesAssignment: true,
  usesActiveStatus: true,
  enforcesScopingFilters: true,
  hidesInactiveUsers: true,
  honoursSkipOutOfScopeDeletions: true,
} as const;

const hrSource = {
  provisionsUsers: true,
  mainKind: 'user',
  usesAssignment: false,
  usesActiveStatus: false,
  enforcesScopingFilters: true,
  provisionsGroups: false,
  hidesInactiveUsers: false,
  honoursSkipOutOfScopeDeletions: true,
} as const;

/**
 * What on-demand provisioning does differently per scenario.
 * Source: entra-docs `provision-on-demand`, `how-provisioning-works`, `define-conditional-rules-for-provisioning-user-accounts`.
 */
export function traitsOf(kind: AppKind): AppTraits {
  switch (kind) {
    case 'entra-to-saas':
      return {
        ...entraSource,
        provisionsGroups: true,
        exactIds: ['object id', 'user principal name'],
        label: 'app provisioning',
      };
    case 'cross-tenant':
      return {
        ...entraSource,
        honoursSkipOutOfScopeDeletions: false,
        provisionsGroups: false,
        exactIds: ['object id', 'user principal name'],
        label: 'cross-tenant sync',
      };
    case 'ad-to-entra':
      return {
        ...hrSource,
        usesActiveStatus: true,
        enforcesScopingFilters: false,
        exactIds: ['distinguished name'],
        label: 'AD cloud sync',
      };
    case 'entra-to-ad':
      return {
        ...entraSource,
        usesAssignment: false,
        mainKind: 'group',
        // Users are in preview in the service; here they are only found as members.
        provisionsUsers: false,
        provisionsGroups: true,
        exactIds: ['object id'],
        label: 'group provisioning to AD',
      };
    case 'workday-to-ad':
      return { ...hrSource, exactIds: ['WorkerID', 'WID'], label: 'Workday to AD' };
    case 'successfactors-to-ad':
      return { ...hrSource, exactIds: ['personIdExternal'], label: 'SuccessFactors to AD' };
    default:
      return unreachable(kind);
  }
}

/** Whether the search of an app offers users as well as groups. */
export function hasBothKinds(kind: AppKind): boolean {
  const { provisionsUsers, provisionsGroups } = traitsOf(kind);
  return provisionsUsers && provisionsGroups;
}

/** Whether objects of this kind can be provisioned by such an app at all. */
export function provisions(kind: AppKind, subject: SubjectKind): boolean {
  const traits = traitsOf(kind);
  return subject === 'group' ? traits.provisionsGroups : traits.provisionsUsers;
}
