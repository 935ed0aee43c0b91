import { type Attributes, isEmptyValue, type Scalar, texts } from '../model/value.ts';
import { isMetadataOn } from './json/metadata-json.ts';
import type { AttributeDefinition, ObjectDefinition } from './types.ts';

/** Attributes that carry the account status in directories whose metadata does not say so. */
const wellKnown: readonly string[] = ['accountEnabled', 'AccountEnabled', 'active', 'accountDisabled'];

const defined = (object: ObjectDefinition, name: string | undefined): AttributeDefinition | undefined =>
  object.attributes.find((attribute) => attribute.name === name);

/** `accountDisabled` says the opposite of `accountEnabled` and `active`: true is what disables. */
const isInverted = (name: string): boolean => /disabled$|^issoftdeleted$/i.test(name);

/**
 * The attribute that carries the account status: what the object's metadata names as PropertyNameAccountEnabled,
 * else a well-known one (Graph v1.0 reference, `objectDefinitionMetadataEntry`).
 */
export function accountStatusAttribute(object: ObjectDefinition): AttributeDefinition | undefined {
  const named = defined(object, object.metadata.get('PropertyNameAccountEnabled'));
  return named ?? object.attributes.find(({ name }) => wellKnown.includes(name));
}

/** The attribute that marks an object as deleted but restorable (metadata PropertyNameSoftDeleted). */
export function softDeletedAttribute(object: ObjectDefinition): AttributeDefinition | undefined {
  return defined(object, object.metadata.get('PropertyNameSoftDeleted'));
}

/** Whether objects can be disabled instead of deleted (metadata IsSoftDeletionSupported). */
export const supportsSoftDeletion = (object: ObjectDefinition): boolean =>
  isMetadataOn(object.metadata, 'IsSoftDeletionSupported');

/**
 * The value of a status attribute that means "disabled", in the attribute's own polarity and type:
 * false for `active`, `accountEnabled` and `AccountEnabled`, true for `accountDisabled` and `IsSoftDeleted`.
 */
export function disabledValue({ name, type }: Pick<AttributeDefinition, 'name' | 'type'>): Scalar {
  const disabled = isInverted(name);
  if (type === 'Boolean') return disabled;
  return disabled ? 'True' : 'False';
}

/** True or false where the attribute says so, in any spelling of a boolean; undefined without a value. */
function truthOf(attribute: AttributeDefinition | undefined, attributes: Attributes): boolean | undefined {
  if (attribute === undefined) return undefined;
  const value = attributes.get(attribute.name);
  if (isEmptyValue(value)) return undefined;
  const text = texts(value)[0]?.toLowerCase();
  return text === 'true' || text === '1';
}

/**
 * Whether a source object is active: its account is not disabled and it is not deleted. Undefined when the object
 * has neither attribute or no value in them, which counts as active.
 * Source: entra-docs `how-provisioning-works` ("IsActive").
 */
export function isActiveInSource(object: ObjectDefinition, attributes: Attributes): boolean | undefined {
  if (truthOf(softDeletedAttribute(object), attributes) === true) return false;
  const status = accountStatusAttribute(object);
  const truth = truthOf(status, attributes);
  return truth === undefined || status === undefined ? undefined : truth !== isInverted(status.name);
}
