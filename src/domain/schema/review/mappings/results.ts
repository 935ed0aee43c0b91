import type { Argument, CallNode, Node } from '../../../expressions/syntax/tree.ts';

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

const nameOf = (node: Argument): string | undefined => (node?.kind === 'attribute' ? node.name : undefined);

/** The attribute that surely has a value in this branch, because the condition around it asks for one. */
function presentIn(call: CallNode, branch: number): string | undefined {
  const [condition] = call.arguments;
  if (call.name === 'Switch') {
    const asksForEmpty = call.arguments.some(
      (key, index) => index >= 2 && index % 2 === 0 && key?.kind === 'constant' && key.value === '',
    );
    return asksForEmpty ? nameOf(condition) : undefined;
  }
  // A comparison with a missing value is false.
  if (condition?.kind === 'comparison')
    return branch === 1 ? (nameOf(condition.left) ?? nameOf(condition.right)) : undefined;
  if (condition?.kind !== 'call') return undefined;
  const present = condition.name === 'IsPresent' ? 1 : condition.name === 'IsNullOrEmpty' ? 2 : undefined;
  return present === branch ? nameOf(condition.arguments[0]) : undefined;
}

function branchGivesEmpty(call: CallNode, mayBeAbsent: MayBeAbsent): Node | undefined {
  for (const [index, branch] of call.arguments.entries()) {
    const isBranch = call.name === 'IIF' ? index > 0 : index % 2 === 1;
    if (!isBranch || branch === undefined) continue;
    const present = presentIn(call, index);
    const inner = givesEmptyText(branch, (name) => name !== present && mayBeAbsent(name));
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** Functions that give null or "" exactly when their first argument does. */
const passesEmptiness = ({ name }: CallNode): boolean =>
  name === 'Append' || rewriting.has(name) || emptyForNull.has(name);

function mayBeNullOrEmpty(node: Argument, mayBeAbsent: MayBeAbsent): boolean {
  if (node === undefined) return true;
  if (node.kind === 'attribute') return mayBeAbsent(node.name);
  // Each node is looked at once: asking twice at every level would double the work with each.
  if (node.kind === 'call' && passesEmptiness(node)) return mayBeNullOrEmpty(node.arguments[0], mayBeAbsent);
  return givesEmptyText(node, mayBeAbsent) !== undefined;
}

function callGivesEmpty(node: CallNode, mayBeAbsent: MayBeAbsent): Node | undefined {
  const [first, ...others] = node.arguments;
  if (node.name === 'IIF' || node.name === 'Switch') return branchGivesEmpty(node, mayBeAbsent);
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
export function givesEmptyText(node: Node, mayBeAbsent: MayBeAbsent): Node | undefined {
  if (node.kind === 'constant') return node.value === '' ? node : undefined;
  if (node.kind !== 'call') return undefined;
  const own = callGivesEmpty(node, mayBeAbsent);
  if (own !== undefined || node.name === 'IIF' || node.name === 'Switch') return own;
  for (const result of resultNodes(node)) {
    const inner = result === node ? undefined : givesEmptyText(result, mayBeAbsent);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
