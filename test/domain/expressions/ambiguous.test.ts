import { describe, expect, it } from 'vitest';
import cases from './cases.json' with { type: 'json' };
import { readCases, runCase } from './run-case.ts';

/**
 * Where the documentation leaves open or contradicts itself, this is what the product does.
 *
 * | case                          | open question                                  | choice                                        |
 * |-------------------------------|------------------------------------------------|-----------------------------------------------|
 * | role-single-none              | SingleAppRoleAssignment without assignment     | null, so that the default value applies       |
 * | coalesce-empty-string         | does Coalesce skip ""                          | no, it skips null only                        |
 * | count-null                    | Count of an absent attribute                   | 0                                             |
 * | datediff-year-boundary        | does DateDiff count years or boundaries        | calendar boundaries, as Visual Basic does     |
 * | iif-unsupported-isnullorempty | a test function as condition of IIF            | works; an empty side in a comparison is false |
 * | mid-zero-start                | Mid from position 0                            | ArgumentValue, positions count from 1         |
 * | replace-switch-cc-uk          | does a key match a value with a trailing blank | no, keys are compared exactly                 |
 * | split-doc                     | blanks around the parts of Split               | cut off                                       |
 * | switch-ispresent-jobtitle     | IsPresent as source of Switch                  | evaluated like any other function             |
 * | toupper-eszett                | casing that changes the length                 | never; one character stays one character      |
 * | sid-admins                    | how a binary value enters                      | as base64                                     |
 * | diacritics of other scripts   | NormalizeDiacritics of й or が                  | unchanged, only Latin letters lose marks      |
 * | comparison with null          | `<>` with a null or empty side                 | false, like every other operator              |
 * | DNComponent beyond the end    | a part that the name does not have             | null                                          |
 */
const open = readCases(cases).filter((one) => one.ambiguous === true);

describe('where the documentation is ambiguous', () => {
  it.each(open.map((one) => [one.id, one] as const))('the table above decides %s', (_, one) => {
    const result = runCase(one);

    expect(result).toEqual(one.expectError === undefined ? one.expect : { $error: one.expectError });
  });

  it.each([
    ['NormalizeDiacritics([a])', { a: 'Сергей й が' }, 'Сергей й が'],
    ['IIF([a] <> "x", "differs", "no")', {}, 'no'],
    ['DNComponent("cn=Joe", 2)', {}, null],
  ])('the table above decides %s', (expression, source, wanted) => {
    const result = runCase({ id: 'own', expression, source });

    expect(result).toBe(wanted);
  });
});
