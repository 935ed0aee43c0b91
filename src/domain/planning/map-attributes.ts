import type { ExpressionError } from '../expressions/errors.ts';
import { type EvaluationContext, type ExpressionOutcome, evaluate } from '../expressions/evaluate.ts';
import { type Expression, parseExpression } from '../expressions/syntax/expression.ts';
import type { TraceNode } from '../expressions/trace.ts';
import type { Result } from '../result.ts';
import { definitionNamed } from '../schema/plain-attribute.ts';
import type { ResolvedMapping } from '../schema/resolve.ts';
import type { AttributeDefinition, AttributeMapping } from '../schema/types.ts';

/** One attribute mapping with its expression parsed; parse once per schema, evaluate per object. */
export type CompiledMapping = {
  readonly mapping: AttributeMapping;
  readonly definition: AttributeDefinition;
  /** Absent for a mapping without a source ("None" in the portal). */
  readonly expression?: Result<Expression, ExpressionError>;
};

export type MappedAttribute = CompiledMapping & {
  readonly outcome: ExpressionOutcome | { readonly kind: 'noSource' };
  readonly trace?: TraceNode;
};

/** Parses every expression of an object mapping. Errors stay with their mapping, so all of them can be shown. */
export function compileMappings(resolved: ResolvedMapping): readonly CompiledMapping[] {
  return resolved.mapping.attributeMappings.map((mapping) => {
    const definition = definitionNamed(mapping.targetAttributeName, resolved.targetObject.attributes);
    if (mapping.source === undefined) return { mapping, definition };
    return { mapping, definition, expression: parseExpression(mapping.source.expression) };
  });
}

/** Evaluates one mapping on one object. Never throws: an expression that cannot be evaluated is an outcome. */
export function mapAttribute(compiled: CompiledMapping, context: EvaluationContext): MappedAttribute {
  if (compiled.expression === undefined) return { ...compiled, outcome: { kind: 'noSource' } };
  if (!compiled.expression.ok) {
    return { ...compiled, outcome: { kind: 'error', error: compiled.expression.error } };
  }
  const { outcome, trace } = evaluate(compiled.expression.value, context);
  return { ...compiled, outcome, trace };
}

/** Matching mappings in the order in which they are asked: the lowest positive priority first. */
export function matchingOrder(compiled: readonly CompiledMapping[]): readonly CompiledMapping[] {
  return compiled
    .filter(({ mapping }) => mapping.matchingPriority > 0)
    .toSorted((a, b) => a.mapping.matchingPriority - b.mapping.matchingPriority);
}
