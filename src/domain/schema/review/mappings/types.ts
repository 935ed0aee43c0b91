import { readMoment } from '../../../expressions/dates/read-moment.ts';
import type { FunctionDefinition } from '../../../expressions/definition.ts';
import { functions } from '../../../expressions/registry.ts';
import { allNodes, type CallNode, type Node } from '../../../expressions/syntax/tree.ts';
import type { AttributeDefinition, AttributeType } from '../../types.ts';
import { type AttributeFacts, aboutAttribute, type MappingFacts } from '../facts.ts';
import type { FindingCode, SchemaFinding } from '../finding.ts';
import { resultNodes } from './results.ts';

type Say = (code: FindingCode, node: Node, message: string, fix: string) => SchemaFinding;

type Site = {
  readonly attribute: AttributeFacts;
  readonly tree: Node;
  readonly target: AttributeDefinition;
  readonly definitions: ReadonlyMap<string, AttributeDefinition>;
  readonly say: Say;
};

const listOf = (site: Pick<Site, 'definitions'>, node: Node | undefined): string | undefined =>
  node?.kind === 'attribute' && site.definitions.get(node.name)?.multivalued === true ? node.name : undefined;

function reviewLists({ tree, target, definitions, say }: Site): readonly SchemaFinding[] {
  return resultNodes(tree).flatMap((node) => {
    const name = listOf({ definitions }, node);
    if (name === undefined || target.multivalued) return [];
    return [
      say(
        'type.severalValues',
        node,
        `[${name}] can hold several values, but "${target.name}" holds one: only the first is written.`,
        `Choose one with Item([${name}], 1), or join them with Join(", ", [${name}]).`,
      ),
    ];
  });
}

/** What a function does with a list: works through it, takes it whole, or refuses it. */
function refusesList(definition: FunctionDefinition, index: number): boolean {
  const { parameters, name } = definition;
  const named = parameters[Math.min(index, parameters.length - 1)];
  if (named === undefined) return false;
  if (name === 'Switch') return index % 2 === 0;
  const { perItem, type } = named.parameter;
  return perItem !== true && (type === 'text' || type === 'integer' || type === 'date');
}

function listArguments(
  node: CallNode,
  { definitions, say }: Pick<Site, 'definitions' | 'say'>,
): readonly SchemaFinding[] {
  const definition = functions.get(node.name);
  if (definition === undefined) return [];
  return node.arguments.flatMap((argument, index) => {
    const name = listOf({ definitions }, argument);
    if (name === undefined || argument === undefined || !refusesList(definition, index)) return [];
    return [
      say(
        'type.listArgument',
        argument,
        `${node.name} takes a single text here, but [${name}] can hold several values.`,
        `Choose one first: Item([${name}], 1).`,
      ),
    ];
  });
}

/** Everywhere in an expression, whatever it is mapped to: lists where a function or an operator takes one text. */
export function reviewListArguments(
  tree: Node,
  site: Pick<Site, 'definitions' | 'say'>,
): readonly SchemaFinding[] {
  return [...allNodes(tree)].flatMap((node) => {
    if (node.kind === 'call') return listArguments(node, site);
    if (node.kind !== 'comparison') return [];
    return [node.left, node.right].flatMap((part) => {
      const name = listOf(site, part);
      const message = `A comparison takes single texts, but [${name}] can hold several values.`;
      return name === undefined
        ? []
        : [site.say('type.listArgument', part, message, `Choose one first: Item([${name}], 1).`)];
    });
  });
}

const fits: Partial<
  Record<AttributeType, { readonly test: (text: string) => boolean; readonly wanted: string }>
> = {
  Boolean: { test: (text) => /^(?:true|false|0|1)$/i.test(text), wanted: 'True or False' },
  Integer: { test: (text) => /^[+-]?\d+$/.test(text), wanted: 'a whole number' },
  DateTime: { test: (text) => readMoment(text) !== undefined, wanted: 'a date such as 2026-10-30T00:00:00Z' },
};

function reviewConstants({ tree, target, say }: Site): readonly SchemaFinding[] {
  const rule = fits[target.type];
  if (rule === undefined) return [];
  return resultNodes(tree).flatMap((node) => {
    if (node.kind !== 'constant' || node.value === '' || rule.test(node.value)) return [];
    return [
      say(
        'type.constant',
        node,
        `"${target.name}" is of type ${target.type}, but the text "${node.value}" is none.`,
        `Write ${rule.wanted}.`,
      ),
    ];
  });
}

function reviewText({ tree, target, definitions, say }: Site): readonly SchemaFinding[] {
  const rule = fits[target.type];
  if (rule === undefined) return [];
  return resultNodes(tree).flatMap((node) => {
    const source = node.kind === 'attribute' ? definitions.get(node.name) : undefined;
    if (source === undefined || source.type === target.type || source.type === 'Reference') return [];
    return [
      say(
        'type.text',
        node,
        `"${target.name}" is of type ${target.type}, but [${source.name}] is of type ${source.type}: only values that read as ${rule.wanted} are accepted.`,
        'Translate the values, for instance with Switch, or correct the type in the attribute list.',
      ),
    ];
  });
}

function reviewReference({ attribute, tree, target, definitions, say }: Site): readonly SchemaFinding[] {
  const source = tree.kind === 'attribute' ? definitions.get(tree.name) : undefined;
  if (target.type === 'Reference' && tree.kind !== 'attribute') {
    const message = `"${target.name}" is a reference, and an expression cannot make one: only the source attribute itself is resolved to the object it points to.`;
    return [say('reference.function', tree, message, 'Map the reference attribute directly.')];
  }
  if (source === undefined || (source.type === 'Reference') === (target.type === 'Reference')) return [];
  const message =
    target.type === 'Reference'
      ? `"${target.name}" is a reference, but [${source.name}] is ${source.type}: it is not resolved to an object.`
      : `[${source.name}] is a reference, but "${target.name}" is ${target.type}: it receives the id of the object in the source.`;
  const fix = `Correct the type of one of the two in the attribute list, or map ${attribute.mapping.targetAttributeName} otherwise.`;
  return [say('type.reference', tree, message, fix)];
}

function reviewDefaultType(attribute: AttributeFacts): readonly SchemaFinding[] {
  const { target, mapping } = attribute;
  const rule = target === undefined ? undefined : fits[target.type];
  const text = mapping.defaultValue ?? '';
  if (target === undefined || rule === undefined || text === '' || rule.test(text)) return [];
  const message = `"${target.name}" is of type ${target.type}, but its default "${text}" is none.`;
  return [
    aboutAttribute(attribute, 'defaultValue', {
      code: 'type.constant',
      message,
      fix: `Write ${rule.wanted}.`,
    }),
  ];
}

/** Values that do not fit the type of the target attribute, told without any value. */
export function reviewTypes(
  attribute: AttributeFacts,
  facts: MappingFacts,
  say: Say,
): readonly SchemaFinding[] {
  const { target, expression } = attribute;
  const wrongDefault = reviewDefaultType(attribute);
  const definitions = facts.source?.attributes;
  if (expression?.ok !== true || definitions === undefined) return wrongDefault;
  const { tree } = expression.value;
  const lists = reviewListArguments(tree, { definitions, say });
  if (target === undefined) return [...wrongDefault, ...lists];
  const site: Site = { attribute, tree, target, definitions, say };
  const checks =
    target.type === 'Reference'
      ? [reviewReference]
      : [reviewLists, reviewConstants, reviewText, reviewReference];
  return [...wrongDefault, ...lists, ...checks.flatMap((check) => check(site))];
}
