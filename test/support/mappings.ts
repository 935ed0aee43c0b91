import type { SubjectKind } from '../../src/domain/model/subject.ts';
import { parseSchema } from '../../src/domain/schema/json/parse.ts';
import { mappingFor, type ResolvedMapping } from '../../src/domain/schema/resolve.ts';

type Json = Readonly<Record<string, unknown>>;

/** Attributes by name: an expression, or a whole `attributeMapping` without its target; false takes one away. */
export type Mapped = Readonly<Record<string, string | Json | false>>;

/** Attribute definitions by name, over those of the sample objects. */
export type Defined = Readonly<Record<string, Json>>;

export type MappingChange = {
  readonly kind?: SubjectKind;
  readonly map?: Mapped;
  readonly define?: Defined;
  readonly defineSource?: Defined;
  readonly flowTypes?: string;
  readonly scope?: Json;
  readonly targetMetadata?: Readonly<Record<string, string>>;
  readonly sourceMetadata?: Readonly<Record<string, string>>;
  readonly rule?: Json;
};

const boolean = { type: 'Boolean' };
const manager = { type: 'Reference', referencedObjects: [{ referencedObjectName: 'User' }] };
const members = { ...manager, multivalued: true };

const sourceUser: Defined = {
  objectId: { anchor: true },
  userPrincipalName: {},
  displayName: {},
  givenName: {},
  surname: {},
  mail: {},
  department: {},
  jobTitle: {},
  employeeId: {},
  distinguishedName: {},
  otherMails: { multivalued: true },
  accountEnabled: boolean,
  IsSoftDeleted: boolean,
  appRoleAssignments: { multivalued: true },
  manager,
};

const targetUser: Defined = {
  id: { anchor: true },
  userName: { required: true },
  active: boolean,
  displayName: {},
  department: {},
  title: {},
  nickName: {},
  externalId: { caseExact: true },
  password: { mutability: 'WriteOnly' },
  emails: { multivalued: true },
  manager,
};

const status = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")';

const userMap: Mapped = {
  userName: { source: { expression: '[userPrincipalName]' }, matchingPriority: 1 },
  active: status,
  displayName: '[displayName]',
  department: '[department]',
};

const sourceGroup: Defined = { objectId: { anchor: true }, displayName: {}, description: {}, members };
const targetGroup: Defined = {
  id: { anchor: true },
  displayName: { required: true },
  externalId: { caseExact: true },
  members,
};
const groupMap: Mapped = {
  displayName: { source: { expression: '[displayName]' }, matchingPriority: 1 },
  externalId: '[objectId]',
  members: '[members]',
};

const samples = {
  user: { name: 'User', source: sourceUser, target: targetUser, map: userMap },
  group: { name: 'Group', source: sourceGroup, target: targetGroup, map: groupMap },
} as const;

const metadataOf = (pairs: Readonly<Record<string, string>>): readonly Json[] =>
  Object.entries(pairs).map(([key, value]) => ({ key, value }));

function objectOf(name: string, known: Defined, change: Defined | undefined, metadata: Json): Json {
  const names = new Set([...Object.keys(known), ...Object.keys(change ?? {})]);
  const attributes = [...names].map((each) => ({ name: each, ...known[each], ...change?.[each] }));
  return { name, attributes, metadata: metadataOf(metadata as Record<string, string>) };
}

function mappingsOf(map: Mapped): readonly Json[] {
  return Object.entries(map).flatMap(([targetAttributeName, mapped]): readonly Json[] => {
    if (mapped === false) return [];
    const rest = typeof mapped === 'string' ? { source: { expression: mapped } } : mapped;
    return [{ targetAttributeName, ...rest }];
  });
}

/** A matching attribute of the given priority. */
export const matching = (expression: string, matchingPriority: number): Json => ({
  source: { expression },
  matchingPriority,
});

/** A mapping without a source. */
export const noSource = (rest: Json = {}): Json => ({ source: null, ...rest });

/**
 * The mapping of a small SaaS app, read from the JSON that Graph exports; what a test is about goes over it. Users are
 * matched by `userName` and disabled by `active`.
 */
export function mappingWith(change: MappingChange = {}): ResolvedMapping {
  const kind = change.kind ?? 'user';
  const sample = samples[kind];
  const sourceMetadata =
    kind === 'user'
      ? { PropertyNameAccountEnabled: 'accountEnabled', PropertyNameSoftDeleted: 'IsSoftDeleted' }
      : {};
  const targetMetadata = kind === 'user' ? { IsSoftDeletionSupported: 'true' } : {};
  const text = JSON.stringify({
    id: 'job',
    directories: [
      {
        name: 'Source',
        objects: [
          objectOf(sample.name, sample.source, change.defineSource, {
            ...sourceMetadata,
            ...change.sourceMetadata,
          }),
        ],
      },
      {
        name: 'Target',
        objects: [
          objectOf(sample.name, sample.target, change.define, {
            ...targetMetadata,
            ...change.targetMetadata,
          }),
        ],
      },
    ],
    synchronizationRules: [
      {
        id: 'rule#V2',
        name: 'RULE',
        sourceDirectoryName: 'Source',
        targetDirectoryName: 'Target',
        objectMappings: [
          {
            name: `Provision ${sample.name}s`,
            sourceObjectName: sample.name,
            targetObjectName: sample.name,
            flowTypes: change.flowTypes ?? 'Add, Update, Delete',
            attributeMappings: mappingsOf({ ...sample.map, ...change.map }),
            ...(change.scope === undefined ? {} : { scope: change.scope }),
          },
        ],
        ...change.rule,
      },
    ],
  });
  const schema = parseSchema(text, 'test.json');
  if (!schema.ok) throw new Error(JSON.stringify(schema.error, null, 2));
  const [rule] = schema.value.synchronizationRules;
  if (rule === undefined) throw new Error('the sample schema has no rule');
  const mapping = mappingFor({ rule, schema: schema.value, kind });
  if (!mapping.ok) throw new Error(mapping.error.message);
  return mapping.value;
}

/** A scoping filter of one group: `withScope('Sales only', 'department EQUALS', 'Sales')`. */
export function scopedBy(title: string, words: string, ...values: readonly string[]): Json {
  return { groups: [filterGroup(title, words, ...values)] };
}

export function filterGroup(name: string, words: string, ...values: readonly string[]): Json {
  const [sourceOperandName, ...operator] = words.split(' ');
  return {
    name,
    clauses: [{ sourceOperandName, operatorName: operator.join(' '), targetOperand: { values } }],
  };
}
