import { filteredAttributes } from '../../imported-attributes.ts';
import type { AttributeDefinition } from '../../types.ts';
import type { MappingFacts, ReviewOptions } from '../facts.ts';
import { type SchemaFinding, schemaFinding } from '../finding.ts';
import type { PathFacts } from './path-facts.ts';
import { reviewXPath, reviewXPathVersions } from './x-path.ts';

function syntaxFault(expression: string): string | undefined {
  if (!expression.startsWith('$')) return 'it does not begin with $';
  const bare = expression.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, '');
  if (/['"]/.test(bare)) return 'a quote is not closed';
  const depth = [...bare].reduce(
    (open, char) => (open < 0 ? open : open + Number('[('.includes(char)) - Number('])'.includes(char))),
    0,
  );
  if (depth !== 0) return 'a bracket is not closed, or closed twice';
  if (/\[\s*\(/.test(bare)) return 'a script [(...)] is not supported; the last item is [-1:]';
  return bare.includes('=~') ? 'the operator =~ is not supported' : undefined;
}

/** The paths by which a future start date is found before the employment is active. */
const preHireDate = /^\$\.employmentNav\.results\[(?:0|-1:)\]\.startDate$/;

const picklistId = /\.jobInfoNav\.results\[[^\]]*\]\.emplStatus$/;

/** One JSONPath by itself: that it can be evaluated, and that pre-hires are found by it where that matters. */
function reviewJsonPath({ path, attribute, expression }: PathFacts): readonly SchemaFinding[] {
  const say = (code: SchemaFinding['code'], message: string, fix: string) => [
    schemaFinding({ code, path, message, fix }),
  ];
  const fault = syntaxFault(expression);
  if (fault !== undefined) {
    return say(
      'path.syntax',
      `The JSONPath of "${attribute.name}" is not valid: ${fault}.`,
      'Correct the path in the attribute list.',
    );
  }
  if (/[^\s=!<>]==|==[^\s]/.test(expression)) {
    return say(
      'path.trap',
      `The JSONPath of "${attribute.name}" has == without blanks around it, which the service does not read.`,
      "Write [?(@.a == 'x')].",
    );
  }
  if (attribute.name === 'startDate' && !preHireDate.test(expression)) {
    return say(
      'path.startDate',
      `The start date is read by ${expression}: pre-hires are recognised only by $.employmentNav.results[0].startDate or $.employmentNav.results[-1:].startDate.`,
      'Use one of these two paths.',
    );
  }
  if (!picklistId.test(expression)) return [];
  return say(
    'path.trap',
    `"${attribute.name}" reads the id of a picklist option (such as 5401), not the status code.`,
    'Read emplStatusNav.externalCode instead.',
  );
}

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
