import { describe, expect, it } from 'vitest';
import { runUnlimited } from '../../../src/domain/expressions/pattern-runner.ts';
import { classify, matchQuestion } from '../../../src/domain/matching/classify-matches.ts';
import { asRef, type Entry } from '../../../src/domain/model/entry.ts';
import type { AttributeValue } from '../../../src/domain/model/value.ts';
import { compileMappings, mapAttribute, matchingOrder } from '../../../src/domain/planning/map-attributes.ts';
import type { AttributeDefinition } from '../../../src/domain/schema/types.ts';
import { mappingWith, matching } from '../../support/mappings.ts';

const entry = (ref: string): Entry => ({ ref: asRef(ref), objectType: 'User', attributes: new Map() });

const questionFor = (
  expression: string,
  attributes: Readonly<Record<string, AttributeValue>>,
  over: Partial<AttributeDefinition> = {},
) => {
  const [compiled] = matchingOrder(
    compileMappings(mappingWith({ map: { userName: matching(expression, 1) } })),
  );
  if (compiled === undefined) throw new Error('the mapping has no matching attribute');
  const context = {
    attributes: new Map(Object.entries(attributes)),
    now: new Date(0),
    runPattern: runUnlimited,
  };
  return matchQuestion(
    mapAttribute({ ...compiled, definition: { ...compiled.definition, ...over } }, context),
  );
};

describe('what a matching attribute asks the target for', () => {
  it.each([
    ['the value', '[mail]', { mail: 'ada@x' }, 'ada@x'],
    ['what an expression makes of it', 'ToLower([mail], )', { mail: 'ADA@X' }, 'ada@x'],
    ['the only one of a list', '[otherMails]', { otherMails: ['a@x'] }, 'a@x'],
  ])('is %s', (_, expression, attributes, value) => {
    expect(questionFor(expression, attributes)).toEqual({ kind: 'ask', value });
  });

  it('is the value in the type in which it would be written', () => {
    expect(questionFor('[employeeId]', { employeeId: '007' }, { type: 'Integer' })).toEqual({
      kind: 'ask',
      value: '7',
    });
  });

  it.each([
    ['absent', '[mail]', {}],
    ['empty', '[mail]', { mail: '' }],
    ['an empty list', '[otherMails]', { otherMails: [] }],
    ['taken out of the flow', 'IgnoreFlowIfNullOrEmpty([mail])', {}],
  ])('is nothing when the value is %s: it would match everybody without one', (_, expression, attributes) => {
    expect(questionFor(expression, attributes).kind).toBe('skip');
  });

  it.each([false, true])(
    'cannot be told from several values, whatever the target holds (multivalued: %s)',
    (multivalued) => {
      expect(questionFor('[otherMails]', { otherMails: ['a@x', 'b@x'] }, { multivalued })).toEqual({
        kind: 'error',
        message: 'the source gives 2 values where one is needed; take one, for example with Item',
      });
    },
  );

  it('cannot be told when the expression fails', () => {
    expect(questionFor('Mid([mail], "x", 1)', { mail: 'ada@x' }).kind).toBe('error');
  });
});

describe('the order of matching attributes', () => {
  it('is by priority, the lowest first; 0 is none', () => {
    const mapping = mappingWith({
      map: {
        userName: matching('[userPrincipalName]', 3),
        nickName: matching('[mail]', 1),
        title: '[jobTitle]',
      },
    });

    expect(matchingOrder(compileMappings(mapping)).map(({ definition }) => definition.name)).toEqual([
      'nickName',
      'userName',
    ]);
  });
});

describe('the answers of a target', () => {
  it('are no match, one match, or several', () => {
    expect(classify([]).kind).toBe('none');
    expect(classify([entry('a')])).toEqual({ kind: 'one', entry: entry('a') });
    expect(classify([entry('a'), entry('b')]).kind).toBe('several');
  });

  it('that list the same object twice are one match', () => {
    expect(classify([entry('a'), entry('a')]).kind).toBe('one');
  });
});
