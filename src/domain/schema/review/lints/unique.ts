import { evaluate } from '../../../expressions/evaluate.ts';
import { allNodes, type Node } from '../../../expressions/syntax/tree.ts';
import type { AttributeValue } from '../../../model/value.ts';
import type { SchemaFinding } from '../finding.ts';
import type { Lint, Site } from './lint.ts';

const attributesOf = (node: Node | undefined): ReadonlySet<string> =>
  new Set(
    node === undefined
      ? []
      : [...allNodes(node)].flatMap((one) => (one.kind === 'attribute' ? [one.name] : [])),
  );

/** A value for each attribute that no other attribute has, long enough for Mid and Left to tell them apart. */
function samples(site: Site, without: string | undefined): ReadonlyMap<string, AttributeValue> {
  const names = site.expression.sourceAttributes.filter((name) => name !== without);
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  return new Map(
    names.map((name, index) => [
      name,
      `${letters[index % 26]}${letters[(index * 7 + 3) % 26]}sample${index}`,
    ]),
  );
}

function candidates(site: Site, without: string | undefined): readonly (string | undefined)[] {
  const { now, runPattern } = site.options;
  const { outcome } = evaluate(site.expression, { attributes: samples(site, without), now, runPattern });
  return outcome.kind === 'chooseUnique' ? outcome.candidates.map(({ value }) => value) : [];
}

type Pair = { readonly first: number; readonly second: number };

function equalPair(values: readonly (string | undefined)[]): Pair | undefined {
  for (const [second, value] of values.entries()) {
    const first = values.findIndex(
      (other) => other !== undefined && other.toLowerCase() === value?.toLowerCase(),
    );
    if (value !== undefined && first < second) return { first, second };
  }
  return undefined;
}

/** Rules that are the same for everybody, or for people without a middle name and the like. */
function lintCollapse(site: Site, rules: readonly (Node | undefined)[]): readonly SchemaFinding[] {
  const always = equalPair(candidates(site, undefined));
  const fix = 'Make each rule differ for everybody, for instance by the employee number in the last one.';
  const say = ({ first, second }: Pair, when: string): readonly SchemaFinding[] => {
    const rule = rules[second];
    if (rule === undefined) return [];
    const message = `Rules ${first + 1} and ${second + 1} of SelectUniqueValue give the same value${when}, so the later one never helps.`;
    return [site.say('unique.collapse', rule, message, fix)];
  };
  if (always !== undefined) return say(always, '');
  const sometimes = site.expression.sourceAttributes.filter(
    (name) => site.mayBeAbsent(name) && !rules.every((rule) => attributesOf(rule).has(name)),
  );
  return sometimes.flatMap((name) => {
    const pair = equalPair(candidates(site, name));
    return pair === undefined ? [] : say(pair, ` for everybody without ${name}`);
  });
}

/** Source: entra-docs `functions-for-customizing-application-data`, SelectUniqueValue. */
const lintUnique: Lint = (site) => {
  const { tree, attribute, facts } = site;
  if (tree.kind !== 'call' || tree.name !== 'SelectUniqueValue') return [];
  const { mapping } = attribute;
  const findings: SchemaFinding[] = [];
  if (mapping.matchingPriority > 0) {
    const message =
      'SelectUniqueValue cannot make the value of a matching attribute: it always gives a value that nobody has.';
    findings.push(site.say('unique.matching', tree, message, 'Match by another attribute.'));
  }
  if (mapping.flowType !== 'ObjectAddOnly') {
    const message =
      'SelectUniqueValue works during object creation only, but this mapping flows on updates too.';
    findings.push(site.say('unique.alwaysFlows', tree, message, 'Set the flow type to ObjectAddOnly.'));
  }
  if (facts.target !== undefined && facts.target.system !== 'activeDirectory') {
    const message =
      'The service supports SelectUniqueValue from HR systems to Active Directory only; it is evaluated here anyway.';
    findings.push(
      site.say(
        'unique.unsupported',
        tree,
        message,
        'Expect a different result from the service, or use another function.',
      ),
    );
  }
  return [...findings, ...lintCollapse(site, tree.arguments)];
};

export const uniqueLints: readonly Lint[] = [lintUnique];
