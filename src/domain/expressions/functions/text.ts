import { fail, ok } from '../../result.ts';
import { defineFunction, type FunctionAnswer, type FunctionDefinition, tooLong } from '../definition.ts';
import {
  any,
  integer,
  optionalInteger,
  optionalText,
  repeatedAny,
  singleText,
  text,
  textPerItem,
} from '../parameters.ts';
import { isItems, itemsOf, itemText, MAX_ITEMS, MAX_TEXT, type Value } from '../value.ts';
import { foldCase } from './casing.ts';

/** Source of all rules: entra-docs `functions-for-customizing-application-data`; Trim: cloud sync `reference-expressions`. */
export const textFunctions: readonly FunctionDefinition[] = [
  defineFunction('text', {
    name: 'Append',
    help: 'Puts suffix behind source.',
    parameters: { source: textPerItem, suffix: text },
    evaluate: ({ source, suffix }) => ok(source + suffix),
  }),

  defineFunction('text', {
    name: 'Join',
    help: 'Joins all values that are not empty, with separator between them. Lists give all their items.',
    parameters: { separator: text, source: repeatedAny },
    checkCount: (count) => (count < 2 ? 'needs a separator and at least one source' : undefined),
    evaluate: ({ separator, source }) => join(source, separator),
  }),

  defineFunction('text', {
    name: 'Left',
    help: 'The first characters of source; all of them when length is negative or too large. Null gives "".',
    parameters: { source: text, length: integer },
    evaluate: ({ source, length }) => ok(length < 0 ? source : source.slice(0, length)),
  }),

  defineFunction('text', {
    name: 'Mid',
    help: 'Part of source from start, which counts from 1, at most length characters.',
    parameters: { source: textPerItem, start: integer, length: integer },
    evaluate: ({ source, start, length }) => {
      if (start < 1) return badValue('start', 'counts from 1', start);
      if (length < 0) return badValue('length', 'must not be negative', length);
      return ok(source.slice(start - 1, start - 1 + length));
    },
  }),

  defineFunction('text', {
    name: 'InStr',
    help: 'Position of the first match in source, counted from 1; 0 when there is none. vbTextCompare ignores case.',
    parameters: { source: text, find: text, start: optionalInteger, compare: optionalText },
    evaluate: ({ source, find, start = 1, compare = 'vbBinaryCompare' }) => {
      if (start < 1) return badValue('start', 'counts from 1', start);
      const fold = comparisonOf(compare);
      if (fold === undefined) {
        return badValue('compare', 'must be vbBinaryCompare or vbTextCompare', compare);
      }
      return ok(String(start > source.length ? 0 : fold(source).indexOf(fold(find), start - 1) + 1));
    },
  }),

  defineFunction('text', {
    name: 'Split',
    help: 'A list of the texts between the delimiters; blanks around each are cut off.',
    parameters: { source: singleText, delimiter: text },
    evaluate: ({ source, delimiter }) => {
      if (delimiter === '') return ok([trim(source)]);
      const items = source.split(delimiter, MAX_ITEMS + 1);
      return items.length > MAX_ITEMS ? tooLong(`${MAX_ITEMS} items`) : ok(items.map(trim));
    },
  }),

  defineFunction('text', {
    name: 'StripSpaces',
    help: 'Removes every space (U+0020), and no other white space.',
    parameters: { source: textPerItem },
    evaluate: ({ source }) => ok(source.replaceAll(' ', '')),
  }),

  defineFunction('text', {
    name: 'Trim',
    help: 'Cuts white space off both ends.',
    parameters: { source: textPerItem },
    evaluate: ({ source }) => ok(trim(source)),
  }),

  defineFunction('text', {
    name: 'Word',
    help: 'The n-th piece of source, counted from 1; each character of delimiters separates. No such piece gives "".',
    parameters: { source: text, number: integer, delimiters: text },
    evaluate: ({ source, number, delimiters }) => ok(nthPiece(source, number, delimiters)),
  }),

  defineFunction('text', {
    name: 'CStr',
    help: 'The value as text.',
    parameters: { value: singleText },
    evaluate: ({ value }) => ok(value),
  }),

  defineFunction('text', {
    name: 'IsString',
    help: 'True for a single text, False for null and for a list.',
    parameters: { value: any },
    evaluate: ({ value }) => ok(value !== undefined && !isItems(value) ? 'True' : 'False'),
  }),
];

const badValue = (parameter: string, rule: string, got: number | string): FunctionAnswer =>
  fail({ code: 'ArgumentValue', message: `${parameter} ${rule}`, parameter, got: String(got) });

function join(sources: readonly Value[], separator: string): FunctionAnswer {
  const texts = sources.flatMap((source) => itemsOf(source).map(itemText)).filter((item) => item !== '');
  const length = texts.reduce((sum, item) => sum + item.length + separator.length, 0);
  return length > MAX_TEXT + separator.length ? tooLong(`${MAX_TEXT} characters`) : ok(texts.join(separator));
}

function comparisonOf(compare: string): ((text: string) => string) | undefined {
  if (compare === 'vbBinaryCompare') return (value) => value;
  return compare === 'vbTextCompare' ? foldCase : undefined;
}

/** White space as .NET's Char.IsWhiteSpace knows it; JavaScript's trim differs in U+0085 and U+FEFF. */
const isBlank = (char: string): boolean =>
  /[\t-\r\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(char);

/** From both ends by hand: a pattern that looks for the trailing blanks would need quadratic time. */
function trim(source: string): string {
  let start = 0;
  let end = source.length;
  while (start < end && isBlank(source.charAt(start))) start += 1;
  while (end > start && isBlank(source.charAt(end - 1))) end -= 1;
  return source.slice(start, end);
}

function nthPiece(source: string, number: number, delimiters: string): string {
  let start = 0;
  let piece = 1;
  for (let index = 0; index <= source.length; index++) {
    if (index < source.length && !delimiters.includes(source.charAt(index))) continue;
    if (piece === number) return source.slice(start, index);
    piece += 1;
    start = index + 1;
  }
  return '';
}
