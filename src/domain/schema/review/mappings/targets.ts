import { nearestName } from '../../../expressions/syntax/suggest.ts';
import { allNodes } from '../../../expressions/syntax/tree.ts';
import { type AttributeFacts, aboutAttribute, type MappingFacts } from '../facts.ts';
import { type SchemaFinding, schemaFinding } from '../finding.ts';

/** Says which attribute is meant, and that only its case is wrong where this is so. */
export function unknownAttribute(
  name: string,
  known: Iterable<string>,
): { readonly differsInCase: boolean; readonly hint: string } {
  // Names of another length are too many edits away anyway, and comparing them takes most of the time.
  const allowed = Math.max(1, Math.floor(name.length / 3));
  const alike = [...known].filter((one) => Math.abs(one.length - name.length) <= allowed);
  const near = nearestName(name, alike);
  if (near === undefined)
    return {
      differsInCase: false,
      hint: 'Name an attribute that the object defines, or add it to the attribute list.',
    };
  const differsInCase = near.toLowerCase() === name.toLowerCase();
  return { differsInCase, hint: `Did you mean "${near}"?` };
}

/** Only HR schemas map this name; it decides about the object as a whole and is no attribute. */
const pseudoTargets = new Set(['objectFilter']);

function reviewKnown(attribute: AttributeFacts, { target }: MappingFacts): readonly SchemaFinding[] {
  const name = attribute.mapping.targetAttributeName;
  if (name === '' || target === undefined || target.attributes.size === 0) return [];
  if (target.attributes.has(name) || pseudoTargets.has(name)) return [];
  const { differsInCase, hint } = unknownAttribute(name, target.attributes.keys());
  const why = differsInCase ? '; names are case-sensitive' : '';
  const message = `The target object "${target.object.name}" has no attribute "${name}"${why}.`;
  return [aboutAttribute(attribute, 'targetAttributeName', { code: 'target.unknown', message, fix: hint })];
}

/** Attribute names of SCIM are compared without regard to case (RFC 7643 section 2.1), of LDAP too (RFC 4512 1.4). */
function reviewCase({ attributes }: MappingFacts): readonly SchemaFinding[] {
  const seen = new Map<string, string>();
  return attributes.flatMap((attribute) => {
    const name = attribute.mapping.targetAttributeName;
    const first = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), first ?? name);
    if (first === undefined || first === name || name === '') return [];
    const message = `The target attributes "${first}" and "${name}" differ only in case; the target takes them for one, which is then mapped twice.`;
    const fix = 'Remove one of the two mappings.';
    return [aboutAttribute(attribute, 'targetAttributeName', { code: 'target.differsInCase', message, fix })];
  });
}

const isBalanced = (name: string): boolean => {
  const bare = name.replace(/"(?:[^"\\]|\\.)*"/g, '');
  return !bare.includes('"') && /^[^[\]]*(?:\[[^[\]]+\][^[\]]*)*$/.test(bare);
};

function reviewPath(attribute: AttributeFacts, { target }: MappingFacts): readonly SchemaFinding[] {
  const name = attribute.mapping.targetAttributeName;
  if (target?.system !== 'scim') return [];
  const singleQuotes = /\[[^\]"]*'[^\]"]*\]/.test(name);
  if (isBalanced(name) && !singleQuotes) return [];
  const why = singleQuotes ? 'SCIM filters take double quotes' : 'a bracket or a quote is not closed';
  const message = `"${name}" is no attribute path of SCIM: ${why}.`;
  const fix = 'Write it like emails[type eq "work"].value.';
  return [aboutAttribute(attribute, 'targetAttributeName', { code: 'target.path', message, fix })];
}

function reviewMutability(attribute: AttributeFacts): readonly SchemaFinding[] {
  const { target, mapping } = attribute;
  if (target === undefined) return [];
  const say = (code: Parameters<typeof aboutAttribute>[2]['code'], message: string, fix: string) => [
    aboutAttribute(attribute, 'targetAttributeName', { code, message, fix }),
  ];
  const { name } = target;
  if (target.anchor) {
    return say(
      'target.anchor',
      `"${name}" is the anchor of the target object: the target makes it and nobody can write it.`,
      'Remove this mapping; to match by the id, keep it in an attribute that can be written, such as externalId.',
    );
  }
  if (target.mutability === 'ReadOnly' && mapping.matchingPriority <= 0) {
    return say(
      'target.readOnly',
      `"${name}" is read-only in the target, so this mapping never writes anything.`,
      'Remove the mapping, or correct the mutability in the attribute list.',
    );
  }
  if (target.mutability === 'Immutable' && mapping.flowType !== 'ObjectAddOnly') {
    return say(
      'target.immutable',
      `"${name}" can be set only during object creation; later changes of the source do not reach it.`,
      'Nothing needs to change; "Only during object creation" (ObjectAddOnly) would say the same.',
    );
  }
  if (target.mutability === 'WriteOnly' && mapping.flowBehavior !== 'FlowAlways') {
    return say(
      'target.writeOnly',
      `"${name}" cannot be read back, so a change of the source is not seen and not written.`,
      'Nothing needs to change if it is to be set once; else set flowBehavior to FlowAlways.',
    );
  }
  return [];
}

function reviewRequired({
  attributes,
  target,
  mapping,
  path,
  inUse,
}: MappingFacts): readonly SchemaFinding[] {
  if (target === undefined || !inUse || !mapping.flowTypes.has('Add')) return [];
  const mapped = new Set(attributes.map((one) => one.mapping.targetAttributeName));
  return target.object.attributes
    .filter(({ required, anchor, mutability }) => required && !anchor && mutability !== 'ReadOnly')
    .filter(({ name, defaultValue }) => !mapped.has(name) && defaultValue === undefined)
    .map(({ name }) =>
      schemaFinding({
        code: 'target.requiredMissing',
        path: `${path}.attributeMappings`,
        message: `The target requires "${name}", and nothing is mapped to it: creating fails unless the target fills it by itself.`,
        fix: `Map a source attribute or a constant to "${name}".`,
        target: name,
      }),
    );
}

const isUser = ({ kind, target }: MappingFacts): boolean =>
  kind === 'user' && target?.system === 'activeDirectory';

/** Source: entra-docs `hr-user-creation-issues`; the limit of 20 characters is SAM-Account-Name of MS-ADA3 2.222. */
function reviewAccountName(facts: MappingFacts): readonly SchemaFinding[] {
  if (!isUser(facts) || !facts.inUse || !facts.mapping.flowTypes.has('Add')) return [];
  const name = facts.attributes.find(({ mapping }) => mapping.targetAttributeName === 'sAMAccountName');
  if (name === undefined) {
    const message =
      'sAMAccountName is not mapped: Active Directory makes up a random one ($A31000-...) or refuses the account.';
    const fix = 'Map sAMAccountName, at most 20 characters, only during object creation.';
    return [
      schemaFinding({
        code: 'target.noAccountName',
        path: `${facts.path}.attributeMappings`,
        message,
        fix,
        target: 'sAMAccountName',
      }),
    ];
  }
  const tree = name.expression?.ok ? name.expression.value.tree : undefined;
  const calls = tree === undefined ? [] : [...allNodes(tree)].filter((node) => node.kind === 'call');
  const composed = calls.some((node) => node.name === 'Join' || node.name === 'Append');
  if (!composed || calls.some((node) => node.name === 'Mid' || node.name === 'Left')) return [];
  const message =
    'sAMAccountName is put together without a limit; Active Directory takes at most 20 characters for a user.';
  return [
    aboutAttribute(name, 'source.expression', {
      code: 'target.longAccountName',
      message,
      fix: 'Cut it off: Left(..., 20).',
    }),
  ];
}

/** The target attributes: that they exist, can be written, and that none is missing which the target requires. */
export function reviewTargets(facts: MappingFacts): readonly SchemaFinding[] {
  const each = facts.attributes.flatMap((attribute) => [
    ...reviewKnown(attribute, facts),
    ...reviewPath(attribute, facts),
    ...reviewMutability(attribute),
  ]);
  return [...each, ...reviewCase(facts), ...reviewRequired(facts), ...reviewAccountName(facts)];
}
