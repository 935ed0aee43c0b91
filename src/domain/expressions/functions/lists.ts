import { fail, ok } from '../../result.ts';
import { defineFunction, type FunctionDefinition } from '../definition.ts';
import { integer, list, singleText, text } from '../parameters.ts';
import { type Item, itemText } from '../value.ts';

/** Source: entra-docs `functions-for-customizing-application-data`; Contains: cloud sync `reference-expressions`. */
export const listFunctions: readonly FunctionDefinition[] = [
  defineFunction('lists', {
    name: 'Count',
    help: 'How many values there are: 1 for a single one, 0 for null.',
    parameters: { attribute: list },
    evaluate: ({ attribute }) => ok(String(attribute.length)),
  }),

  defineFunction('lists', {
    name: 'Item',
    help: 'The value at index, which counts from 1.',
    parameters: { attribute: { ...list, nullGivesNull: true }, index: integer },
    evaluate: ({ attribute, index }) => {
      const item = attribute[index - 1];
      if (item !== undefined) return ok(itemText(item));
      const message = `index must be between 1 and ${attribute.length}`;
      return fail({ code: 'ArgumentValue', message, parameter: 'index', got: String(index) });
    },
  }),

  defineFunction('lists', {
    name: 'RemoveDuplicates',
    help: 'Each value once, in the order of their first occurrence; case-sensitive.',
    parameters: { attribute: { ...list, nullGivesNull: true } },
    evaluate: ({ attribute }) => {
      const seen = new Set<string>();
      const isNew = (item: Item) => seen.size < seen.add(itemText(item)).size;
      return ok(attribute.filter(isNew));
    },
  }),

  defineFunction('lists', {
    name: 'Contains',
    help: 'Position of the first value that contains the text, counted from 1; 0 when there is none.',
    parameters: { attribute: list, search: text },
    evaluate: ({ attribute, search }) =>
      ok(String(attribute.findIndex((item) => itemText(item).includes(search)) + 1)),
  }),

  defineFunction('directory', {
    name: 'AltSecIdFromNetid',
    help: 'The netId unchanged: cross-tenant synchronization makes the matching key from it. Seen in exported schemas, not documented.',
    parameters: { netId: singleText },
    evaluate: ({ netId }) => ok(netId),
  }),
];
