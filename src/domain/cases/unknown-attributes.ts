import type { Expression } from '../expressions/syntax/expression.ts';
import { nearestName } from '../expressions/syntax/suggest.ts';
import { allNodes } from '../expressions/syntax/tree.ts';
import { present } from '../present.ts';

/** A name that an expression reads and the source object does not have. Plain JSON, shaped like an expression error. */
export type UnknownAttribute = {
  readonly code: 'UnknownAttribute';
  readonly message: string;
  readonly position: number;
  readonly length: number;
  readonly suggestion?: string;
};

/** `known` are the names of the source object, those without a value included. One warning a name, at its first use. */
export function unknownAttributes(
  { tree }: Expression,
  known: Iterable<string>,
): readonly UnknownAttribute[] {
  const names = new Set(known);
  const warnings = new Map<string, UnknownAttribute>();
  for (const node of allNodes(tree)) {
    if (node.kind !== 'attribute' || names.has(node.name) || warnings.has(node.name)) continue;
    const suggestion = nearestName(node.name, names);
    const hint = suggestion === undefined ? '' : ` Did you mean [${suggestion}]?`;
    warnings.set(node.name, {
      code: 'UnknownAttribute',
      message: `The source object has no attribute [${node.name}], which gives null.${hint}`,
      ...node.at,
      ...present({ suggestion }),
    });
  }
  return [...warnings.values()];
}
