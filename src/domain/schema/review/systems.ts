import { sameDirectory } from '../directory-names.ts';
import type { DirectoryDefinition, ObjectDefinition } from '../types.ts';

/** The systems whose particular rules a review knows. */
export type System = 'entra' | 'activeDirectory' | 'scim' | 'workday' | 'successFactors' | 'other';

const has = (object: ObjectDefinition, wanted: (name: string) => boolean): boolean =>
  object.attributes.some(({ name }) => wanted(name));

const reads = (object: ObjectDefinition, wanted: RegExp): boolean =>
  object.attributes.some(({ apiExpression }) => apiExpression !== undefined && wanted.test(apiExpression));

const isScimShaped = (object: ObjectDefinition): boolean =>
  object.name.startsWith('urn:ietf:params:scim:') ||
  has(object, (name) => name.startsWith('urn:ietf:params:scim:') || /\[\w+ eq /i.test(name));

const isEntra = ({ name }: DirectoryDefinition): boolean =>
  sameDirectory(name, 'Azure Active Directory') ||
  /^(azure active directory|microsoft entra id)\b/i.test(name);

/**
 * What a directory is, told by its name and by what its attributes look like: a schema does not say it anywhere else.
 * Workday attributes are read by XPath and SuccessFactors ones by JSONPath (portal: "API Expression").
 */
export function systemOf(directory: DirectoryDefinition, object: ObjectDefinition): System {
  if (reads(object, /\bwd:/) || /\bworkday\b/i.test(directory.name)) return 'workday';
  if (reads(object, /^\s*\$/) || /success\s?factors/i.test(directory.name)) return 'successFactors';
  if (isEntra(directory)) return 'entra';
  const looksLikeAd = has(object, (name) => name === 'objectGUID');
  if (sameDirectory(directory.name, 'Active Directory') || looksLikeAd) return 'activeDirectory';
  return isScimShaped(object) ? 'scim' : 'other';
}
