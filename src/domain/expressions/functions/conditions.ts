import { fail, ok, type Result } from '../../result.ts';
import {
  type Computed,
  defineForm,
  type FunctionCall,
  type FunctionDefinition,
  type FunctionProblem,
} from '../definition.ts';
import { any, optionalAny, repeatedAny } from '../parameters.ts';
import { isItems, type Value } from '../value.ts';
import { textBoolean } from './logic.ts';

/**
 * Only the branch that is chosen is evaluated. The other one may fail on its values without harm, which the printed
 * samples on account expiry rely on.
 * Source: entra-docs `functions-for-customizing-application-data`, IIF and Switch.
 */
export const conditionFunctions: readonly FunctionDefinition[] = [
  defineForm('logic', {
    name: 'IIF',
    help: 'whenTrue or whenFalse, decided by a comparison or a boolean value. A comparison with a value that is null or empty is false.',
    parameters: { condition: any, whenTrue: any, whenFalse: any },
    apply: (call) => {
      const condition = call.argument(0);
      if (condition.kind !== 'value') return condition;
      const truth = conditionTruth(condition.value);
      if (!truth.ok) return call.problem(truth.error);
      return tainted(call.argument(truth.value ? 1 : 2), condition.redacted);
    },
  }),

  defineForm('logic', {
    name: 'Switch',
    help: 'The value behind the first key that equals source, case-sensitive; null counts as "". Without such a key defaultValue.',
    parameters: { source: any, defaultValue: optionalAny, keyAndValue: repeatedAny },
    checkCount: (count) =>
      count < 4 || count % 2 !== 0 ? 'needs source, defaultValue and pairs of key and value' : undefined,
    apply: (call) => {
      const source = textArgument(call, 0, 'source');
      if (source.kind !== 'text') return source.stop;
      let redacted = source.redacted;
      for (let index = 2; index + 1 < call.count; index += 2) {
        const key = textArgument(call, index, 'key');
        if (key.kind !== 'text') return key.stop;
        redacted ||= key.redacted;
        if (key.text === source.text) return tainted(call.argument(index + 1), redacted);
      }
      return tainted(call.argument(1), redacted);
    },
  }),
];

/** What is decided by a hidden value is hidden too. */
function tainted(computed: Computed, redacted: boolean): Computed {
  return computed.kind === 'value' && redacted ? { ...computed, redacted: true } : computed;
}

function conditionTruth(value: Value): Result<boolean, FunctionProblem> {
  if (value === undefined || value === '') return ok(false);
  const truth = isItems(value) ? undefined : textBoolean(value);
  if (truth !== undefined) return ok(truth);
  const message = 'condition is neither a comparison nor a boolean or a number';
  return fail({ code: 'ArgumentType', message, parameter: 'condition', got: value });
}

type TextArgument =
  | { readonly kind: 'text'; readonly text: string; readonly redacted: boolean }
  | { readonly kind: 'stop'; readonly stop: Computed };

function textArgument(call: FunctionCall, index: number, name: string): TextArgument {
  const computed = call.argument(index);
  if (computed.kind !== 'value') return { kind: 'stop', stop: computed };
  if (!isItems(computed.value))
    return { kind: 'text', text: computed.value ?? '', redacted: computed.redacted };
  const message = `${name} must be a single text, not a list`;
  const parameter = name === 'key' ? 'keyAndValue' : name;
  return {
    kind: 'stop',
    stop: call.problem({ code: 'ArgumentType', message, parameter, got: computed.value }),
  };
}
