import { allNodes, type Node } from '../../../expressions/syntax/tree.ts';
import { givesEmptyText } from '../mappings/results.ts';
import { callsAround, callsOf, type Lint } from './lint.ts';

/** Active Directory refuses an empty text. Source: entra-docs `hr-user-update-issues`. */
const lintEmptyText: Lint = (site) => {
  const { tree, facts, attribute } = site;
  if (facts.target?.system !== 'activeDirectory') return [];
  const protectedBy = tree.kind === 'call' && tree.name === 'IgnoreFlowIfNullOrEmpty';
  const node = protectedBy ? undefined : givesEmptyText(tree, site.mayBeAbsent);
  if (node === undefined) return [];
  const written = node.kind === 'constant';
  const why = written ? '' : ` for objects without ${missingNames(node, site.mayBeAbsent)}`;
  const message = `The result can be ""${why}, and Active Directory refuses an empty text (InvalidAttributeSyntax) for "${attribute.mapping.targetAttributeName}".`;
  return [
    site.say(
      'text.empty',
      node,
      message,
      'Put IgnoreFlowIfNullOrEmpty(...) around the expression, or give a text such as "N/A".',
    ),
  ];
};

function missingNames(node: Node, mayBeAbsent: (name: string) => boolean): string {
  const names = [...allNodes(node)].flatMap((one) =>
    one.kind === 'attribute' && mayBeAbsent(one.name) ? [`[${one.name}]`] : [],
  );
  return [...new Set(names)].join(' and ');
}

/** Attributes that hold the name of a person, in Workday, SuccessFactors, Entra and Active Directory. */
const personNames =
  /^(?:preferred|legal)?_?(?:first|middle|last|given|family|sur|nick|display|full|formal)_?names?(?:data)?$|^preferrednamedata$|^(?:sn|cn)$/i;

const accountNames = new Set(['userPrincipalName', 'sAMAccountName', 'UserPrincipalName', 'mailNickname']);

/**
 * The look-up of the service does not escape letters with diacritics, and many systems refuse them in account names.
 * Source: entra-docs `functions-for-customizing-application-data`, SelectUniqueValue and NormalizeDiacritics.
 */
const lintDiacritics: Lint = (site) => {
  const target = site.attribute.mapping.targetAttributeName;
  const names = [...allNodes(site.tree)]
    .filter((node) => node.kind === 'attribute')
    .filter(({ name }) => personNames.test(name));
  const normalised = new Set(
    callsOf(site.tree, 'NormalizeDiacritics').flatMap((call) => [...allNodes(call)]),
  );
  const bare = names.filter((node) => !normalised.has(node));
  const [first] = bare;
  if (!accountNames.has(target) || first === undefined) return [];
  const list = [...new Set(bare.map(({ name }) => `[${name}]`))].join(', ');
  const message = `"${target}" is made from ${list} without NormalizeDiacritics: letters with accents get into the account name.`;
  return [site.say('text.diacritics', first, message, 'Put NormalizeDiacritics(...) around the name.')];
};

const roleFunctions = new Set([
  'SingleAppRoleAssignment',
  'AppRoleAssignmentsComplex',
  'AssertiveAppRoleAssignmentsComplex',
  'AppRoleAssignments',
]);

/** Source: entra-docs `customize-application-attributes`, "Provisioning a role to a SCIM app". */
const lintRoles: Lint = (site) => {
  const reads = [...allNodes(site.tree)].find(
    (node) => node.kind === 'attribute' && node.name === 'appRoleAssignments',
  );
  if (reads === undefined) return [];
  const around = callsAround(site.tree, reads).find(({ name }) => roleFunctions.has(name));
  if (around === undefined) {
    const message =
      '[appRoleAssignments] is mapped directly, but it holds objects and not the names of roles.';
    return [
      site.say(
        'roles.direct',
        reads,
        message,
        'Write SingleAppRoleAssignment([appRoleAssignments]), or AppRoleAssignmentsComplex for several roles.',
      ),
    ];
  }
  if (site.options.syncAll === false) return [];
  if (site.options.syncAll === true) {
    const message = `${around.name} does not work while the scope is "Sync all users and groups": without an assignment there is no role.`;
    return [
      site.say(
        'roles.syncAll',
        around,
        message,
        'Set the scope to "Sync only assigned users and groups", or remove the mapping.',
      ),
    ];
  }
  const message = `${around.name} works only while the scope of the app is "Sync only assigned users and groups".`;
  return [site.say('roles.assignedOnly', around, message, 'Check the scope of the app.')];
};

/** A quoted attribute is the text itself, the same for everybody. */
const lintQuoted: Lint = (site) =>
  [...allNodes(site.tree)].flatMap((node) => {
    if (node.kind !== 'constant') return [];
    const name = /^\[([^[\]]+)\]$/.exec(node.value)?.[1];
    if (name === undefined || site.definitionOf(name) === undefined) return [];
    const message = `"[${name}]" in quotes is this text itself, not the value of the attribute.`;
    return [site.say('source.quotedAttribute', node, message, `Write [${name}] without quotes.`)];
  });

export const valueLints: readonly Lint[] = [lintEmptyText, lintDiacritics, lintRoles, lintQuoted];
