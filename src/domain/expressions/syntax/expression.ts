import { fail, ok, type Result } from '../../result.ts';
import { checkTree, warningsOf } from '../check.ts';
import type { ExpressionError } from '../errors.ts';
import type { PatternError } from '../pattern/reader.ts';
import { type DotnetPattern, translate } from '../pattern/translate.ts';
import { functions } from '../registry.ts';
import { parseTokens } from './parse.ts';
import { printAll } from './print.ts';
import { tokenize } from './tokenize.ts';
import { allNodes, type Node } from './tree.ts';

/** An expression, parsed and checked once, to be evaluated for any number of objects. */
export type Expression = {
  /** As it was written. */
  readonly text: string;
  readonly tree: Node;
  /** The names of the attributes it reads, each once, in the order of their first use. */
  readonly sourceAttributes: readonly string[];
  /** What works but is hardly meant so. */
  readonly warnings: readonly ExpressionError[];
  /** The printed text of every node, for traces. */
  readonly printed: ReadonlyMap<Node, string>;
  /** The regular expressions that stand in it as constants, translated. */
  readonly patterns: ReadonlyMap<string, Result<DotnetPattern, PatternError>>;
};

/** Source: entra-docs `functions-for-customizing-application-data`. */
export const MAX_EXPRESSION_LENGTH = 10_000;

/**
 * Reads an attribute-mapping expression: `[mail]`, `"8"` or a call such as `Mid([mail], 1, 8)`.
 * Errors: ExpressionTooLong, ParseError (with position and what was expected), UnknownFunction (with the nearest
 * name), ArgumentCount and NestingNotAllowed.
 */
export function parseExpression(text: string): Result<Expression, ExpressionError> {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    const message = `An expression has at most ${MAX_EXPRESSION_LENGTH} characters; this one has ${text.length}.`;
    return fail({ code: 'ExpressionTooLong', message });
  }
  const tokens = tokenize(text);
  if (!tokens.ok) return tokens;
  const tree = parseTokens(tokens.value);
  if (!tree.ok) return tree;
  const fault = checkTree(tree.value);
  return fault === undefined ? ok(prepare(text, tree.value)) : fail(fault);
}

function prepare(text: string, tree: Node): Expression {
  const attributes = [...allNodes(tree)].filter((node) => node.kind === 'attribute').map((node) => node.name);
  return {
    text,
    tree,
    sourceAttributes: [...new Set(attributes)],
    warnings: warningsOf(tree),
    printed: printAll(tree),
    patterns: constantPatterns(tree),
  };
}

function constantPatterns(tree: Node): Expression['patterns'] {
  const patterns = new Map<string, Result<DotnetPattern, PatternError>>();
  for (const node of allNodes(tree)) {
    if (node.kind !== 'call') continue;
    const index = functions.get(node.name)?.parameters.findIndex(({ name }) => name === 'regexPattern') ?? -1;
    const argument = node.arguments[index];
    if (argument?.kind === 'constant') patterns.set(argument.value, translate(argument.value));
  }
  return patterns;
}
