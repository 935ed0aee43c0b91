import { defined, express, firstMapping, firstRule, mapped, scoped, type Way } from './broken.ts';

/** Mistakes around the expressions, each made in the schema that provisions workers to Active Directory. */
export const mappingWays: readonly Way[] = [
  [
    'a source attribute is misspelled',
    (s) => express(s, 'company', '[Compny]'),
    'source.unknown',
    /no attribute "Compny"; it reads as null/,
  ],
  [
    'a source attribute has another case',
    (s) => express(s, 'company', '[company]'),
    'source.case',
    /case-sensitive/,
  ],
  [
    'a target attribute is misspelled',
    (s) => Object.assign(mapped(s, 'title'), { targetAttributeName: 'titel' }),
    'target.unknown',
    /no attribute "titel"/,
  ],
  [
    'a target attribute has another case',
    (s) => Object.assign(mapped(s, 'title'), { targetAttributeName: 'Title' }),
    'target.unknown',
    /names are case-sensitive/,
  ],
  [
    'a target attribute is mapped twice',
    (s) => Object.assign(mapped(s, 'title'), { targetAttributeName: 'company' }),
    'target.repeated',
    /"company" is mapped twice/,
  ],
  [
    'no attribute is used for matching',
    (s) => Object.assign(mapped(s, 'employeeID'), { matchingPriority: 0 }),
    'matching.none',
    /No attribute is used for matching/,
  ],
  [
    'objects are matched by an attribute that nobody can search by',
    (s) => Object.assign(mapped(s, 'accountDisabled'), { matchingPriority: 2 }),
    'matching.notFilterable',
    /"accountDisabled" cannot be searched by/,
  ],
  [
    'people are matched by a name that many have',
    (s) => Object.assign(mapped(s, 'displayName'), { matchingPriority: 2 }),
    'matching.shared',
    /same value for many users/,
  ],
  [
    'two matching attributes have one priority',
    (s) => Object.assign(mapped(s, 'cn'), { matchingPriority: 1 }),
    'matching.samePriority',
    /"employeeID" and "cn" have the same matching priority 1/,
  ],
  [
    'a matching attribute is a constant',
    (s) => express(s, 'employeeID', '"4711"'),
    'matching.constant',
    /everybody is found as the same object/,
  ],
  [
    'a matching attribute has a default',
    (s) => Object.assign(mapped(s, 'employeeID'), { defaultValue: '0' }),
    'default.onMatching',
    /has the default "0"/,
  ],
  [
    'a required target attribute is not mapped',
    (s) =>
      Object.assign(firstMapping(s), {
        attributeMappings: firstMapping(s).attributeMappings.filter(
          (one) => one.targetAttributeName !== 'cn',
        ),
      }),
    'target.requiredMissing',
    /The target requires "cn"/,
  ],
  [
    'the anchor of the target is mapped',
    (s) => Object.assign(mapped(s, 'title'), { targetAttributeName: 'objectGUID' }),
    'target.anchor',
    /nobody can write it/,
  ],
  [
    'a read-only attribute is mapped',
    (s) => Object.assign(mapped(s, 'title'), { targetAttributeName: 'distinguishedName' }),
    'target.readOnly',
    /never writes anything/,
  ],
  [
    'nothing feeds the account status',
    (s) =>
      Object.assign(firstMapping(s), {
        attributeMappings: firstMapping(s).attributeMappings.filter(
          (one) => one.targetAttributeName !== 'accountDisabled',
        ),
      }),
    'status.none',
    /nothing will be disabled/,
  ],
  [
    'the account status is the wrong way round',
    (s) => express(s, 'accountDisabled', 'Switch([Active], , "0", "False", "1", "True")'),
    'status.inverted',
    /disables whoever is active/,
  ],
  [
    'the account status is a constant',
    (s) => express(s, 'accountDisabled', '"False"'),
    'status.constant',
    /the same for everybody/,
  ],
  [
    'the account status is only set during creation',
    (s) => Object.assign(mapped(s, 'accountDisabled'), { flowType: 'ObjectAddOnly' }),
    'status.notUpdated',
    /leavers are not disabled/,
  ],
  [
    'an XPath is of another API version',
    (s) =>
      Object.assign(defined(s, 'source', 'BusinessTitle'), {
        apiExpressions: [
          {
            key: 'value',
            value:
              'wd:Worker/wd:Worker_Data/wd:Employment_Data/wd:Worker_Job_Data[@wd:Primary_Job=1]/wd:Position_Data/wd:Business_Title/text()',
          },
        ],
      }),
    'path.mixedVersions',
    /different API versions: BusinessTitle/,
  ],
  [
    'an XPath has a bracket too few',
    (s) =>
      Object.assign(defined(s, 'source', 'Fax'), {
        apiExpressions: [{ key: 'value', value: "wd:Worker/wd:X[@wd:type='a'" }],
      }),
    'path.syntax',
    /a bracket is not closed/,
  ],
  [
    'a used attribute has no XPath',
    (s) => Object.assign(defined(s, 'source', 'Fax'), { apiExpressions: [] }),
    'path.missing',
    /never asked for it/,
  ],
  [
    'metadata has an unknown disposition',
    (s) => void firstMapping(s).metadata.push({ key: 'Disposition', value: 'Normall' }),
    'metadata.value',
    /unknown value "Normall"/,
  ],
  [
    'the source object is misspelled',
    (s) => Object.assign(firstMapping(s), { sourceObjectName: 'Wroker' }),
    'object.unknown',
    /no object "Wroker"/,
  ],
  [
    'the source directory is misspelled',
    (s) => Object.assign(firstRule(s), { sourceDirectoryName: 'Wrokday' }),
    'directory.unknown',
    /no directory "Wrokday"/,
  ],
  [
    'no target object action is switched on',
    (s) => Object.assign(firstMapping(s), { flowTypes: 'None' }),
    'mapping.noFlow',
    /nothing is created/,
  ],
  [
    'a mapping is switched off',
    (s) => Object.assign(firstMapping(s), { enabled: false }),
    'mapping.unused',
    /switched off/,
  ],
  [
    'unresolved references are exported',
    (s) => Object.assign(mapped(s, 'manager'), { exportMissingReferences: true }),
    'flow.missingReferences',
    /sent unresolved/,
  ],
  [
    'a required attribute has a default',
    (s) => Object.assign(mapped(s, 'cn'), { defaultValue: 'unknown' }),
    'default.onRequired',
    /everybody without a value is created with the same one/,
  ],
  [
    'a password changes on every update',
    (s) => express(s, 'title', 'RandomString(10, 2, 2, 2, 2, )'),
    'flow.randomEveryTime',
    /a new value every time/,
  ],
  [
    'a filter reads an attribute that does not exist',
    (s) => Object.assign(firstMapping(s), { scope: scoped(['EQUALS', 'WorkerId', ['1']]) }),
    'scope.unknownAttribute',
    /no attribute "WorkerId"; names are case-sensitive/,
  ],
  [
    'a filter has an unknown operator',
    (s) => Object.assign(firstMapping(s), { scope: scoped(['STARTS WITH', 'WorkerID', ['1']]) }),
    'scope.problem',
    /no operator "STARTS WITH"/,
  ],
  [
    'a filter reads a reference',
    (s) => Object.assign(firstMapping(s), { scope: scoped(['EQUALS', 'ManagerReference', ['1']]) }),
    'scope.problem',
    /references are not supported/,
  ],
  [
    'a filter has no clause',
    (s) => Object.assign(firstMapping(s), { scope: scoped() }),
    'scope.emptyGroup',
    /no clauses/,
  ],
  [
    'a filter can never hold',
    (s) =>
      Object.assign(firstMapping(s), {
        scope: scoped(['EQUALS', 'Company', ['A']], ['EQUALS', 'Company', ['B']]),
      }),
    'scope.neverHolds',
    /never holds/,
  ],
  [
    'a filter compares a number with a word',
    (s) => Object.assign(firstMapping(s), { scope: scoped(['GREATER_THAN', 'WorkerID', ['ten']]) }),
    'scope.operand',
    /no whole number/,
  ],
  [
    'an object has two anchors',
    (s) => Object.assign(defined(s, 'target', 'cn'), { anchor: true }),
    'object.anchor',
    /2 anchors/,
  ],
  [
    'two rules have one id',
    (s) => void s.synchronizationRules.push(structuredClone(firstRule(s))),
    'rule.sameId',
    /same id/,
  ],
  [
    'two rules have one priority',
    (s) => void s.synchronizationRules.push({ ...structuredClone(firstRule(s)), id: 'other' }),
    'rule.samePriority',
    /the same priority 1/,
  ],
  [
    'a container is no distinguished name',
    (s) => Object.assign(firstRule(s), { containerFilter: { includedContainers: ['Staff'] } }),
    'rule.container',
    /no distinguished name/,
  ],
  [
    'a word is none of those allowed',
    (s) => Object.assign(mapped(s, 'title'), { flowType: 'Sometimes' }),
    'schema.shape',
    /none of Always/,
  ],
  [
    'a number is a text',
    (s) => Object.assign(mapped(s, 'title'), { matchingPriority: 'one' }),
    'schema.shape',
    /a number is expected/,
  ],
];
