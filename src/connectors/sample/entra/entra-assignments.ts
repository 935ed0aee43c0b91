import type { SubjectKind } from '../../../domain/model/subject.ts';
import { displayText, texts } from '../../../domain/model/value.ts';
import { present } from '../../../domain/present.ts';
import type { Entitlement } from '../../../engine/port.ts';
import type { AppAssignments, StoredObject } from '../store/records.ts';

/** Who is assigned to one app; `without` are the principals that an overlay takes their assignment. */
export type Assignments = AppAssignments & { readonly without: readonly string[] };

type Principal = {
  readonly id: string;
  readonly kind: SubjectKind;
  readonly groups: readonly StoredObject[];
};

type Grant = { readonly through: string; readonly role: string };

/**
 * Whether a principal is assigned to an app, and whether a role of the assignment entitles to an account.
 * Assigned is who is assigned directly, and a user who is a direct member of an assigned security group; membership
 * through a nested group never counts, and roles the app does not define count as its default access.
 * Source: entra-docs `how-provisioning-works` (assignment-based scoping), `application-provisioning-config-problem`.
 */
export function entitlementOf(
  { roles, assignments, without }: Assignments,
  principal: Principal,
): Entitlement {
  const roleOf = (id: string): readonly string[] =>
    without.includes(id)
      ? []
      : assignments.filter(({ principal: holder }) => holder === id).map(({ role }) => role);

  const direct = roleOf(principal.id).map((role): Grant => ({ through: 'directly', role }));
  const memberOf =
    principal.kind === 'user' ? principal.groups.filter((group) => holds(group, principal.id)) : [];
  const throughGroups = memberOf.flatMap((group) =>
    roleOf(group.id).map((role): Grant => ({ through: `through the group ${nameOf(group)}`, role })),
  );
  const grants = [...direct, ...throughGroups];
  const entitles = ({ role }: Grant): boolean => roles.find(({ name }) => name === role)?.entitles ?? true;
  const telling = grants.find(entitles) ?? grants[0];
  return {
    assigned: grants.length > 0,
    ...present({ through: telling?.through }),
    hasRequiredRole: grants.some(entitles),
    roles: [...new Set(grants.map(({ role }) => role))],
  };
}

const holds = (group: StoredObject, id: string): boolean =>
  group.attributes.get('securityEnabled') === true && texts(group.attributes.get('members')).includes(id);

const nameOf = (group: StoredObject): string => displayText(group.attributes.get('displayName')) ?? group.id;
