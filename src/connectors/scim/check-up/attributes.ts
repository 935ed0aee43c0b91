import type { AttributeDefinition } from '../../../domain/schema/types.ts';
import type { Check, CheckUpRequest } from '../../../engine/check-up.ts';
import { scimAttribute } from '../attributes.ts';
import { resourceTypeOf } from '../resource-types.ts';
import { declarationOf } from './declared-attributes.ts';
import type { PublishedSchema } from './discovery.ts';

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
