import { fail, ok, type Result } from '../../domain/result.ts';
import type { AttributeDefinition } from '../../domain/schema/types.ts';
import type { Failure } from '../../engine/failure.ts';
import { isReadOnlyAttribute } from '../../protocols/scim/attribute-names.ts';
import { isWritablePath, parsePath } from '../../protocols/scim/path.ts';
import type { ScimPath } from '../../protocols/scim/syntax.ts';

/** One attribute of the schema with its name read as the SCIM path that it is. */
export type ScimAttribute = { readonly definition: AttributeDefinition; readonly path: ScimPath };

const refuse = (name: string, message: string): Result<never, Failure> =>
  fail({ code: 'configuration.invalid', message, attributes: [name] });

/** configuration.invalid when the name is no SCIM path. */
export function scimAttribute(definition: AttributeDefinition): Result<ScimAttribute, Failure> {
  const path = parsePath(definition.name);
  if (path.ok) return ok({ definition, path: path.value });
  const { message, position } = path.error;
  return refuse(
    definition.name,
    `"${definition.name}" is no SCIM attribute path: ${message} (at ${position + 1}).`,
  );
}

/**
 * The attribute as one that can be written. configuration.invalid for `id`, `meta`, `schemas` and `groups`, which only
 * the server writes (RFC 7643 sections 3.1 and 4.1.2), and for a filter that does not say what to write.
 */
export function writableAttribute(definition: AttributeDefinition): Result<ScimAttribute, Failure> {
  const attribute = scimAttribute(definition);
  if (!attribute.ok) return attribute;
  const { path } = attribute.value;
  if (path.urn === undefined && isReadOnlyAttribute(path.attribute)) {
    return refuse(definition.name, `Only the server writes "${path.attribute}"; remove the mapping to it.`);
  }
  if (!isWritablePath(path)) {
    return refuse(
      definition.name,
      `The filter of "${definition.name}" does not say what to write; use eq and and only.`,
    );
  }
  return attribute;
}
