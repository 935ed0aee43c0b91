import type { Attributes, AttributeValue } from '../model/value.ts';
import { accountStatusAttribute, disabledValue, softDeletedAttribute } from '../schema/account-status.ts';
import type { ResolvedMapping } from '../schema/resolve.ts';
import type { AttributeDefinition } from '../schema/types.ts';
import { sameValue } from './compare.ts';

const mapped = (resolved: ResolvedMapping, definition: AttributeDefinition | undefined) =>
  resolved.mapping.attributeMappings.some(
    ({ targetAttributeName }) => targetAttributeName === definition?.name,
  )
    ? definition
    : undefined;

/**
 * The target attribute that a deprovisioning writes, if a mapping feeds it: without one nothing is sent.
 * An object that left the scope is soft-deleted where the target has that; a disabled one only loses its status.
 * Source: entra-docs `how-provisioning-works` (deprovisioning), `cross-tenant-synchronization-overview`.
 */
export function deprovisioningAttribute(
  resolved: ResolvedMapping,
  cause: 'leftScope' | 'inactive',
): AttributeDefinition | undefined {
  const { targetObject } = resolved;
  const status = mapped(resolved, accountStatusAttribute(targetObject));
  if (cause === 'inactive') return status;
  return mapped(resolved, softDeletedAttribute(targetObject)) ?? status;
}

/** Whether a change of this attribute to this value takes the account out of use, in the attribute's own polarity. */
export function disables(
  resolved: ResolvedMapping,
  definition: AttributeDefinition,
  value: AttributeValue,
): boolean {
  const { targetObject } = resolved;
  const isStatus = [accountStatusAttribute(targetObject), softDeletedAttribute(targetObject)].some(
    (status) => status?.name === definition.name,
  );
  return isStatus && sameValue(value, disabledValue(definition), definition);
}

/** Whether the target object is disabled or soft-deleted already. */
export function isDisabled(definition: AttributeDefinition, attributes: Attributes): boolean {
  return sameValue(attributes.get(definition.name), disabledValue(definition), definition);
}
