import type { CallNode, Node } from '../../../expressions/syntax/tree.ts';
import type { SchemaFinding } from '../finding.ts';
import { callsAround, callsOf, type Lint, type Site } from './lint.ts';

const isEmptyText = (node: Node): boolean => node.kind === 'constant' && node.value === '';

const presence = new Set(['IsPresent', 'IsNull', 'IsNullOrEmpty']);

const asksPresence = (node: Node | undefined): node is CallNode =>
  node?.kind === 'call' &&
  (presence.has(node.name) || (node.name === 'Not' && asksPresence(node.arguments[0])));

/** These are written to give a value where an attribute has none. */
const guards = new Set(['IIF', 'Switch', 'Coalesce', 'IsNull', 'IsNullOrEmpty', 'IsPresent', 'Count']);

/** The attributes whose missing value would reach the node as null. */
function unguarded(node: Node): readonly Extract<Node, { kind: 'attribute' }>[] {
  if (node.kind === 'attribute') return [node];
  if (node.kind === 'comparison') return [node.left, node.right].flatMap(unguarded);
  if (node.kind !== 'call' || guards.has(node.name)) return [];
  return node.arguments.flatMap((argument) => (argument === undefined ? [] : unguarded(argument)));
}

/**
 * A comparison with a value that is null or empty is false, whatever the operator.
 * Source: entra-docs `functions-for-customizing-application-data`, IIF, known limitations.
 */
function lintComparison(node: Extract<Node, { kind: 'comparison' }>, site: Site): readonly SchemaFinding[] {
  if (isEmptyText(node.left) || isEmptyText(node.right)) {
    const message = 'A comparison with "" is false for every value, an empty one too.';
    return [
      site.say(
        'iif.emptyText',
        node,
        message,
        'Write Switch([x], [x], "", "value when empty") instead of IIF.',
      ),
    ];
  }
  const absent = unguarded(node).find(({ name }) => site.mayBeAbsent(name));
  if (absent === undefined) return [];
  const fix = `Put the missing value first: Switch([${absent.name}], ..., "", "value when empty").`;
  if (node.operator === '<>') {
    const message = `[${absent.name}] may have no value; then the condition is false, although the values differ.`;
    return [site.say('iif.negated', node, message, fix)];
  }
  const message = `[${absent.name}] may have no value; then the condition is false.`;
  return [
    site.say('iif.possiblyEmpty', node, message, `Nothing needs to change if that is meant so. ${fix}`),
  ];
}

const lintIif: Lint = (site) =>
  callsOf(site.tree, 'IIF').flatMap((call) => {
    const [condition] = call.arguments;
    if (condition?.kind === 'comparison') return lintComparison(condition, site);
    if (!asksPresence(condition)) return [];
    const message = `${condition.name} as the condition of IIF is listed as not supported; the service may take the wrong branch.`;
    return [site.say('iif.presence', condition, message, 'Write Switch([x], [x], "", "value when empty").')];
  });

const booleanPairs: readonly (readonly string[])[] = [
  ['True', 'False'],
  ['true', 'false'],
  ['0', '1'],
  ['T', 'F'],
  ['Y', 'N'],
];

type Key = { readonly node: Node; readonly text: string };

const keysOf = (call: CallNode): readonly Key[] =>
  call.arguments
    .filter((_, index) => index >= 2 && index % 2 === 0)
    .flatMap((node) => (node?.kind === 'constant' ? [{ node, text: node.value }] : []));

/** Functions that do something sensible with a null. */
const handlesNull = new Set([
  'Coalesce',
  'IgnoreFlowIfNullOrEmpty',
  'IsNull',
  'IsNullOrEmpty',
  'IsPresent',
  'Join',
  'Not',
]);

function lintDefault(call: CallNode, site: Site): readonly SchemaFinding[] {
  const { mapping } = site.attribute;
  const keys = keysOf(call).map(({ text }) => text);
  const covered = booleanPairs.some((pair) => pair.every((text) => keys.includes(text)));
  const [around] = callsAround(site.tree, call);
  const isGiven = call.arguments[1] !== undefined || mapping.defaultValue !== undefined;
  if (isGiven || covered || (around !== undefined && handlesNull.has(around.name))) return [];
  const message = `Switch has no default: every value that is none of ${keys.map((key) => `"${key}"`).join(', ')} gives null, and "${mapping.targetAttributeName}" is not written.`;
  const fix = 'Write a default as second argument, or IgnoreAttributeFlow to say that it is meant so.';
  return [site.say('switch.noDefault', call, message, fix)];
}

const folded = (text: string): string => text.trim().toLowerCase();

function lintKeys(call: CallNode, site: Site): readonly SchemaFinding[] {
  const keys = keysOf(call);
  return keys.flatMap(({ node, text }, index) => {
    const earlier = keys.slice(0, index);
    if (earlier.some((key) => key.text === text)) {
      return [
        site.say(
          'switch.sameKey',
          node,
          `The key "${text}" appears twice; the second one is never reached.`,
          'Remove it.',
        ),
      ];
    }
    const similar = earlier.find((key) => folded(key.text) === folded(text));
    if (similar !== undefined) {
      const message = `The keys "${similar.text}" and "${text}" differ only in case or blanks; keys are compared exactly.`;
      return [
        site.say(
          'switch.similarKeys',
          node,
          message,
          'Keep both only if the source really has both spellings; else use ToLower(Trim([x])) and one key.',
        ),
      ];
    }
    if (text.trim() === text) return [];
    const message = `The key "${text}" begins or ends with a blank; a value without it is not found.`;
    return [site.say('switch.blankKey', node, message, 'Remove the blank, unless the source has it.')];
  });
}

/** Booleans enter an expression as True and False. */
function lintBooleanKeys(call: CallNode, site: Site): readonly SchemaFinding[] {
  const [source] = call.arguments;
  if (source?.kind !== 'attribute' || site.definitionOf(source.name)?.type !== 'Boolean') return [];
  return keysOf(call)
    .filter(({ text }) => text !== 'True' && text !== 'False' && text !== '')
    .map(({ node, text }) => {
      const message = `[${source.name}] is Boolean and reads as "True" or "False"; the key "${text}" is never found.`;
      return site.say('switch.booleanKey', node, message, 'Write "True" or "False".');
    });
}

function lintPresence(call: CallNode, site: Site): readonly SchemaFinding[] {
  const [source] = call.arguments;
  if (!asksPresence(source)) return [];
  const message = `${source.name} as the source of Switch is advised against by its documentation: null already reads as "".`;
  return [
    site.say(
      'switch.presence',
      source,
      message,
      'Write Switch([x], "value when present", "", "value when empty").',
    ),
  ];
}

const lintSwitch: Lint = (site) =>
  callsOf(site.tree, 'Switch').flatMap((call) => [
    ...lintDefault(call, site),
    ...lintKeys(call, site),
    ...lintBooleanKeys(call, site),
    ...lintPresence(call, site),
  ]);

export const conditionLints: readonly Lint[] = [lintIif, lintSwitch];
