import { fail, ok } from '../../result.ts';
import { defineFunction, type FunctionAnswer, type FunctionDefinition } from '../definition.ts';
import {
  any,
  bigInteger,
  integerOf,
  optionalText,
  type Parameter,
  repeatedAny,
  singleText,
  text,
} from '../parameters.ts';
import { booleanText, isNullOrEmpty } from '../value.ts';

/** Null reads as null, and Not makes True of it. */
const nullableText: Parameter<string | undefined> = { ...optionalText, presence: 'required' };

/** Source: entra-docs `functions-for-customizing-application-data`; Error: cloud sync `reference-expressions`. */
export const logicFunctions: readonly FunctionDefinition[] = [
  defineFunction('logic', {
    name: 'Not',
    help: 'False for True, and True for everything else, null included.',
    parameters: { source: nullableText },
    evaluate: ({ source }) => ok(booleanText(source?.toLowerCase() !== 'true')),
  }),

  defineFunction('logic', {
    name: 'CBool',
    help: 'True for a number other than zero and for True, False for zero and for False.',
    parameters: { value: singleText },
    evaluate: ({ value }) => {
      const truth = textBoolean(value);
      if (truth !== undefined) return ok(booleanText(truth));
      return fail({
        code: 'ArgumentType',
        message: 'value is neither a number nor True or False',
        parameter: 'value',
        got: value,
      });
    },
  }),

  defineFunction('logic', {
    name: 'Coalesce',
    help: 'The first value that is not null. An empty text is not null.',
    parameters: { source: repeatedAny },
    checkCount: (count) => (count < 1 ? 'needs at least one source' : undefined),
    evaluate: ({ source }) => ok(source.find((value) => value !== undefined)),
  }),

  defineFunction('logic', {
    name: 'IsNull',
    help: 'True when the value is null. An empty text is not null.',
    parameters: { value: any },
    evaluate: ({ value }) => ok(booleanText(value === undefined)),
  }),

  defineFunction('logic', {
    name: 'IsNullOrEmpty',
    help: 'True when the value is null or an empty text.',
    parameters: { value: any },
    evaluate: ({ value }) => ok(booleanText(isNullOrEmpty(value))),
  }),

  defineFunction('logic', {
    name: 'IsPresent',
    help: 'True when the value is neither null nor an empty text. A blank is present.',
    parameters: { value: any },
    evaluate: ({ value }) => ok(booleanText(!isNullOrEmpty(value))),
  }),

  defineFunction('logic', {
    name: 'BitAnd',
    help: 'The bits that both numbers have, decimal or &H, 64 bits.',
    parameters: { value1: bigInteger, value2: bigInteger },
    evaluate: ({ value1, value2 }) => bitAnd(value1, value2),
  }),

  defineFunction('logic', {
    name: 'Error',
    help: 'Fails the object with this message.',
    parameters: { message: text },
    evaluate: ({ message }) => fail({ code: 'UserError', message }),
  }),
];

/** The truth of a text: True or False in any case, or a number. Undefined = neither. */
export function textBoolean(value: string): boolean | undefined {
  const word = value.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  if (/^[+-]?[0-9]+(?:\.[0-9]+)?$/.test(value)) return /[1-9]/.test(value);
  const hex = integerOf(value);
  return hex === undefined ? undefined : hex !== 0n;
}

function bitAnd(first: bigint, second: bigint): FunctionAnswer {
  const fits = (value: bigint) => value >= -(2n ** 63n) && value < 2n ** 64n;
  if (!fits(first) || !fits(second))
    return fail({ code: 'ArgumentValue', message: 'the numbers have at most 64 bits' });
  return ok(BigInt.asIntN(64, first & second).toString());
}
