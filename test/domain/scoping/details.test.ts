import { describe, expect, it } from 'vitest';
import { scopeDetails } from '../../../src/domain/scoping/details.ts';
import { decide, failed, syncAll, unassigned } from './decision-setup.ts';
import { clause, filterOf, verdictOf } from './scoping-setup.ts';

describe('the details of the scoping step', () => {
  it('use the keys of provisioning logs, with all clauses as one JSON text', () => {
    const over = { verdict: failed, entitlement: unassigned };

    expect(scopeDetails(decide(over), failed)).toEqual({
      'Active in the source system': 'True',
      'Assigned to the application': 'False',
      'User has the required role': 'False',
      'Scoping filter evaluation passed': 'False',
      ScopeEvaluationResult: '{"Marketing.department EQUALS \'Marketing\'":false}',
    });
  });

  it('have an empty object without filters, and no key for "Scope sync all"', () => {
    const verdict = verdictOf(undefined);

    expect(scopeDetails(decide({ verdict, settings: syncAll }), verdict)).toEqual({
      'Active in the source system': 'True',
      'Scoping filter evaluation passed': 'True',
      ScopeEvaluationResult: '{}',
    });
  });

  it('keep clauses without title or value apart from the others', () => {
    const clauses = [clause('__proto__ IS NULL'), clause('x EQUALS', 'a', 'b')];
    const verdict = verdictOf(filterOf({ groups: [{ name: '', clauses }] }), { x: 'b' });

    expect(scopeDetails(decide({ verdict }), verdict)['ScopeEvaluationResult']).toBe(
      '{"__proto__ IS NULL":true,"x EQUALS \'a, b\'":true}',
    );
  });
});
