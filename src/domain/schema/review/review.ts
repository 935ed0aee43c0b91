import { fail, ok, type Result } from '../../result.ts';
import type { SynchronizationSchema } from '../types.ts';
import { reviewDirectories } from './directories.ts';
import { type MappingFacts, mappingFactsOf, type ReviewOptions } from './facts.ts';
import type { FindingCode, SchemaFinding } from './finding.ts';
import { reviewFlows } from './mappings/flows.ts';
import { reviewMatching } from './mappings/matching.ts';
import { reviewObjectMapping } from './mappings/object-mapping.ts';
import { reviewStatus } from './mappings/status.ts';
import { reviewTargets } from './mappings/targets.ts';
import { readLoosely } from './read-loosely.ts';
import { reviewRivalMappings, reviewRules } from './rules.ts';
import { reviewScope } from './scope.ts';
import { reviewExpressions } from './sources/expressions.ts';
import { reviewSourcePaths } from './sources/source-paths.ts';

/** What a review found in one part of the file: an object mapping, or the schema around the mappings. */
export type Section = {
  readonly title: string;
  /** The path of the object mapping; empty for the schema as a whole. */
  readonly path: string;
  readonly findings: readonly SchemaFinding[];
};

export type SchemaReview = {
  /** Object mappings in file order, each with its findings in file order; what is about no mapping comes first. */
  readonly sections: readonly Section[];
  readonly findings: readonly SchemaFinding[];
};

/** Nothing is done with a mapping that is not in use, so nothing in it can be wrong. */
const reviewMapping = (facts: MappingFacts, options: ReviewOptions): readonly SchemaFinding[] =>
  facts.inUse ? reviewUsedMapping(facts, options) : reviewObjectMapping(facts);

const reviewUsedMapping = (facts: MappingFacts, options: ReviewOptions): readonly SchemaFinding[] => [
  ...reviewObjectMapping(facts),
  ...reviewScope(facts),
  ...reviewMatching(facts),
  ...reviewStatus(facts, options),
  ...reviewTargets(facts),
  ...reviewFlows(facts),
  ...reviewExpressions(facts, options),
];

/** Where the source object of a mapping is defined. */
function sourcePath({ directories }: SynchronizationSchema, { source }: MappingFacts): string | undefined {
  if (source === undefined) return undefined;
  const directory = directories.indexOf(source.directory);
  return `directories[${directory}].objects[${source.directory.objects.indexOf(source.object)}]`;
}

function titleOf({ mapping, rule }: MappingFacts): string {
  const name = mapping.name === '' ? rule.name : mapping.name;
  return `${name} (${mapping.sourceObjectName} -> ${mapping.targetObjectName})`;
}

const isInside = (path: string, outer: string): boolean =>
  path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);

/** `attributeMappings[10]` comes after `attributeMappings[9]`. */
const inFileOrder = new Intl.Collator('en', { numeric: true });

function sectionsOf(
  findings: readonly SchemaFinding[],
  mappings: readonly MappingFacts[],
): readonly Section[] {
  const sorted = findings.toSorted((a, b) => inFileOrder.compare(a.path, b.path));
  const outside = sorted.filter(({ path }) => !mappings.some((facts) => isInside(path, facts.path)));
  const inside = mappings.map((facts) => ({
    title: titleOf(facts),
    path: facts.path,
    findings: sorted.filter(({ path }) => isInside(path, facts.path)),
  }));
  return [{ title: 'Schema', path: '', findings: outside }, ...inside].filter(
    (section) => section.findings.length > 0,
  );
}

/** What is missing may be missing only because something near it has the wrong form and was left out. */
const absences: ReadonlySet<FindingCode> = new Set([
  'matching.none',
  'target.requiredMissing',
  'target.noAccountName',
  'status.none',
  'flow.nothing',
]);

const withoutConsequences = (
  all: readonly SchemaFinding[],
  shape: readonly SchemaFinding[],
): readonly SchemaFinding[] =>
  all.filter(({ code, path }) => !absences.has(code) || !shape.some((one) => isInside(one.path, path)));

/**
 * Reviews the text of a synchronization schema the way an expert would: form, names, matching, account status,
 * scoping filters, types, expressions, the paths of HR sources. Nothing is sent anywhere.
 * Fails when the text is no JSON or no synchronization schema; what is wrong in a schema is in the review.
 */
export function reviewSchema(
  text: string,
  file: string,
  options: ReviewOptions,
): Result<SchemaReview, readonly SchemaFinding[]> {
  const read = readLoosely(text, file);
  if (!read.ok) return fail(read.error);
  const { schema } = read.value;
  const mappings = mappingFactsOf(schema);
  const found = [
    ...read.value.findings,
    ...(options.alsoFound ?? []),
    ...reviewDirectories(schema),
    ...reviewRules(schema),
    ...reviewRivalMappings(mappings),
    ...mappings.flatMap((facts) => reviewMapping(facts, options)),
    ...reviewSourcePaths(
      mappings.filter(({ inUse }) => inUse),
      (facts) => sourcePath(schema, facts),
      options,
    ),
  ];
  const leftOut = read.value.findings.filter(({ code }) => code === 'schema.shape');
  const sections = sectionsOf(withoutConsequences(found, leftOut), mappings);
  return ok({ sections, findings: sections.flatMap((section) => section.findings) });
}
