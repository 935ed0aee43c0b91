import {
  defined,
  express,
  firstMapping,
  firstRule,
  mapped,
  present,
  type Schema,
  scoped,
  type Way,
} from './broken.ts';

const objectOf = (schema: Schema, side: 0 | 1) => present(schema.directories[side]?.objects[0]);

const withoutTarget = (schema: Schema, target: string) =>
  Object.assign(firstMapping(schema), {
    attributeMappings: firstMapping(schema).attributeMappings.filter(
      (one) => one.targetAttributeName !== target,
    ),
  });

/** Doubtful directories, rules and flows, each made in the schema that provisions workers to Active Directory. */
export const structureWays: readonly Way[] = [
  [
    'a filter has its groups under another name',
    (s) => Object.assign(firstMapping(s), { scope: { filterGroups: [] } }),
    'scope.unknownKey',
    /"filterGroups" is no property of a filter/,
  ],
  [
    'a mapping has a property that does not exist',
    (s) => Object.assign(firstMapping(s), { flowType: 'Add' }),
    'schema.unknownKey',
    /"flowType" is no property of an object mapping/,
  ],
  [
    'an attribute is defined twice',
    (s) => objectOf(s, 0).attributes.push({ name: 'Company' }),
    'name.repeated',
    /"Company" is defined twice/,
  ],
  [
    'a reference leads to an object that does not exist',
    (s) =>
      Object.assign(defined(s, 'source', 'ManagerReference'), {
        referencedObjects: [{ referencedObjectName: 'Wroker' }],
      }),
    'object.reference',
    /refers to the object "Wroker"/,
  ],
  [
    'metadata names a status attribute that does not exist',
    (s) => objectOf(s, 1).metadata.push({ key: 'PropertyNameAccountEnabled', value: 'accountDisable' }),
    'object.statusName',
    /names the attribute "accountDisable"/,
  ],
  [
    'metadata has a name that does not exist',
    (s) => objectOf(s, 1).metadata.push({ key: 'SoftDeletedAttribute', value: 'x' }),
    'metadata.name',
    /no metadata entry SoftDeletedAttribute/,
  ],
  [
    'there is no rule',
    (s) => Object.assign(s, { synchronizationRules: [] }),
    'rule.none',
    /provisions nothing/,
  ],
  [
    'a rule maps nothing',
    (s) => Object.assign(firstRule(s), { objectMappings: [] }),
    'rule.noMappings',
    /maps no object/,
  ],
  [
    'a rule does not support provisioning on demand',
    (s) => Object.assign(firstRule(s), { metadata: [{ key: 'supportsProvisionOnDemand', value: 'false' }] }),
    'rule.notOnDemand',
    /does not support provisioning on demand/,
  ],
  [
    'two mappings take the same object',
    (s) => firstRule(s).objectMappings.push(structuredClone(firstMapping(s))),
    'mapping.sameObject',
    /both provision the object "Worker"/,
  ],
  [
    'an attribute that can be set only once flows always',
    (s) => Object.assign(defined(s, 'target', 'title'), { mutability: 'Immutable' }),
    'target.immutable',
    /only during object creation/,
  ],
  [
    'an attribute that cannot be read is compared',
    (s) => Object.assign(defined(s, 'target', 'title'), { mutability: 'WriteOnly' }),
    'target.writeOnly',
    /cannot be read back/,
  ],
  [
    'sAMAccountName is not mapped',
    (s) => withoutTarget(s, 'sAMAccountName'),
    'target.noAccountName',
    /not mapped/,
  ],
  [
    'sAMAccountName is put together without a limit',
    (s) => express(s, 'sAMAccountName', 'Join(".", [UserID], [WorkerID])'),
    'target.longAccountName',
    /at most 20 characters/,
  ],
  [
    'a constant has a default',
    (s) =>
      Object.assign(mapped(s, 'title'), {
        source: { type: 'Constant', name: 'x', expression: '"x"' },
        defaultValue: 'y',
      }),
    'default.unused',
    /never used/,
  ],
  [
    'values are added to an attribute that holds one',
    (s) => Object.assign(mapped(s, 'title'), { flowType: 'ValueAddOnly' }),
    'flow.singleValued',
    /holds only one/,
  ],
  [
    'a mapping has no source',
    (s) => Object.assign(mapped(s, 'title'), { source: null }),
    'flow.nothing',
    /does nothing/,
  ],
  [
    'a matching attribute is random',
    (s) => express(s, 'employeeID', 'Guid()'),
    'matching.random',
    /new every time/,
  ],
  [
    'a matching priority is negative',
    (s) => Object.assign(mapped(s, 'cn'), { matchingPriority: -1 }),
    'matching.negative',
    /is no priority/,
  ],
  [
    'a text goes into a reference',
    (s) => express(s, 'manager', '[Company]'),
    'type.reference',
    /is not resolved/,
  ],
  [
    'IgnoreFlowIfNullOrEmpty is not the outermost function',
    (s) => express(s, 'title', 'Trim(IgnoreFlowIfNullOrEmpty([Company]))'),
    'expression.hardlyMeant',
    /only as outermost function/,
  ],
  [
    'a function is documented nowhere',
    (s) => express(s, 'title', 'DefaultDomain()'),
    'expression.undocumented',
    /documented nowhere/,
  ],
  [
    'IIF tests a value that may be missing',
    (s) => express(s, 'title', 'IIF([Company] = "A", "x", "y")'),
    'iif.possiblyEmpty',
    /then the condition is false/,
  ],
  [
    'Switch tests whether a value is present',
    (s) => express(s, 'title', 'Switch(IsPresent([Company]), "z", "True", "x", "False", "y")'),
    'switch.presence',
    /advised against/,
  ],
  [
    'an argument of Replace is ignored',
    (s) => express(s, 'title', 'Replace([Company], "a", "b", , "c", , )'),
    'replace.unused',
    /regexPattern is ignored/,
  ],
  [
    'a date format is none',
    (s) => express(s, 'title', 'FormatDateTime([Company], , "yyyy-MM-dd", "q\'")'),
    'date.format',
    /is no date format/,
  ],
  [
    'a clause has two values',
    (s) => Object.assign(firstMapping(s), { scope: scoped(['EQUALS', 'Company', ['A', 'B']]) }),
    'scope.severalValues',
    /not documented/,
  ],
];
