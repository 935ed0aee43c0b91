import type { Argument, Node } from '../../expressions/tree.ts';

/** Functions whose result is one of their arguments, and which of them. */
function passedOn(name: string, given: readonly Argument[]): readonly Argument[] | undefined {
  if (name === 'IIF') return given.slice(1, 3);
  if (name === 'Switch') return given.filter((_, index) => index % 2 === 1);
  if (name === 'Coalesce' || name === 'SelectUniqueValue') return given;
  return name === 'Redact' || name === 'IgnoreFlowIfNullOrEmpty' || name === 'CStr'
    ? given.slice(0, 1)
    : undefined;
}

/** The nodes whose value can become the value of the whole expression: branches of IIF and Switch, rules, defaults. */
export function resultNodes(node: Node): readonly Node[] {
  const passed = node.kind === 'call' ? passedOn(node.name, node.arguments) : undefined;
  if (passed === undefined) return [node];
  return passed.flatMap((argument) => (argument === undefined ? [] : resultNodes(argument)));
}

/** Whether an attribute may be without a value; required ones and anchors never are. */
export type MayBeAbsent = (attribute: string) => boolean;

/** Functions that change the characters of their first argument and give "" only for "". */
const rewriting = new Set([
  'Trim',
  'ToLower',
  'ToUpper',
  'PCase',
  'NormalizeDiacritics',
  'StripSpaces',
  'Mid',
]);

/** These give "" where others would give null. Source: entra-docs `functions-for-customizing-application-data`. */
const emptyForNull = new Set(['Left', 'Word']);

function mayBeNullOrEmpty(node: Argument, mayBeAbsent: MayBeAbsent): boolean {
  if (node === undefined) return true;
  if (node.kind === 'attribute') return mayBeAbsent(node.name);
  if (node.kind !== 'call') return givesEmptyText(node, mayBeAbsent) !== undefined;
  if (givesEmptyText(node, mayBeAbsent) !== undefined) return true;
  const [first] = node.arguments;
  if (node.name === 'Append' || rewriting.has(node.name) || emptyForNull.has(node.name))
    return first !== undefined && mayBeNullOrEmpty(first, mayBeAbsent);
  const branches = resultNodes(node).filter((branch) => branch !== node);
  return branches.some((branch) => mayBeNullOrEmpty(branch, mayBeAbsent));
}

function callGivesEmpty(node: Extract<Node, { kind: 'call' }>, mayBeAbsent: MayBeAbsent): Node | undefined {
  const [first, ...others] = node.arguments;
  if (emptyForNull.has(node.name)) return mayBeNullOrEmpty(first, mayBeAbsent) ? node : undefined;
  // A Join of several attributes is made for the ones that are missing; that all are is no case to warn of.
  if (node.name === 'Join') {
    return others.length === 1 && mayBeNullOrEmpty(others[0], mayBeAbsent) ? node : undefined;
  }
  if (!rewriting.has(node.name) || first === undefined) return undefined;
  return givesEmptyText(first, mayBeAbsent);
}

/**
 * The part of an expression that can make its result the empty text, as far as this shows without values: a written
 * "", and the functions that give "" for null. Undefined where no such part is found.
 */
export function givesEmptyText(root: Node, mayBeAbsent: MayBeAbsent): Node | undefined {
  for (const node of resultNodes(root)) {
    if (node.kind === 'constant' && node.value === '') return node;
    const inner = node.kind === 'call' ? callGivesEmpty(node, mayBeAbsent) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
