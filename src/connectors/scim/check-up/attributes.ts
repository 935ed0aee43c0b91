import type { AttributeDefinition } from '../../../domain/schema/types.ts';
import type { Check, CheckUpRequest } from '../../../engine/check-up.ts';
import type { ScimPath } from '../../../protocols/scim/syntax.ts';
import { CORE_GROUP_URN, CORE_USER_URN } from '../../../protocols/scim/urns.ts';
import { scimAttribute } from '../attributes.ts';
import { resourceTypeOf } from '../resource-types.ts';
import type { PublishedAttribute, PublishedSchema } from './discovery.ts';

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const named = (list: readonly PublishedAttribute[], name: string): PublishedAttribute | undefined =>
  list.find((one) => sameName(one.name, name));

/** Every resource has these, and few servers list them (RFC 7643 section 3.1). */
const common = new Set(['id', 'externalid', 'meta', 'schemas']);

/** What a server publishes about the attribute of a path; `undeclared` when its schemas do not have it. */
type Declaration =
  | { readonly is: 'declared'; readonly attribute: PublishedAttribute }
  | { readonly is: 'undeclared' }
  /** Common to all resources, or of a resource whose schema the server does not publish. */
  | { readonly is: 'unsaid' };

/**
 * Looks a path up in the published schemas. A sub-attribute counts as declared when the server lists none at all, as
 * some do for complex attributes.
 */
function declarationOf(
  path: ScimPath,
  kind: 'User' | 'Group',
  schemas: readonly PublishedSchema[],
): Declaration {
  const core = kind === 'User' ? CORE_USER_URN : CORE_GROUP_URN;
  if (path.urn === undefined && common.has(path.attribute.toLowerCase())) return { is: 'unsaid' };
  const schema = schemas.find(({ id }) => sameName(id, path.urn ?? core));
  if (schema === undefined) return { is: path.urn === undefined ? 'unsaid' : 'undeclared' };
  const attribute = named(schema.attributes, path.attribute);
  if (attribute === undefined) return { is: 'undeclared' };
  const { sub } = path;
  if (sub === undefined || attribute.subAttributes.length === 0) return { is: 'declared', attribute };
  const part = named(attribute.subAttributes, sub);
  return part === undefined ? { is: 'undeclared' } : { is: 'declared', attribute: part };
}

type Kind = CheckUpRequest['kinds'][number];

type Remarks = {
  readonly undeclared: readonly string[];
  readonly readOnly: readonly string[];
  /** Matching attributes that the server compares letter by letter, and the mapping does not. */
  readonly exact: readonly string[];
};

const nothing: Remarks = { undeclared: [], readOnly: [], exact: [] };

function remarkOn(
  definition: AttributeDefinition,
  kind: 'User' | 'Group',
  schemas: readonly PublishedSchema[],
): Remarks {
  const attribute = scimAttribute(definition);
  if (!attribute.ok || definition.anchor) return nothing;
  const declared = declarationOf(attribute.value.path, kind, schemas);
  if (declared.is === 'undeclared') return { ...nothing, undeclared: [definition.name] };
  if (declared.is === 'unsaid') return nothing;
  const { mutability, caseExact } = declared.attribute;
  return {
    undeclared: [],
    readOnly: mutability?.toLowerCase() === 'readonly' ? [definition.name] : [],
    exact:
      caseExact === true && !definition.caseExact && definition.type === 'String' ? [definition.name] : [],
  };
}

function joined(all: readonly Remarks[], matching: ReadonlySet<string>): Remarks {
  return {
    undeclared: all.flatMap(({ undeclared }) => undeclared),
    readOnly: all.flatMap(({ readOnly }) => readOnly),
    exact: all.flatMap(({ exact }) => exact).filter((name) => matching.has(name)),
  };
}

function sentences({
  undeclared,
  readOnly,
  exact,
}: Remarks): readonly (readonly [found: string, next: string])[] {
  const about = (
    names: readonly string[],
    found: string,
    next: string,
  ): readonly (readonly [string, string])[] =>
    names.length === 0 ? [] : [[`${found}: ${names.join(', ')}`, next]];
  return [
    ...about(
      undeclared,
      'the server does not declare',
      'Correct these names in the mapping or remove them: servers drop what they do not know.',
    ),
    ...about(
      readOnly,
      'the server says that only it writes',
      'Remove the mapping to attributes that only the server writes.',
    ),
    ...about(
      exact,
      'the server compares letter by letter',
      'Mark the matching attribute as case-exact in the schema, or map it in lower case.',
    ),
  ];
}

/** Whether the server declares what the mappings read and write; undefined where it publishes no schema. */
export function checkAttributes(
  kind: Kind,
  schemas: readonly PublishedSchema[] | undefined,
): Check | undefined {
  const type = resourceTypeOf(kind.selection.objectType);
  if (schemas === undefined || !type.ok) return undefined;
  const { attributes } = kind.selection;
  const remarks = attributes.map((one) => remarkOn(one, type.value.name, schemas));
  const told = sentences(joined(remarks, new Set(kind.matching.map(({ name }) => name))));
  const name = `attributes of ${type.value.endpoint.toLowerCase()}`;
  const [worst] = told;
  if (worst === undefined) {
    // The id is read with every object, but no mapping writes it.
    const mapped = attributes.filter(({ anchor }) => !anchor).length;
    const found = `nothing in /Schemas speaks against the ${mapped} that are mapped`;
    return { name, verdict: 'good', found, exchanges: [] };
  }
  const found = told.map(([sentence]) => sentence).join('; ');
  return { name, verdict: 'warning', found, next: worst[1], exchanges: [] };
}
