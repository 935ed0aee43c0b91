import type { AttributeEvidence, MatchEvidence, ScopeEvidence } from '../../src/engine/run/evidence.ts';

/** Evidence of single steps, as the engine writes it. */
export const targetId = 'b1946ac9-2492-4e4a-8d20-5f0c3d1a7e42';

export function scopeEvidence(holds = true): ScopeEvidence {
  return {
    decision: {
      inScope: holds,
      effectivelyEntitled: holds,
      active: true,
      isSoftDeleted: !holds,
      filtersAreInformation: false,
      conditions: [
        { id: 'active', label: 'Active in source system', holds: true, because: 'the account is enabled' },
        { id: 'assigned', label: 'Assigned to application', holds: true, because: 'assigned directly' },
        { id: 'role', label: 'User has required role', holds: true, because: 'User' },
        { id: 'filters', label: 'Scoping filters', holds, because: holds ? 'passed' : 'not passed' },
      ],
    },
    verdict: {
      inScope: holds,
      inputPassed: true,
      categoryPassed: true,
      groups: [
        {
          kind: 'scope',
          title: 'Sales only',
          holds,
          clauses: [
            {
              text: 'Sales only department EQUALS Sales',
              title: 'Sales only',
              attribute: 'department',
              operator: 'EQUALS',
              operands: ['Sales'],
              actual: holds ? 'Sales' : 'sales',
              actualType: 'text',
              holds,
              ...(holds
                ? {}
                : { because: 'differs only in upper and lower case', tip: 'Filters are case-sensitive.' }),
            },
          ],
        },
      ],
      missing: holds ? [] : [{ kind: 'scope', title: 'Sales only', clauses: ['department EQUALS Sales'] }],
      notes: [],
    },
  };
}

export function matchEvidence(candidates = 0): MatchEvidence {
  return {
    attempts: [
      {
        priority: 1,
        attribute: 'userName',
        expression: '[userPrincipalName]',
        value: 'ada@example.com',
        candidates: Array.from({ length: candidates }, (_, index) => ({
          id: `${targetId.slice(0, -1)}${index}`,
          attributes: [
            { name: 'userName', value: 'ada@example.com' },
            { name: 'title', value: `Candidate number ${index + 1}` },
          ],
        })),
      },
    ],
    operation: candidates === 0 ? 'Create' : candidates === 1 ? 'Update' : 'Fail',
    because: candidates === 0 ? 'in scope, and no target object matches' : 'the target has it already',
  };
}

export function attribute(
  change: Partial<AttributeEvidence> & { readonly target: string },
): AttributeEvidence {
  return { expression: '[mail]', source: [], fate: 'sent', ...change };
}

export const written: readonly AttributeEvidence[] = [
  attribute({
    target: 'userName',
    expression: '[userPrincipalName]',
    source: [{ name: 'userPrincipalName', value: 'ada@example.com' }],
    wanted: 'ada@example.com',
    stored: 'ada@example.com',
  }),
  attribute({
    target: 'title',
    expression: 'ToUpper([jobTitle])',
    source: [{ name: 'jobTitle', value: 'Analyst' }],
    original: 'Intern',
    wanted: 'ANALYST',
    stored: 'analyst',
    differs: true,
  }),
  attribute({
    target: 'nickName',
    expression: '[nick]',
    fate: 'kept',
    because: 'kept: empty values do not flow',
    original: 'Ace',
  }),
];
