import { fail, ok } from '../../result.ts';
import {
  defineFunction,
  type FunctionAnswer,
  type FunctionDefinition,
  type RandomBytes,
} from '../definition.ts';
import { integer, optionalText } from '../parameters.ts';

/**
 * Both functions draw from the injected source of random bytes, so that a run can be repeated. A caller that shows a
 * value before it is written evaluates once and keeps it.
 * Source: entra-docs `functions-for-customizing-application-data`.
 */
export const randomFunctions: readonly FunctionDefinition[] = [
  defineFunction('random', {
    name: 'Guid',
    help: 'A new random identifier in lower case with dashes.',
    parameters: {},
    evaluate: (_, { context }) => (context.random === undefined ? noRandomness : ok(guid(context.random))),
  }),

  defineFunction('random', {
    name: 'RandomString',
    help: 'A random text with at least that many digits, special characters, capitals and small letters; the rest are letters. No character of avoid is used.',
    parameters: {
      length: integer,
      minimumNumbers: integer,
      minimumSpecialCharacters: integer,
      minimumCapital: integer,
      minimumLowerCase: integer,
      charactersToAvoid: optionalText,
    },
    evaluate: (args, { context }) => {
      const { length, minimumNumbers, minimumSpecialCharacters, minimumCapital, minimumLowerCase } = args;
      const minimums = [minimumNumbers, minimumSpecialCharacters, minimumCapital, minimumLowerCase];
      const least = minimums.reduce((sum, minimum) => sum + minimum, 0);
      if (minimums.some((minimum) => minimum < 0)) return refused('no minimum may be negative');
      if (length < least) return refused(`a length of ${length} is less than the minimums, ${least}`);
      if (length > MAX_LENGTH) return refused(`length is at most ${MAX_LENGTH}`);
      if (context.random === undefined) return noRandomness;
      const rest = { chars: LETTERS, count: length - least };
      const kinds = [DIGITS, SPECIAL, CAPITALS, SMALL].map((chars, index) => ({
        chars,
        count: minimums[index] ?? 0,
      }));
      return randomText([...kinds, rest], args.charactersToAvoid ?? '', context.random);
    },
  }),
];

const MAX_LENGTH = 256;
const DIGITS = '0123456789';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const LETTERS = CAPITALS + SMALL;
const SPECIAL = '!@#$%^&*()-_=+[]{};:,.?';

const refused = (message: string): FunctionAnswer => fail({ code: 'ArgumentValue', message });
const noRandomness = refused('there is no source of random bytes');

/** RFC 9562, version 4. */
function guid(random: RandomBytes): string {
  const bytes = Array.from(random(16));
  const fixed = bytes.map((byte, index) => {
    if (index === 6) return (byte & 0x0f) | 0x40;
    return index === 8 ? (byte & 0x3f) | 0x80 : byte;
  });
  const hex = fixed.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

type Kind = { readonly chars: string; readonly count: number };

function randomText(kinds: readonly Kind[], avoid: string, random: RandomBytes): FunctionAnswer {
  const drawn: string[] = [];
  for (const { chars, count } of kinds) {
    const allowed = [...chars].filter((char) => !avoid.includes(char));
    if (count > 0 && allowed.length === 0) return refused(`charactersToAvoid leaves none of ${chars}`);
    for (let index = 0; index < count; index++)
      drawn.push(allowed[randomBelow(allowed.length, random)] ?? '');
  }
  return ok(shuffled(drawn, random).join(''));
}

/** Fisher and Yates. */
function shuffled(drawn: readonly string[], random: RandomBytes): readonly string[] {
  const order = [...drawn];
  for (let last = order.length - 1; last > 0; last--) {
    const other = randomBelow(last + 1, random);
    [order[last], order[other]] = [order[other] ?? '', order[last] ?? ''];
  }
  return order;
}

/** Evenly spread: bytes that would favour the small numbers are drawn again. `limit` is at most 256. */
function randomBelow(limit: number, random: RandomBytes): number {
  const even = 256 - (256 % limit);
  for (let attempt = 0; attempt < 1000; attempt++) {
    const byte = random(1)[0] ?? 0;
    if (byte < even) return byte % limit;
  }
  // A source that gives the same high byte a thousand times is no random source; the value is still a legal one.
  return 0;
}
