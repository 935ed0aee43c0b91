import {
  type EvaluationContext,
  type ExpressionOutcome,
  evaluate,
} from '../../domain/expressions/evaluate.ts';
import { type Expression, parseExpression } from '../../domain/expressions/syntax/expression.ts';
import { nearestName } from '../../domain/expressions/syntax/suggest.ts';
import { allNodes } from '../../domain/expressions/syntax/tree.ts';
import type { TraceNode } from '../../domain/expressions/trace.ts';
import { isList, REDACTED, texts } from '../../domain/model/value.ts';
import { unreachable } from '../../domain/result.ts';
import type { AppLanguage, SourceValues } from './language.ts';
import { HIDDEN_MESSAGE, shownItems, shownText, shownTrace } from './shown-trace.ts';

/** An expression and what it is tried with. Without values every attribute is absent. */
export type ExpressionAttempt = {
  readonly text: string;
  readonly values?: SourceValues;
  readonly language?: AppLanguage;
  /** Nothing of the result is shown: the mapping makes a password. */
  readonly hidesAll: boolean;
};

/** Something to know about an expression that works. Positions as in `ExpressionError`. */
export type Remark = {
  readonly message: string;
  readonly position?: number;
  readonly length?: number;
};

/** What came of an attempt, ready to be shown: secrets are hidden, long values are cut. */
export type Trial = {
  readonly text: string;
  readonly outcome: ExpressionOutcome;
  /** Absent where the text could not be parsed. */
  readonly trace?: TraceNode;
  readonly remarks: readonly Remark[];
};

/** What an evaluation needs from outside; the limit on patterns above all. */
export type TrialTools = Omit<EvaluationContext, 'attributes'>;

function attributeRemark(name: string, { language, values }: ExpressionAttempt): string | undefined {
  if (language === undefined) return undefined;
  const known = language.attributes.find((attribute) => attribute.name === name);
  if (known === undefined) {
    const nearest = nearestName(
      name,
      language.attributes.map((attribute) => attribute.name),
    );
    const hint = nearest === undefined ? '' : ` Did you mean [${nearest}]?`;
    return `The schema knows no attribute [${name}] of ${language.objectType}.${hint}`;
  }
  if (values?.secret.has(name)) return `[${name}] and all that is made of it is shown as ${REDACTED}.`;
  if (values === undefined || known.isImported) return undefined;
  return `[${name}] is read by no mapping yet, so an import leaves it out and it has no value here.`;
}

/** Of each attribute once, where it stands first. */
function attributeRemarks(expression: Expression, attempt: ExpressionAttempt): readonly Remark[] {
  const first = new Map(
    [...allNodes(expression.tree)]
      .toReversed()
      .flatMap((node) => (node.kind === 'attribute' ? [[node.name, node.at]] : [])),
  );
  return expression.sourceAttributes.flatMap((name) => {
    const message = attributeRemark(name, attempt);
    return message === undefined ? [] : [{ message, ...first.get(name) }];
  });
}

function hiddenOutcome(outcome: ExpressionOutcome): ExpressionOutcome {
  switch (outcome.kind) {
    case 'value':
      return { kind: 'value', value: REDACTED, redacted: true };
    case 'chooseUnique': {
      const candidates = outcome.candidates.map(({ rule, value }) => ({
        rule,
        value: value === undefined ? undefined : REDACTED,
      }));
      return { kind: 'chooseUnique', candidates, redacted: true };
    }
    case 'error':
      return { kind: 'error', error: { ...outcome.error, message: HIDDEN_MESSAGE } };
    case 'null':
    case 'skipAttribute':
    case 'skipObject':
      return outcome;
    default:
      return unreachable(outcome);
  }
}

function shownOutcome(outcome: ExpressionOutcome): ExpressionOutcome {
  if (outcome.kind === 'value') {
    const { value } = outcome;
    return {
      kind: 'value',
      value: isList(value) ? shownItems(texts(value)) : shownText(texts(value).join('')),
    };
  }
  if (outcome.kind !== 'chooseUnique') return outcome;
  const candidates = outcome.candidates.map(({ rule, value }) => ({
    rule: shownText(rule),
    value: value === undefined ? undefined : shownText(value),
  }));
  return { kind: 'chooseUnique', candidates };
}

/** Parses and evaluates. Never throws and never shows a secret, whatever is typed. */
export function tryExpression(attempt: ExpressionAttempt, tools: TrialTools): Trial {
  const { text, values, hidesAll } = attempt;
  const parsed = parseExpression(text);
  if (!parsed.ok) return { text, outcome: { kind: 'error', error: parsed.error }, remarks: [] };
  const { outcome, trace } = evaluate(parsed.value, {
    ...tools,
    attributes: values?.attributes ?? new Map(),
  });
  const shown = shownTrace(trace, { attributes: values?.secret ?? new Set(), all: hidesAll });
  return {
    text,
    outcome: shown.redacted === true ? hiddenOutcome(outcome) : shownOutcome(outcome),
    trace: shown,
    remarks: [...attributeRemarks(parsed.value, attempt), ...parsed.value.warnings],
  };
}
