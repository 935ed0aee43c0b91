import { type AttributeFacts, aboutAttribute, type MappingFacts } from '../facts.ts';
import { type FindingCode, type SchemaFinding, schemaFinding } from '../finding.ts';
import { randomCall } from './flows.ts';

type Check = (attribute: AttributeFacts, facts: MappingFacts) => readonly SchemaFinding[];

const say = (
  attribute: AttributeFacts,
  property: string,
  code: FindingCode,
  message: string,
  fix: string,
) => [aboutAttribute(attribute, property, { code, message, fix })];

/** SCIM attributes with sub-attributes (RFC 7643 sections 4.1 and 4.2): a filter needs one of the sub-attributes. */
const complexScim = new Set([
  'name',
  'emails',
  'phoneNumbers',
  'addresses',
  'ims',
  'photos',
  'roles',
  'groups',
  'entitlements',
  'members',
  'meta',
  'x509Certificates',
]);

/** Attributes of a mapping to Active Directory that its agent makes up: no search can ask for them. */
const virtualInAd = new Set(['accountDisabled', 'parentDistinguishedName']);

/** Why no query can ask for the attribute; undefined when one can. */
function whyNotFilterable({ target, mapping }: AttributeFacts, facts: MappingFacts): string | undefined {
  const name = mapping.targetAttributeName;
  const system = facts.target?.system;
  if (target?.type === 'Reference') return 'it is a reference';
  if (target?.mutability === 'WriteOnly') return 'it cannot be read';
  if (system === 'activeDirectory' && virtualInAd.has(name))
    return 'Active Directory has no attribute of this name to search by';
  if (system === 'scim' && complexScim.has(name)) return 'it consists of sub-attributes';
  return undefined;
}

const reviewFilterable: Check = (attribute, facts) => {
  const name = attribute.mapping.targetAttributeName;
  const why = whyNotFilterable(attribute, facts);
  if (why !== undefined) {
    const message = `The matching attribute "${name}" cannot be searched by: ${why}.`;
    return say(
      attribute,
      'targetAttributeName',
      'matching.notFilterable',
      message,
      'Match by a single value that is unique in the target, such as userName or externalId.',
    );
  }
  if (facts.target?.system !== 'scim') return [];
  const inList = /\[[^\]]*\]/.test(name);
  if (!inList && attribute.target?.multivalued !== true) return [];
  const message = `The matching attribute "${name}" is one of several values; many SCIM servers cannot filter by it.`;
  return say(
    attribute,
    'targetAttributeName',
    'matching.severalValues',
    message,
    'Match by userName or externalId, or try the filter in Test connection first.',
  );
};

const reviewConstant: Check = (attribute) => {
  const { expression, mapping } = attribute;
  const random = randomCall(attribute);
  if (random?.kind === 'call') {
    const message = `The matching attribute "${mapping.targetAttributeName}" is made by ${random.name}: its value is new every time, so nothing is ever found.`;
    return say(
      attribute,
      'source.expression',
      'matching.random',
      message,
      'Match by an attribute of the source.',
    );
  }
  if (
    mapping.source === undefined ||
    (expression?.ok === true && expression.value.sourceAttributes.length === 0)
  ) {
    const message = `The matching attribute "${mapping.targetAttributeName}" does not depend on the source: everybody is found as the same object.`;
    return say(
      attribute,
      'source',
      'matching.constant',
      message,
      'Match by an attribute that is unique for each source object.',
    );
  }
  return [];
};

/** What many people share, in the spellings of SCIM, Entra and Active Directory. */
const shared = new Set(
  'displayName name.givenName name.familyName name.formatted givenName surname sn title jobTitle department company city l state st country co c active accountEnabled postalCode userType preferredLanguage locale'
    .toLowerCase()
    .split(' '),
);

const reviewShared: Check = (attribute, { kind }) => {
  const { target, mapping } = attribute;
  const name = mapping.targetAttributeName;
  const last = name.split(':').at(-1) ?? name;
  if (target?.type !== 'Boolean' && (kind === 'group' || !shared.has(last.toLowerCase()))) return [];
  const message = `The matching attribute "${name}" has the same value for many ${kind}s: the wrong object may be found, or several.`;
  return say(
    attribute,
    'matchingPriority',
    'matching.shared',
    message,
    'Match by an attribute that is unique in the target.',
  );
};

function reviewPriorities(matching: readonly AttributeFacts[]): readonly SchemaFinding[] {
  return matching.flatMap((attribute, index) => {
    const { matchingPriority, targetAttributeName } = attribute.mapping;
    const rival = matching
      .slice(0, index)
      .find(({ mapping }) => mapping.matchingPriority === matchingPriority);
    if (rival === undefined) return [];
    const message = `"${rival.mapping.targetAttributeName}" and "${targetAttributeName}" have the same matching priority ${matchingPriority}, so it is open which is asked first.`;
    return say(
      attribute,
      'matchingPriority',
      'matching.samePriority',
      message,
      'Give each matching attribute a number of its own; the lowest is asked first.',
    );
  });
}

function reviewNone({ inUse, path, kind, mapping }: MappingFacts): readonly SchemaFinding[] {
  if (!inUse || mapping.flowTypes.size === 0) return [];
  return [
    schemaFinding({
      code: 'matching.none',
      path: `${path}.attributeMappings`,
      message: `No attribute is used for matching: a ${kind} that the target already has is never found.`,
      fix: 'Give the mapping of a unique attribute the matchingPriority 1.',
    }),
  ];
}

/** Pre-hires are read by personIdExternal. Source: entra-docs `sap-successfactors-integration-reference`. */
function reviewPreHire(
  matching: readonly AttributeFacts[],
  { source }: MappingFacts,
): readonly SchemaFinding[] {
  const [first] = matching.toSorted((a, b) => a.mapping.matchingPriority - b.mapping.matchingPriority);
  if (source?.system !== 'successFactors' || first?.expression?.ok !== true) return [];
  if (first.expression.value.sourceAttributes.includes('personIdExternal')) return [];
  const message =
    'The first matching attribute does not come from personIdExternal, which pre-hires are read by: they are not found before their start date.';
  return say(
    first,
    'source.expression',
    'matching.preHire',
    message,
    'Give the mapping of personIdExternal the matchingPriority 1.',
  );
}

/** The matching attributes: there is one, it can be searched by, and it tells one object from another. */
export function reviewMatching(facts: MappingFacts): readonly SchemaFinding[] {
  const matching = facts.attributes.filter(({ mapping }) => mapping.matchingPriority > 0);
  const negative = facts.attributes
    .filter(({ mapping }) => mapping.matchingPriority < 0)
    .flatMap((attribute) => {
      const message = `The matching priority ${attribute.mapping.matchingPriority} of "${attribute.mapping.targetAttributeName}" is negative, which is no priority: it is not used for matching.`;
      return say(
        attribute,
        'matchingPriority',
        'matching.negative',
        message,
        'Write 0 for no matching, 1 for the attribute that is asked first.',
      );
    });
  if (matching.length === 0) return [...negative, ...reviewNone(facts)];
  const checks = [reviewFilterable, reviewConstant, reviewShared];
  const each = matching.flatMap((attribute) => checks.flatMap((check) => check(attribute, facts)));
  return [...negative, ...each, ...reviewPriorities(matching), ...reviewPreHire(matching, facts)];
}
