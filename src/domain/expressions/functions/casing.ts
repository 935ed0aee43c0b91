import { fail, ok } from '../../result.ts';
import { defineFunction, type FunctionDefinition } from '../definition.ts';
import { optionalText, textPerItem } from '../parameters.ts';
import type { Value } from '../value.ts';

/** Source: entra-docs `functions-for-customizing-application-data`; casing: .NET String.ToUpperInvariant, TextInfo. */
export const casingFunctions: readonly FunctionDefinition[] = [
  defineFunction('text', {
    name: 'ToLower',
    help: 'All letters in lower case, by the rules of culture ("tr-TR") or of no culture.',
    parameters: { source: textPerItem, culture: optionalText },
    evaluate: ({ source, culture }) => withCulture(culture, (rules) => mapLetters(source, 'lower', rules)),
  }),

  defineFunction('text', {
    name: 'ToUpper',
    help: 'All letters in upper case, by the rules of culture ("tr-TR") or of no culture.',
    parameters: { source: textPerItem, culture: optionalText },
    evaluate: ({ source, culture }) => withCulture(culture, (rules) => mapLetters(source, 'upper', rules)),
  }),

  defineFunction('text', {
    name: 'PCase',
    help: 'Lower case with a capital at the start of each word. Blanks, punctuation and symbols separate words, or only the characters of wordSeparators.',
    parameters: { source: textPerItem, wordSeparators: optionalText },
    evaluate: ({ source, wordSeparators }) => ok(capitalized(source, wordSeparators)),
  }),
];

type Rules = 'invariant' | 'general' | 'turkic';

function withCulture(culture: string | undefined, map: (rules: Rules) => Value) {
  const rules = rulesOf(culture ?? '');
  if (rules !== undefined) return ok(map(rules));
  const message = 'culture is not a known culture name such as "en-US"';
  return fail({ code: 'ArgumentValue', message, parameter: 'culture', got: culture } as const);
}

function rulesOf(culture: string): Rules | undefined {
  if (culture === '') return 'invariant';
  if (!/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(culture)) return undefined;
  if (!isKnownLocale(culture)) return undefined;
  return /^(?:tr|az)(?:-|$)/i.test(culture) ? 'turkic' : 'general';
}

function isKnownLocale(culture: string): boolean {
  try {
    return Intl.Collator.supportedLocalesOf([culture]).length > 0;
  } catch {
    // Not a language tag at all, which Intl reports by throwing.
    return false;
  }
}

/** Where .NET differs from the mapping of a single character in JavaScript. */
const special: Readonly<Record<Rules, Readonly<Record<'lower' | 'upper', ReadonlyMap<string, string>>>>> = {
  invariant: { lower: new Map(), upper: new Map([['ı', 'ı']]) },
  general: { lower: new Map([['İ', 'i']]), upper: new Map() },
  turkic: {
    lower: new Map([
      ['I', 'ı'],
      ['İ', 'i'],
    ]),
    upper: new Map([
      ['i', 'İ'],
      ['ı', 'I'],
    ]),
  },
};

/** .NET maps each character to exactly one: ß has no upper case, and a final sigma is like any other. */
function mapLetters(source: string, to: 'lower' | 'upper', rules: Rules): string {
  if (rules !== 'turkic' && isAscii(source))
    return to === 'lower' ? source.toLowerCase() : source.toUpperCase();
  const exceptions = special[rules][to];
  return source.replace(/./gsu, (char) => {
    const known = exceptions.get(char);
    if (known !== undefined) return known;
    const mapped = to === 'lower' ? char.toLowerCase() : char.toUpperCase();
    return mapped.length === char.length ? mapped : char;
  });
}

const isAscii = (source: string): boolean => !/[^\x00-\x7f]/.test(source);

/** For comparing without case: lower case of the same length, so positions stay. */
export const foldCase = (source: string): string =>
  mapLetters(mapLetters(source, 'upper', 'invariant'), 'lower', 'invariant');

const wordBreak = /[\p{Z}\p{Cc}\p{Cf}\p{P}\p{S}]/u;

function capitalized(source: string, separators: string | undefined): string {
  const isSeparator = (char: string) =>
    separators === undefined ? wordBreak.test(char) : separators.includes(char);
  let startsWord = true;
  return mapLetters(source, 'lower', 'invariant').replace(/./gsu, (char) => {
    const wasStart = startsWord;
    startsWord = isSeparator(char);
    return wasStart ? mapLetters(char, 'upper', 'invariant') : char;
  });
}
