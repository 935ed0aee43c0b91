import { decisiveNodes } from '../../../domain/cases/decisive-nodes.ts';
import type { TriedCandidate } from '../../../domain/cases/unique-value.ts';
import type { ExpressionError } from '../../../domain/expressions/errors.ts';
import type { ExpressionOutcome } from '../../../domain/expressions/evaluate.ts';
import type { TraceNode } from '../../../domain/expressions/trace.ts';
import { displayText } from '../../../domain/model/value.ts';
import { unreachable } from '../../../domain/result.ts';
import { traceLines } from '../../../ui/details/trace-lines.ts';
import { plainText } from '../../../ui/text/line.ts';
import type { Alphabet } from '../../../ui/text/safe-text.ts';
import { textPosition, underlined } from '../underline.ts';

const LONGEST_SHOWN = 200;

/** Only the beginning of what is too long for a terminal, with its whole length. */
export function shortened(text: string): string {
  if (text.length <= LONGEST_SHOWN) return text;
  return `${text.slice(0, LONGEST_SHOWN)}... (${text.length} characters)`;
}

const indent = (line: string): string => `  ${line}`;

/** The lines of a text that may hold line breaks. */
export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/);

function shortenedNode(node: TraceNode): TraceNode {
  const { value } = node;
  return {
    ...node,
    expression: shortened(node.expression),
    ...(typeof value === 'string' && { value: shortened(value) }),
    ...(typeof value === 'object' && { value: value.slice(0, LONGEST_SHOWN).map(shortened) }),
    children: node.children.map(shortenedNode),
  };
}

/** The tree of an evaluation, a value at every node, and below it the nodes that decided. */
export function evaluationLines(trace: TraceNode): readonly string[] {
  return ['Evaluation', ...traceLines(shortenedNode(trace)).map((line) => indent(plainText(line)))];
}

function reason(node: TraceNode): string {
  const text = shortened(node.expression);
  if (node.skipped !== undefined) return `${text} left it out`;
  return node.expression.startsWith('[') ? `${text} has no value` : `${text} gives null`;
}

/** Which nodes made the whole null or skipped it; nothing for a value or an error. */
export function decisionLines(trace: TraceNode): readonly string[] {
  if (trace.null !== true && trace.skipped === undefined) return [];
  const reasons = new Set(decisiveNodes(trace).map(reason));
  return [`because ${[...reasons].join(', and ')}`];
}

/** An expression error, or a warning of the same form. */
export type Fault = Pick<ExpressionError, 'message' | 'position' | 'length' | 'expected' | 'suggestion'> & {
  readonly code: string;
};

/** An error with the expression underlined at its position, what could have stood there, and the nearest spelling. */
export function faultLines(fault: Fault, expression: string, alphabet: Alphabet): readonly string[] {
  const { code, message, position, length = 1, expected = [], suggestion } = fault;
  if (position === undefined) return [`${code}: ${message}`];
  const isTold = (words: string) => message.includes(words);
  return [
    `${code} at ${textPosition(expression, position)}: ${message}`,
    ...underlined(expression, { position, length }, alphabet).map(indent),
    ...(expected.length === 0 || isTold('Expected ') ? [] : [indent(`Expected: ${expected.join(' or ')}`)]),
    ...(suggestion === undefined || isTold('Did you mean') ? [] : [indent(`Did you mean ${suggestion}?`)]),
  ];
}

const fates: Readonly<Record<TriedCandidate['fate'], string>> = {
  chosen: 'chosen: no other object has it',
  taken: 'lost: another object has it',
  empty: 'skipped: the rule gives no value',
  notTried: 'not tried: an earlier one is free',
};

/** Every candidate of SelectUniqueValue, what became of it, and the rule it comes from. */
export const candidateLines = (tried: readonly TriedCandidate[]): readonly string[] =>
  tried.flatMap(({ rule, value, fate }, index) => [
    `${index + 1}  ${value === undefined ? '(no value)' : `"${shortened(value)}"`}  ${fates[fate]}`,
    `   ${shortened(rule)}`,
  ]);

/** What an expression gives, in words. Values stand in quotes as they are; an error is told by `faultLines`. */
export function outcomeLines(outcome: ExpressionOutcome): readonly string[] {
  switch (outcome.kind) {
    case 'value':
      return valueLines(outcome);
    case 'null':
      return ['null: the attribute is left out, or gets the default value of its mapping'];
    case 'skipAttribute':
      return [`drop this attribute: it is left out of the request (${outcome.because})`];
    case 'skipObject':
      return [`drop this object: it is not provisioned (${outcome.because})`];
    case 'chooseUnique':
      return [
        'the first of these values that no other object of the target has:',
        ...outcome.candidates.map(({ rule, value }, index) => {
          const shown = value === undefined ? '(no value: skipped)' : `"${value}"`;
          return `  ${index + 1}  ${shown}  ${shortened(rule)}`;
        }),
      ];
    case 'error':
      return [`${outcome.error.code}: ${outcome.error.message}`];
    default:
      return unreachable(outcome);
  }
}

function valueLines({
  value,
  redacted,
}: Extract<ExpressionOutcome, { readonly kind: 'value' }>): readonly string[] {
  if (redacted === true) return [`${displayText(value)} (the value flows, and Redact hides it here)`];
  if (typeof value !== 'object') return [`"${displayText(value)}"`];
  const items = value.map((item) => (typeof item === 'string' ? `"${item}"` : JSON.stringify(item)));
  return [`a list of ${items.length}:`, ...items.map(indent)];
}
