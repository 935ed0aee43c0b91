import { describe, expect, it } from 'vitest';
import { defined, express, findingsIn, mapped, newFindings, readSample, type Way } from './broken.ts';

describe('a review of other systems', () => {
  it.each<Way>([
    [
      'a complex attribute of SCIM is used for matching',
      (s) => {
        defined(s, 'target', 'name.formatted').name = 'name';
        Object.assign(mapped(s, 'name.formatted'), { targetAttributeName: 'name', matchingPriority: 2 });
      },
      'matching.notFilterable',
      /sub-attributes/,
    ],
    [
      'one of several values of SCIM is used for matching',
      (s) => Object.assign(mapped(s, 'emails[type eq "work"].value'), { matchingPriority: 3 }),
      'matching.severalValues',
      /one of several values/,
    ],
    [
      'a SCIM path has single quotes',
      (s) =>
        Object.assign(mapped(s, 'emails[type eq "work"].value'), {
          targetAttributeName: "emails[type eq 'work'].value",
        }),
      'target.path',
      /double quotes/,
    ],
    [
      'roles are mapped directly',
      (s) => express(s, 'title', '[appRoleAssignments]'),
      'roles.direct',
      /mapped directly/,
    ],
    [
      'a key of Switch is no Boolean',
      (s) => express(s, 'active', 'Switch([IsSoftDeleted], , "false", "True", "true", "False")'),
      'switch.booleanKey',
      /"false" is never found/,
    ],
    [
      'SelectUniqueValue is used outside HR',
      (s) =>
        Object.assign(express(s, 'title', 'SelectUniqueValue([mail], [mailNickname])'), {
          flowType: 'ObjectAddOnly',
        }),
      'unique.unsupported',
      /to Active Directory only/,
    ],
    [
      'a target attribute is mapped in two spellings',
      (s) => Object.assign(mapped(s, 'title'), { targetAttributeName: 'DisplayName' }),
      'target.differsInCase',
      /differ only in case/,
    ],
    [
      'a text goes into a Boolean',
      (s) => express(s, 'active', '[department]'),
      'type.text',
      /is of type Boolean, but \[department\] is of type String/,
    ],
  ])('names that %s (SCIM)', (_, breakIt, code, message) => {
    const found = newFindings('schema-entra-to-scim', breakIt);

    expect(
      found
        .filter((one) => one.code === code)
        .map((one) => one.message)
        .join('\n'),
    ).toMatch(message);
  });

  it.each<Way>([
    [
      'pre-hires are not found by the first matching attribute',
      (s) => express(s, 'employeeID', '[username]'),
      'matching.preHire',
      /personIdExternal/,
    ],
    [
      'the start date is read from a place where pre-hires have none',
      (s) =>
        Object.assign(defined(s, 'source', 'startDate'), {
          apiExpressions: [{ key: 'value', value: '$.employmentNav.results[1].startDate' }],
        }),
      'path.startDate',
      /pre-hires are recognised/,
    ],
    [
      'a JSONPath does not begin at the root',
      (s) =>
        Object.assign(defined(s, 'source', 'city'), {
          apiExpressions: [{ key: 'value', value: 'employmentNav.city' }],
        }),
      'path.syntax',
      /begin with \$/,
    ],
    [
      'a JSONPath compares without blanks',
      (s) =>
        Object.assign(defined(s, 'source', 'emailAddress'), {
          apiExpressions: [{ key: 'value', value: '$.emailNav.results[?(@.isPrimary==true)].emailAddress' }],
        }),
      'path.trap',
      /without blanks/,
    ],
  ])('names that %s (SuccessFactors)', (_, breakIt, code, message) => {
    const found = newFindings('schema-successfactors-to-ad', breakIt);

    expect(
      found
        .filter((one) => one.code === code)
        .map((one) => one.message)
        .join('\n'),
    ).toMatch(message);
  });

  it('knows the API version of the connection', () => {
    const found = newFindings('schema-workday-to-ad', () => {}, { workdayVersion: 21 });
    const newer = findingsIn(readSample('schema-workday-to-ad'), { workdayVersion: 34 });

    expect(found).toEqual([]);
    expect(newer.find(({ code }) => code === 'path.wrongVersion')?.message).toMatch(
      /API v34, but BusinessTitle, /,
    );
  });

  it.each<readonly [boolean | undefined, string | undefined]>([
    [undefined, 'roles.assignedOnly'],
    [true, 'roles.syncAll'],
    [false, undefined],
  ])('knows whether the app provisions everybody (%s)', (syncAll, code) => {
    const found = newFindings(
      'schema-entra-to-scim',
      (schema) => express(schema, 'title', 'SingleAppRoleAssignment([appRoleAssignments])'),
      syncAll === undefined ? {} : { syncAll },
    );

    expect(found.map((one) => one.code)).toEqual(code === undefined ? [] : [code]);
  });
});

describe('a review has no complaint about', () => {
  it.each<readonly [string, string, string]>([
    ['an offset directly behind a date', 'title', 'CDate("2021-06-30+08:00")'],
    ['a time with its offset', 'title', 'NumFromDate(Join("", [Company], " 23:59:59-08:00"))'],
    ['a Switch with both values of a boolean', 'title', 'Switch([Company], , "0", "a", "1", "b")'],
    ['a Switch whose null is handled', 'title', 'Coalesce(Switch([Company], , "A", "B"), "C")'],
    [
      'a value that IIF is only asked for when it is there',
      'title',
      'IIF(DateDiff("d", Now(), CDate(Coalesce([Fax], "2030-01-01"))) > 5, "a", "b")',
    ],
    [
      'a name without accents',
      'userPrincipalName',
      'SelectUniqueValue(NormalizeDiacritics([LastName]), [WorkerID])',
    ],
    ['a text that is kept from being empty', 'title', 'IgnoreFlowIfNullOrEmpty(Left([Company], 3))'],
    ['the documented form of a default', 'title', 'Switch([Company], [Company], "", "N/A")'],
    ['all places of Replace', 'title', 'Replace([Company], , "a", , "b", , )'],
    ['a pattern that fills a gap', 'title', 'Replace([Company], , "(?<x>.*)@", "x", , [Fax], )'],
  ])('%s', (_, target, expression) => {
    expect(newFindings('schema-workday-to-ad', (schema) => void express(schema, target, expression))).toEqual(
      [],
    );
  });
});
