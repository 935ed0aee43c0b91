import { intervals, isInterval } from '../../../expressions/dates/intervals.ts';
import { evaluate } from '../../../expressions/evaluate.ts';
import { functions } from '../../../expressions/registry.ts';
import { parseExpression } from '../../../expressions/syntax/expression.ts';
import { print } from '../../../expressions/syntax/print.ts';
import { allNodes, type CallNode } from '../../../expressions/syntax/tree.ts';
import type { SchemaFinding } from '../finding.ts';
import { callsOf, type Lint, type Site } from './lint.ts';

/** Listed by Graph's `schema/functions`, described nowhere. */
const undocumented = ['DefaultDomain', 'AppRoleAssignments'] as const;

const lintUndocumented: Lint = (site) =>
  callsOf(site.tree, ...undocumented).map((call) => {
    const message = `What ${call.name} gives is documented nowhere, so it cannot be evaluated here.`;
    return site.say(
      'expression.undocumented',
      call,
      message,
      'Put the wanted value into the mapping as a constant or an attribute.',
    );
  });

function lintArgument(call: CallNode, index: number, site: Site): readonly SchemaFinding[] {
  const argument = call.arguments[index];
  const parameters = functions.get(call.name)?.parameters ?? [];
  const named = parameters[Math.min(index, parameters.length - 1)];
  if (argument?.kind !== 'constant' || named === undefined || named.parameter.presence === 'repeated')
    return [];
  const read = named.parameter.read(argument.value);
  if (read.ok) return [];
  const message = `${call.name}: ${named.name} ${read.error.message}, but it is "${argument.value}".`;
  return [
    site.say(
      'expression.argument',
      argument,
      message,
      `Correct the argument; the function is ${functions.get(call.name)?.signature ?? call.name}.`,
    ),
  ];
}

/** FormatDateTime has two forms, and its own lint knows both. */
const lintTypes: Lint = (site) =>
  [...allNodes(site.tree)]
    .filter((node) => node.kind === 'call')
    .filter(({ name }) => name !== 'FormatDateTime')
    .flatMap((call) => call.arguments.flatMap((_, index) => lintArgument(call, index, site)));

type Limit = {
  readonly call: string;
  readonly index: number;
  readonly allows: (text: string) => boolean;
  readonly rule: string;
};

const atLeast = (least: number) => (text: string) => !/^[+-]?\d+$/.test(text) || Number(text) >= least;

const limits: readonly Limit[] = [
  { call: 'Mid', index: 1, allows: atLeast(1), rule: 'start counts from 1' },
  { call: 'Mid', index: 2, allows: atLeast(0), rule: 'length must not be negative' },
  { call: 'Item', index: 1, allows: atLeast(1), rule: 'index counts from 1' },
  { call: 'InStr', index: 2, allows: atLeast(1), rule: 'start counts from 1' },
  { call: 'DNComponent', index: 1, allows: atLeast(1), rule: 'number counts from 1' },
  { call: 'DateAdd', index: 0, allows: isInterval, rule: `interval is one of ${intervals.join(', ')}` },
  { call: 'DateDiff', index: 0, allows: isInterval, rule: `interval is one of ${intervals.join(', ')}` },
];

const lintLimits: Lint = (site) =>
  limits.flatMap(({ call: name, index, allows, rule }) =>
    callsOf(site.tree, name).flatMap((call) => {
      const argument = call.arguments[index];
      if (argument?.kind !== 'constant' || allows(argument.value)) return [];
      const message = `${name}: ${rule}, but it is "${argument.value}".`;
      return [site.say('expression.argument', argument, message, 'Correct the argument.')];
    }),
  );

/** Without bytes the two random functions would fail for want of them and not for their arguments. */
const someBytes = (count: number): readonly number[] => Array.from({ length: count }, () => 7);

/** RandomString and Guid read no attribute, so evaluating them shows whether they can work at all. */
const lintRandom: Lint = (site) =>
  callsOf(site.tree, 'RandomString').flatMap((call) => {
    const parsed = parseExpression(print(call));
    if (!parsed.ok || parsed.value.sourceAttributes.length > 0) return [];
    const { now, runPattern } = site.options;
    const { outcome } = evaluate(parsed.value, { attributes: new Map(), now, runPattern, random: someBytes });
    if (outcome.kind !== 'error' || outcome.error.code === 'ArgumentType') return [];
    return [site.say('expression.argument', call, `${outcome.error.message}.`, 'Correct the arguments.')];
  });

/** Arguments that are written as constants and can never be right. */
export const argumentLints: readonly Lint[] = [lintUndocumented, lintTypes, lintLimits, lintRandom];
