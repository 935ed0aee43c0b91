import fc from 'fast-check';
import { comparisons, type Node, words } from '../../../src/domain/expressions/syntax/tree.ts';

const at = { position: 0, length: 0 };

const constant = fc
  .string({ unit: 'binary', maxLength: 8 })
  .map((value): Node => ({ kind: 'constant', value, at }));
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_:. ]{0,8}$/);
const attribute = fc
  .oneof(
    name,
    name.map((inner) => `emails[type eq "${inner}]"].value`),
    fc.constant('__proto__'),
  )
  .map((attributeName): Node => ({ kind: 'attribute', name: attributeName, at }));
const word = fc.constantFrom(...words).map((one): Node => ({ kind: 'word', word: one, at }));

/** Everything that the grammar can write, function names that do not exist included. */
const trees = fc.letrec<{ operand: Node; concat: Node; argument: Node; call: Node }>((tie) => ({
  call: fc
    .record({
      name: fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,5}$/),
      arguments: fc
        .array(fc.option(tie('argument'), { nil: undefined }), { maxLength: 4 })
        // One argument that is left out is written like no argument at all.
        .filter((written) => written.length !== 1 || written[0] !== undefined),
    })
    .map((call): Node => ({ kind: 'call', ...call, at })),
  operand: fc.oneof({ maxDepth: 4 }, constant, attribute, word, tie('call')),
  concat: fc.oneof(
    tie('operand'),
    fc
      .array(tie('operand'), { minLength: 2, maxLength: 3 })
      .map((parts): Node => ({ kind: 'concat', parts, at })),
  ),
  argument: fc.oneof(
    tie('concat'),
    fc
      .record({ operator: fc.constantFrom(...comparisons), left: tie('concat'), right: tie('concat') })
      .map((comparison): Node => ({ kind: 'comparison', ...comparison, at })),
  ),
}));

export const anyTree: fc.Arbitrary<Node> = trees.argument;

/** A tree as plain data without the places in the text. */
export function withoutPlaces(tree: Node): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'at' ? undefined : value)));
}
