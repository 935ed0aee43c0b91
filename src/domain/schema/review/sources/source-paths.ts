import { filteredAttributes } from '../../imported-attributes.ts';
import type { AttributeDefinition } from '../../types.ts';
import type { MappingFacts, ReviewOptions } from '../facts.ts';
import { type SchemaFinding, schemaFinding } from '../finding.ts';
import { reviewJsonPath } from './json-path.ts';
import type { PathFacts } from './path-facts.ts';
import { reviewXPath, reviewXPathVersions } from './x-path.ts';

/** The names that mappings and filters of these mappings read: what nobody reads may be wrong without harm. */
function namesInUse(all: readonly MappingFacts[]): ReadonlySet<string> {
  const mapped = all.flatMap(({ attributes }) =>
    attributes.flatMap(({ expression }) =>
      expression?.ok === true ? expression.value.sourceAttributes : [],
    ),
  );
  return new Set([...mapped, ...all.flatMap(({ mapping }) => filteredAttributes(mapping.scope))]);
}

function missingPath(attribute: AttributeDefinition, path: string, system: string): SchemaFinding {
  return schemaFinding({
    code: 'path.missing',
    path,
    message: `The attribute "${attribute.name}" is used, but has no API expression: ${system} is never asked for it.`,
    fix: 'Enter its path in the attribute list of the app.',
  });
}

type HrSource = {
  readonly prefix: string;
  readonly facts: MappingFacts;
  readonly inUse: ReadonlySet<string>;
};

function reviewSource({ prefix, facts, inUse }: HrSource, options: ReviewOptions): readonly SchemaFinding[] {
  const { source } = facts;
  if (source === undefined) return [];
  const isWorkday = source.system === 'workday';
  const entries = source.object.attributes.map((attribute, index) => ({
    path: `${prefix}.attributes[${index}].apiExpressions`,
    attribute,
    expression: attribute.apiExpression?.trim() ?? '',
  }));
  const missing = entries
    .filter(({ attribute, expression }) => expression === '' && inUse.has(attribute.name))
    .map(({ attribute, path }) => missingPath(attribute, path, isWorkday ? 'Workday' : 'SuccessFactors'));
  const paths: readonly PathFacts[] = entries.filter(({ expression }) => expression !== '');
  if (!isWorkday) return [...missing, ...paths.flatMap(reviewJsonPath)];
  return [...missing, ...paths.flatMap(reviewXPath), ...reviewXPathVersions(paths, options)];
}

/**
 * The paths by which attributes of HR sources are read, each source object once.
 * Sources: entra-docs `workday-attribute-reference`, `sap-successfactors-integration-reference`.
 */
export function reviewSourcePaths(
  all: readonly MappingFacts[],
  prefixOf: (facts: MappingFacts) => string | undefined,
  options: ReviewOptions,
): readonly SchemaFinding[] {
  const bySource = Map.groupBy(
    all.filter(({ source }) => source?.system === 'workday' || source?.system === 'successFactors'),
    ({ source }) => source?.object,
  );
  return [...bySource.values()].flatMap((mappings) => {
    const [facts] = mappings;
    const prefix = facts === undefined ? undefined : prefixOf(facts);
    if (facts === undefined || prefix === undefined) return [];
    return reviewSource({ prefix, facts, inUse: namesInUse(mappings) }, options);
  });
}
