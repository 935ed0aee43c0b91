import type { Attributes, AttributeValue } from '../model/value.ts';
import { REDACTED } from '../model/value.ts';
import { unreachable } from '../result.ts';
import { compare } from './comparison.ts';
import {
  type CallContext,
  type Computed,
  type FunctionProblem,
  type RandomBytes,
  tooLong,
} from './definition.ts';
import type { ExpressionError } from './errors.ts';
import { translate } from './pattern/translate.ts';
import type { PatternRunner } from './pattern-runner.ts';
import { functions } from './registry.ts';
import type { Expression } from './syntax/expression.ts';
import type { BareWord, CallNode, Node } from './syntax/tree.ts';
import { type TraceNode, valueTrace } from './trace.ts';
import { attributeValue, booleanText, isItems, itemsOf, itemText, MAX_TEXT, type Value } from './value.ts';

export type EvaluationContext = {
  readonly attributes: Attributes;
  /** One clock reading for the whole run. */
  readonly now: Date;
  readonly runPattern: PatternRunner;
  /** Without it Guid and RandomString are errors. */
  readonly random?: RandomBytes;
};

/** `value` is undefined where the rule gave null or an empty text. */
export type UniqueCandidate = { readonly rule: string; readonly value: string | undefined };

/** `redacted` marks a value that must not be shown; it is written to the target anyway. */
export type ExpressionOutcome =
  | { readonly kind: 'value'; readonly value: AttributeValue; readonly redacted?: true }
  | { readonly kind: 'null' }
  | { readonly kind: 'skipAttribute'; readonly because: string }
  | { readonly kind: 'skipObject'; readonly because: string }
  | {
      readonly kind: 'chooseUnique';
      readonly candidates: readonly UniqueCandidate[];
      readonly redacted?: true;
    }
  | { readonly kind: 'error'; readonly error: ExpressionError };

export type Evaluated = { readonly outcome: ExpressionOutcome; readonly trace: TraceNode };

/**
 * Computes an expression for one object. Never throws: what goes wrong with the values is an outcome of kind `error`
 * with the code ArgumentType, ArgumentValue, ArgumentCount (Replace), InvalidRegex, UserError or UnknownFunction and
 * the position of the part to blame.
 * SelectUniqueValue gives its candidates in order; asking the target which is free is up to the caller, and a caller
 * that finds none free reports NotUnique.
 */
export function evaluate(expression: Expression, context: EvaluationContext): Evaluated {
  const callContext: CallContext = {
    now: context.now,
    runPattern: context.runPattern,
    random: context.random,
    pattern: (source) => expression.patterns.get(source) ?? translate(source),
  };
  const run: Run = { expression, attributes: context.attributes, callContext };
  const { computed, trace } = visit(run, expression.tree, false);
  return { outcome: outcomeOf(computed, expression), trace };
}

function outcomeOf(computed: Computed, { tree, printed }: Expression): ExpressionOutcome {
  switch (computed.kind) {
    case 'value': {
      if (computed.value === undefined) return { kind: 'null' };
      return { kind: 'value', value: computed.value, ...(computed.redacted ? { redacted: true } : {}) };
    }
    case 'skip':
      return { kind: computed.what === 'object' ? 'skipObject' : 'skipAttribute', because: computed.because };
    case 'unique': {
      const rules = tree.kind === 'call' ? tree.arguments : [];
      const candidates = computed.rules.map((value, index) => candidateOf(rules[index], value, printed));
      return { kind: 'chooseUnique', candidates, ...(computed.redacted ? { redacted: true } : {}) };
    }
    case 'error':
      return computed;
    default:
      return unreachable(computed);
  }
}

/** A rule that gives nothing is skipped, and an empty text is nothing that an object could be known by. */
function candidateOf(rule: Node | undefined, value: Value, printed: Expression['printed']): UniqueCandidate {
  const [text] = itemsOf(value).map(itemText);
  return { rule: (rule && printed.get(rule)) ?? '', value: text === '' ? undefined : text };
}

type Run = {
  readonly expression: Expression;
  readonly attributes: Attributes;
  readonly callContext: CallContext;
};

type Visited = { readonly computed: Computed; readonly trace: TraceNode };

/** `hidden` is true below Redact: every value there is hidden from the trace and from messages. */
function visit(run: Run, node: Node, hidden: boolean): Visited {
  switch (node.kind) {
    case 'constant':
      return leaf(run, node, node.value, hidden);
    case 'attribute':
      return leaf(run, node, attributeValue(run.attributes.get(node.name)), hidden);
    case 'word':
      return traced(run, node, wordValue(node.word, hidden), []);
    case 'call':
      return visitCall(run, node, hidden);
    case 'concat':
      return visitOperation(run, node, node.parts, hidden, concatenated);
    case 'comparison':
      return visitOperation(run, node, [node.left, node.right], hidden, ([left, right]) =>
        booleanText(compare(left, node.operator, right)),
      );
    default:
      return unreachable(node);
  }
}

const leaf = (run: Run, node: Node, value: Value, redacted: boolean): Visited =>
  traced(run, node, { kind: 'value', value, redacted }, []);

function wordValue(word: BareWord, redacted: boolean): Computed {
  if (word === 'IgnoreAttributeFlow') return { kind: 'skip', what: 'attribute', because: word };
  if (word === 'IgnoreObjectFlow') return { kind: 'skip', what: 'object', because: word };
  return { kind: 'value', value: word, redacted };
}

function visitCall(run: Run, node: CallNode, hidden: boolean): Visited {
  const definition = functions.get(node.name);
  const hides = hidden || definition?.redacts === true;
  const visited = new Map<number, Visited>();
  const argument = (index: number): Computed => {
    const child = node.arguments[index];
    if (child === undefined) return { kind: 'value', value: undefined, redacted: false };
    const seen = visited.get(index) ?? visit(run, child, hides);
    visited.set(index, seen);
    return seen.computed;
  };
  const isHidden = () => hides || [...visited.values()].some(({ computed }) => isRedacted(computed));
  const computed = definition?.apply({
    count: node.arguments.length,
    isGiven: (index) => node.arguments[index] !== undefined,
    argument,
    isOutermost: node === run.expression.tree,
    context: run.callContext,
    problem: (problem) => ({ kind: 'error', error: errorOf(run, node, problem, isHidden()) }),
  }) ?? { kind: 'error', error: { code: 'UnknownFunction', message: `There is no function ${node.name}.` } };
  const children = node.arguments.flatMap((child, index) =>
    child === undefined ? [] : [visited.get(index)?.trace ?? notEvaluated(run, child)],
  );
  return traced(run, node, computed, children);
}

type Compute = (texts: readonly (string | undefined)[]) => string | undefined;

/** Operators take single texts only. A result that is too long is undefined. */
function visitOperation(
  run: Run,
  node: Node,
  parts: readonly Node[],
  hidden: boolean,
  compute: Compute,
): Visited {
  const visited = parts.map((part) => visit(run, part, hidden));
  const children = visited.map(({ trace }) => trace);
  const stop = visited.find(({ computed }) => computed.kind !== 'value');
  if (stop !== undefined) return traced(run, node, stop.computed, children);
  const values = visited.map(({ computed }) => (computed.kind === 'value' ? computed.value : undefined));
  const redacted = visited.some(({ computed }) => isRedacted(computed));
  const list = values.find(isItems);
  if (list !== undefined) {
    const message = 'an operator takes single texts, not lists';
    const error = errorOf(run, node, { code: 'ArgumentType', message, got: list }, redacted);
    return traced(run, node, { kind: 'error', error }, children);
  }
  const value = compute(values.map((item) => (isItems(item) ? undefined : item)));
  const computed: Computed =
    value === undefined
      ? { kind: 'error', error: errorOf(run, node, LONG_RESULT, redacted) }
      : { kind: 'value', value, redacted };
  return traced(run, node, computed, children);
}

const LONG_RESULT: FunctionProblem = tooLong(`${MAX_TEXT} characters`).error;

function concatenated(texts: readonly (string | undefined)[]): string | undefined {
  const length = texts.reduce((sum, text) => sum + (text ?? '').length, 0);
  return length > MAX_TEXT ? undefined : texts.map((text) => text ?? '').join('');
}

const isRedacted = (computed: Computed): boolean =>
  (computed.kind === 'value' || computed.kind === 'unique') && computed.redacted;

function errorOf(run: Run, node: Node, problem: FunctionProblem, hidden: boolean): ExpressionError {
  const culprit = node.kind === 'call' ? blamedArgument(node, problem.parameter) : node;
  const name = node.kind === 'call' && problem.code !== 'UserError' ? `${node.name}: ` : '';
  const got = 'got' in problem ? ` (it is ${shown(problem.got, hidden)})` : '';
  const message = problem.code === 'UserError' && hidden ? REDACTED : `${name}${problem.message}${got}`;
  return { code: problem.code, message, ...(culprit ?? run.expression.tree).at };
}

/** The argument that a problem is about, or the call itself. */
function blamedArgument(node: CallNode, parameter: string | undefined): Node {
  const parameters = functions.get(node.name)?.parameters ?? [];
  return node.arguments[parameters.findIndex(({ name }) => name === parameter)] ?? node;
}

const LONGEST_SHOWN = 80;

function shown(value: Value, hidden: boolean): string {
  if (value === undefined) return 'null';
  if (hidden) return REDACTED;
  if (isItems(value)) return `a list of ${value.length}`;
  return JSON.stringify(value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}...` : value);
}

function traced(run: Run, node: Node, computed: Computed, children: readonly TraceNode[]): Visited {
  return { computed, trace: traceOf(run.expression.printed.get(node) ?? '', computed, children) };
}

function traceOf(expression: string, computed: Computed, children: readonly TraceNode[]): TraceNode {
  switch (computed.kind) {
    case 'value':
      return valueTrace(expression, computed.value, computed.redacted, children);
    case 'unique':
      return valueTrace(
        expression,
        computed.rules.map((rule) => itemsOf(rule).map(itemText).join(', ')),
        computed.redacted,
        children,
      );
    case 'skip':
      return { expression, skipped: computed.because, children };
    case 'error':
      return { expression, error: computed.error, children };
    default:
      return unreachable(computed);
  }
}

/** Nothing below a node that was not evaluated was evaluated either, so its children are left out. */
const notEvaluated = (run: Run, node: Node): TraceNode => ({
  expression: run.expression.printed.get(node) ?? '',
  notEvaluated: true,
  children: [],
});
