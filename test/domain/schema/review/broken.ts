import { runUnlimited } from '../../../../src/domain/expressions/pattern-runner.ts';
import type { ReviewOptions } from '../../../../src/domain/schema/review/facts.ts';
import type { FindingCode, SchemaFinding } from '../../../../src/domain/schema/review/finding.ts';
import { reviewSchema } from '../../../../src/domain/schema/review/review.ts';
import { type SampleName, sampleText } from '../fixtures.ts';

/** The parts of an exported schema that tests break by hand. */
export type Mapping = {
  targetAttributeName: string;
  source: { type?: string; name?: string; expression?: string } | null;
  matchingPriority?: unknown;
  flowType?: string;
  flowBehavior?: string;
  defaultValue?: string | null;
  exportMissingReferences?: boolean;
};
export type Attribute = {
  name: string;
  type?: string;
  anchor?: boolean;
  required?: boolean;
  multivalued?: boolean;
  mutability?: string;
  apiExpressions?: { key: string; value: string }[];
};
type Metadata = { key: string; value: string };
export type ObjectMapping = {
  enabled?: boolean;
  flowTypes?: string;
  scope?: unknown;
  sourceObjectName: string;
  targetObjectName: string;
  attributeMappings: Mapping[];
  metadata: Metadata[];
};
export type Rule = {
  id: string;
  priority: number;
  sourceDirectoryName: string;
  objectMappings: ObjectMapping[];
  containerFilter?: unknown;
};
export type Schema = {
  directories: { name: string; objects: { name: string; attributes: Attribute[]; metadata: Metadata[] }[] }[];
  synchronizationRules: Rule[];
};

/** Hands on what is there; a test that names something else is wrong. */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the fixture has no such part');
  return value;
}

export const readSample = (name: SampleName): Schema => JSON.parse(sampleText(name)) as Schema;
export const firstRule = (schema: Schema): Rule => present(schema.synchronizationRules[0]);
export const firstMapping = (schema: Schema): ObjectMapping => present(firstRule(schema).objectMappings[0]);
export const mapped = (schema: Schema, target: string): Mapping =>
  present(firstMapping(schema).attributeMappings.find((one) => one.targetAttributeName === target));
export const defined = (schema: Schema, side: 'source' | 'target', name: string): Attribute =>
  present(
    schema.directories[side === 'source' ? 0 : 1]?.objects[0]?.attributes.find((one) => one.name === name),
  );

export function express(schema: Schema, target: string, expression: string): Mapping {
  const mapping = mapped(schema, target);
  // Without type and name, only the expression counts.
  mapping.source = { expression };
  return mapping;
}

const options: ReviewOptions = { now: new Date('2026-08-01T00:00:00Z'), runPattern: runUnlimited };

export function findingsIn(json: unknown, over: Partial<ReviewOptions> = {}): readonly SchemaFinding[] {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  const review = reviewSchema(text, 'schema.json', { ...options, ...over });
  return review.ok ? review.value.findings : review.error;
}

/** What a review finds after a change that it did not find before. */
export function newFindings(
  sample: SampleName,
  breakIt: (schema: Schema) => void,
  over: Partial<ReviewOptions> = {},
): readonly SchemaFinding[] {
  const schema = readSample(sample);
  const before = new Set(findingsIn(schema, over).map(({ code, path }) => `${code} ${path}`));
  breakIt(schema);
  return findingsIn(schema, over).filter(({ code, path }) => !before.has(`${code} ${path}`));
}

export type Way = readonly [
  name: string,
  breakIt: (schema: Schema) => void,
  code: FindingCode,
  message: RegExp,
];

export type Clause = readonly [operator: string, attribute: string, values: readonly string[]];

/** A scoping filter of one group. */
export const scoped = (...clauses: readonly Clause[]): unknown => ({
  groups: [
    {
      name: 'Some',
      clauses: clauses.map(([operatorName, sourceOperandName, values]) => ({
        operatorName,
        sourceOperandName,
        targetOperand: { values },
      })),
    },
  ],
});
