import { type AppKind, traitsOf } from '../../../src/domain/model/app.ts';
import { evaluateScope, type ScopeInput } from '../../../src/domain/scoping/evaluate-scope.ts';
import { clause, filterOf, verdictOf } from './scoping-setup.ts';

export const direct = { assigned: true, hasRequiredRole: true, through: 'directly', roles: ['User'] };
export const unassigned = { assigned: false, hasRequiredRole: false, roles: [] };
export const assignedOnly = { scope: 'assigned', skipOutOfScopeDeletions: false } as const;
export const syncAll = { scope: 'all', skipOutOfScopeDeletions: false } as const;
export const marketing = filterOf({
  groups: [{ name: 'Marketing', clauses: [clause('department EQUALS', 'Marketing')] }],
});
export const passed = verdictOf(marketing, { department: 'Marketing' });
export const failed = verdictOf(marketing, { department: 'Sales' });
export const input = verdictOf(filterOf({ inputFilterGroups: marketing.groups }), { department: 'Sales' });
export const category = verdictOf(filterOf({ categoryFilterGroups: marketing.groups }), {
  department: 'Sales',
});

/** The decision on somebody for whom every condition holds; what a test is about goes over it. */
export const decide = (over: Partial<ScopeInput> = {}, kind: AppKind = 'entra-to-saas') =>
  evaluateScope({
    verdict: passed,
    traits: traitsOf(kind),
    settings: assignedOnly,
    kind: 'user',
    active: true,
    entitlement: direct,
    ...over,
  });
