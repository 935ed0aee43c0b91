import type { ExpressionError } from '../../../expressions/errors.ts';
import type { Expression } from '../../../expressions/syntax/expression.ts';
import { allNodes, type Node } from '../../../expressions/syntax/tree.ts';
import { type AttributeFacts, aboutAttribute, type MappingFacts, type ReviewOptions } from '../facts.ts';
import type { FindingCode, SchemaFinding } from '../finding.ts';
import { conditionLints } from '../lints/conditions.ts';
import { argumentLints } from '../lints/constant-arguments.ts';
import { dateLints } from '../lints/dates.ts';
import type { Lint, Site } from '../lints/lint.ts';
import { replaceLints } from '../lints/replace.ts';
import { uniqueLints } from '../lints/unique.ts';
import { valueLints } from '../lints/values.ts';
import { unknownAttribute } from '../mappings/targets.ts';
import { reviewTypes } from '../mappings/types.ts';

const lints: readonly Lint[] = [
  ...conditionLints,
  ...replaceLints,
  ...dateLints,
  ...argumentLints,
  ...uniqueLints,
  ...valueLints,
];

const property = 'source.expression';

/** What to do about an expression that cannot be read at all. */
function fixFor(error: ExpressionError): string {
  if (error.suggestion !== undefined) return `Write ${error.suggestion}.`;
  switch (error.code) {
    case 'ExpressionTooLong':
      return 'Shorten it, or compute the value in the source.';
    case 'ArgumentCount':
      return 'Count the arguments and the commas; an argument that is left out still has its comma.';
    case 'NestingNotAllowed':
      return 'Put the function around the whole expression.';
    default:
      return 'Correct the expression at this position; provision expression eval shows its parts.';
  }
}

function fromError(attribute: AttributeFacts, code: FindingCode, error: ExpressionError): SchemaFinding {
  const { message, position, length } = error;
  return {
    ...aboutAttribute(attribute, property, { code, message, fix: fixFor(error) }),
    expression: attribute.mapping.source?.expression ?? '',
    ...(position !== undefined && { position }),
    ...(length !== undefined && { length }),
  };
}

/** The source attributes an expression reads, each at its first use. */
function reviewNames({ tree, facts, say }: Site): readonly SchemaFinding[] {
  const known = facts.source?.attributes;
  if (known === undefined || known.size === 0) return [];
  const first = new Map<string, Node>();
  for (const node of allNodes(tree)) {
    if (node.kind === 'attribute' && !known.has(node.name) && !first.has(node.name))
      first.set(node.name, node);
  }
  return [...first].map(([name, node]) => {
    const { differsInCase, hint } = unknownAttribute(name, known.keys());
    const object = facts.source?.object.name ?? '';
    return differsInCase
      ? say(
          'source.case',
          node,
          `The source object "${object}" has no attribute "${name}"; names are case-sensitive.`,
          hint,
        )
      : say(
          'source.unknown',
          node,
          `The source object "${object}" has no attribute "${name}"; it reads as null.`,
          hint,
        );
  });
}

/** A source repeats its expression in other properties; the expression is what is evaluated. */
function reviewAgreement({ attribute, tree }: Site): readonly SchemaFinding[] {
  const { source } = attribute.mapping;
  if (source?.name === undefined) return [];
  const said = { Attribute: 'attribute', Constant: 'constant', Function: 'call' }[source.type];
  const name = tree.kind === 'attribute' || tree.kind === 'call' ? tree.name : undefined;
  const constant = tree.kind === 'constant' ? tree.value : undefined;
  const isOperation = tree.kind === 'concat' || tree.kind === 'comparison' || tree.kind === 'word';
  if (isOperation || (said === tree.kind && source.name === (name ?? constant))) return [];
  const message = `The source says ${source.type} "${source.name}", but its expression is ${source.expression}; the expression is what counts.`;
  const fix = 'Make type, name and parameters say the same as the expression, or leave them to the portal.';
  return [aboutAttribute(attribute, 'source', { code: 'source.disagrees', message, fix })];
}

function siteOf(
  attribute: AttributeFacts,
  facts: MappingFacts,
  options: ReviewOptions,
  expression: Expression,
): Site {
  const definitionOf = (name: string) => facts.source?.attributes.get(name);
  return {
    attribute,
    facts,
    expression,
    tree: expression.tree,
    options,
    definitionOf,
    mayBeAbsent: (name) => {
      const definition = definitionOf(name);
      return definition !== undefined && !definition.required && !definition.anchor;
    },
    say: (code, node, message, fix) => ({
      ...aboutAttribute(attribute, property, { code, message, fix }),
      expression: expression.text,
      ...node.at,
    }),
  };
}

function reviewExpression(
  attribute: AttributeFacts,
  facts: MappingFacts,
  options: ReviewOptions,
): readonly SchemaFinding[] {
  const { expression } = attribute;
  if (expression === undefined) return reviewTypes(attribute, facts, () => noNode());
  if (!expression.ok) return [fromError(attribute, 'expression.invalid', expression.error)];
  const site = siteOf(attribute, facts, options, expression.value);
  const warnings = expression.value.warnings.map((error) =>
    fromError(attribute, 'expression.hardlyMeant', error),
  );
  return [
    ...reviewNames(site),
    ...reviewAgreement(site),
    ...warnings,
    ...reviewTypes(attribute, facts, site.say),
    ...lints.flatMap((lint) => lint(site)),
  ];
}

function noNode(): never {
  throw new Error('a mapping without an expression has no node to blame');
}

/** The expressions: that they can be read, name attributes that exist, fit their target, and say what is meant. */
export const reviewExpressions = (facts: MappingFacts, options: ReviewOptions): readonly SchemaFinding[] =>
  facts.attributes.flatMap((attribute) => reviewExpression(attribute, facts, options));
