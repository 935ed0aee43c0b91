import { indexOfGroup } from '../../../expressions/pattern/groups.ts';
import type { Argument, CallNode } from '../../../expressions/syntax/tree.ts';
import type { SchemaFinding } from '../finding.ts';
import { callsOf, type Lint, type Site } from './lint.ts';

const PLACES = 7;
const signature =
  'Replace(source, oldValue, regexPattern, regexGroupName, replacementValue, replacementAttributeName, template)';

type Given = {
  readonly oldValue: Argument;
  readonly pattern: Argument;
  readonly group: Argument;
  readonly value: Argument;
  readonly attribute: Argument;
  readonly template: Argument;
};

function givenOf(call: CallNode): Given {
  const [, oldValue, pattern, group, value, attribute, template] = call.arguments;
  return { oldValue, pattern, group, value, attribute, template };
}

/** Whether the arguments make one of the documented forms; Replace tells them apart by what is left out. */
function hasForm({ oldValue, pattern, group, value, attribute, template }: Given): boolean {
  if (oldValue !== undefined && (template !== undefined || value !== undefined)) return true;
  if (pattern === undefined) return false;
  return value !== undefined || (group !== undefined && attribute !== undefined);
}

function lintForm(call: CallNode, site: Site): readonly SchemaFinding[] {
  const given = givenOf(call);
  if (!hasForm(given)) {
    const lost = given.oldValue !== undefined && given.pattern !== undefined;
    const hint = lost
      ? ' The second text stands in the place of a regular expression: commas are missing before it.'
      : '';
    const message = `These arguments are no form of Replace.${hint}`;
    return [
      site.say(
        'replace.form',
        call,
        message,
        `Write ${signature}, with nothing between the commas for what is left out: Replace([x], "old", , , "new", , ).`,
      ),
    ];
  }
  if (call.arguments.length === PLACES) return [];
  const message = `Replace has ${call.arguments.length} of its ${PLACES} places; the service counts the commas.`;
  return [site.say('replace.places', call, message, `Write all places: ${signature}.`)];
}

function lintUnused(call: CallNode, site: Site): readonly SchemaFinding[] {
  const { oldValue, pattern, group, value, attribute, template } = givenOf(call);
  const plain = oldValue !== undefined && (value !== undefined || template !== undefined);
  const unused = [
    plain && pattern !== undefined
      ? { node: pattern, name: 'regexPattern', because: 'oldValue is given' }
      : undefined,
    value !== undefined && attribute !== undefined
      ? { node: attribute, name: 'replacementAttributeName', because: 'replacementValue is given' }
      : undefined,
    oldValue !== undefined && template !== undefined && value !== undefined
      ? { node: value, name: 'replacementValue', because: 'template is given' }
      : undefined,
    group !== undefined && pattern === undefined
      ? { node: group, name: 'regexGroupName', because: 'there is no regexPattern' }
      : undefined,
  ];
  return unused
    .filter((one) => one !== undefined)
    .map(({ node, name, because }) =>
      site.say(
        'replace.unused',
        node,
        `${name} is ignored, because ${because}.`,
        'Remove it, or check the commas.',
      ),
    );
}

function lintPattern(call: CallNode, site: Site): readonly SchemaFinding[] {
  const { pattern, group, oldValue } = givenOf(call);
  if (oldValue?.kind === 'constant' && oldValue.value === '') {
    return [
      site.say(
        'expression.argument',
        oldValue,
        'oldValue is empty, so there is nothing to replace: Replace fails.',
        'Leave it out between the commas, or write what shall be replaced.',
      ),
    ];
  }
  if (pattern?.kind !== 'constant') return [];
  const translated = site.expression.patterns.get(pattern.value);
  if (translated?.ok === false) {
    const { message, position } = translated.error;
    return [
      site.say(
        'replace.pattern',
        pattern,
        `The regular expression is not valid: ${message}, at its character ${position + 1}.`,
        'Correct the pattern; a backslash is written \\\\ inside an expression.',
      ),
    ];
  }
  if (group?.kind !== 'constant' || translated === undefined) return [];
  if (indexOfGroup(translated.value.groups, group.value) !== undefined) return [];
  const message = `The regular expression has no group "${group.value}", so nothing is replaced.`;
  return [
    site.say('replace.group', group, message, `Name the group in the pattern: (?<${group.value}>...).`),
  ];
}

const lintReplace: Lint = (site) =>
  callsOf(site.tree, 'Replace').flatMap((call) => [
    ...lintForm(call, site),
    ...lintUnused(call, site),
    ...lintPattern(call, site),
  ]);

/** Source of the forms: entra-docs `functions-for-customizing-application-data`, Replace. */
export const replaceLints: readonly Lint[] = [lintReplace];
