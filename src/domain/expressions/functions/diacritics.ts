import { ok } from '../../result.ts';
import { defineFunction, type FunctionDefinition } from '../definition.ts';
import { textPerItem } from '../parameters.ts';

/** Source: entra-docs `functions-for-customizing-application-data`, the table of NormalizeDiacritics. */
export const diacriticsFunctions: readonly FunctionDefinition[] = [
  defineFunction('text', {
    name: 'NormalizeDiacritics',
    help: 'Replaces Latin letters with marks by plain ones: Zoë becomes Zoe, ß becomes ss. Other scripts stay.',
    parameters: { source: textPerItem },
    evaluate: ({ source }) => ok(withoutMarks(source)),
  }),
];

/** Letters that do not decompose into a plain letter and marks. */
const spelledOut: ReadonlyMap<string, string> = new Map([
  ['æ', 'ae'],
  ['Æ', 'AE'],
  ['ø', 'oe'],
  ['œ', 'oe'],
  ['Ø', 'OE'],
  ['Œ', 'OE'],
  ['ß', 'ss'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['ı', 'i'],
]);

function withoutMarks(source: string): string {
  return source.replace(/[\p{Script=Latin}--[A-Za-z]]\p{Mn}*|[A-Za-z]\p{Mn}+/gv, (letter) => {
    const base = letter.normalize('NFD').replace(/\p{Mn}/gu, '');
    return spelledOut.get(base) ?? base;
  });
}
