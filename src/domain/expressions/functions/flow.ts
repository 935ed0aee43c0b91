import { type Computed, defineForm, type FunctionDefinition } from '../definition.ts';
import { any, repeatedAny } from '../parameters.ts';
import { isNullOrEmpty, type Value } from '../value.ts';

/**
 * Functions that decide how a value flows rather than what it is.
 * Source: entra-docs `functions-for-customizing-application-data`.
 */
export const flowFunctions: readonly FunctionDefinition[] = [
  defineForm('flow', {
    name: 'IgnoreFlowIfNullOrEmpty',
    help: 'Leaves the attribute out of the request when the value is null or empty. Works as outermost function only.',
    parameters: { source: any },
    apply: (call): Computed => {
      const source = call.argument(0);
      if (source.kind !== 'value' || !isNullOrEmpty(source.value)) return source;
      const empty = source.value === undefined ? 'null' : 'empty';
      return call.isOutermost
        ? { kind: 'skip', what: 'attribute', because: `IgnoreFlowIfNullOrEmpty: the value is ${empty}` }
        : { ...source, value: undefined };
    },
  }),

  defineForm('flow', {
    name: 'Redact',
    help: 'The value unchanged; logs and screens show [Redact] instead.',
    parameters: { source: any },
    redacts: true,
    apply: (call) => {
      const source = call.argument(0);
      return source.kind === 'value' ? { ...source, redacted: true } : source;
    },
  }),

  defineForm('flow', {
    name: 'SelectUniqueValue',
    help: 'The first of at least two values that no object of the target has in this attribute. Outermost function, creation only.',
    parameters: { rule: repeatedAny },
    checkCount: (count) => (count < 2 ? 'needs at least two rules' : undefined),
    outermostOnly: true,
    apply: (call): Computed => {
      const rules: Value[] = [];
      let redacted = false;
      for (let index = 0; index < call.count; index++) {
        const rule = call.argument(index);
        if (rule.kind !== 'value') return rule;
        rules.push(rule.value);
        redacted ||= rule.redacted;
      }
      return { kind: 'unique', rules, redacted };
    },
  }),
];
