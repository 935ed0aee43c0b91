import { defined, express, mapped, type Way } from './broken.ts';

/** Mistakes inside an expression, each made in the schema that provisions workers to Active Directory. */
export const expressionWays: readonly Way[] = [
  ['an expression is not closed', (s) => express(s, 'cn', 'Trim([FirstName]'), 'expression.invalid', /./],
  [
    'a function is misspelled',
    (s) => express(s, 'cn', 'Trimm([FirstName])'),
    'expression.invalid',
    /no function Trimm/,
  ],
  [
    'an expression has more than 10,000 characters',
    (s) => express(s, 'cn', `"${'x'.repeat(10_000)}"`),
    'expression.invalid',
    /at most 10000 characters/,
  ],
  [
    'Mid has no length',
    (s) => express(s, 'cn', 'Mid([FirstName], 6)'),
    'expression.invalid',
    /Mid needs length/,
  ],
  [
    'Mid starts at 0',
    (s) => express(s, 'cn', 'Mid([FirstName], 0, 6)'),
    'expression.argument',
    /start counts from 1/,
  ],
  [
    'Left has a word for a number',
    (s) => express(s, 'cn', 'Left("abc", "six")'),
    'expression.argument',
    /length must be an integer/,
  ],
  [
    'Switch has no default',
    (s) => express(s, 'title', 'Switch([Company], , "A", "1", "B", "2")'),
    'switch.noDefault',
    /every value that is none of "A", "B" gives null/,
  ],
  [
    'keys of Switch differ only in case',
    (s) => express(s, 'title', 'Switch([Company], "", "Sales", "1", "sales", "2")'),
    'switch.similarKeys',
    /"Sales" and "sales" differ only in case or blanks/,
  ],
  [
    'a key of Switch stands twice',
    (s) => express(s, 'title', 'Switch([Company], "x", "A", "1", "A", "2")'),
    'switch.sameKey',
    /never reached/,
  ],
  [
    'a key of Switch ends with a blank',
    (s) => express(s, 'title', 'Switch([Company], "x", "44 ", "1", "45", "2")'),
    'switch.blankKey',
    /begins or ends with a blank/,
  ],
  [
    'IIF compares with ""',
    (s) => express(s, 'title', 'IIF([Company] = "", "none", [Company])'),
    'iif.emptyText',
    /false for every value/,
  ],
  [
    'IIF asks whether a value differs that may be missing',
    (s) => express(s, 'title', 'IIF([Company] <> "A", "x", "y")'),
    'iif.negated',
    /\[Company\] may have no value/,
  ],
  [
    'IIF has a condition that is not supported',
    (s) => express(s, 'title', 'IIF(IsNullOrEmpty([Company]), "x", "y")'),
    'iif.presence',
    /listed as not supported/,
  ],
  [
    'Replace has lost commas',
    (s) => express(s, 'title', 'Replace([Company], "a", "b")'),
    'replace.form',
    /commas are missing/,
  ],
  [
    'Replace has fewer than its seven places',
    (s) => express(s, 'title', 'Replace([Company], "a", , , "b")'),
    'replace.places',
    /5 of its 7 places/,
  ],
  [
    'a regular expression is not valid',
    (s) => express(s, 'title', 'Replace([Company], , "(a", , "b", , )'),
    'replace.pattern',
    /not valid/,
  ],
  [
    'the group of a replacement is not in the pattern',
    (s) => express(s, 'title', 'Replace([Company], , "(?<x>a)", "y", "b", , )'),
    'replace.group',
    /no group "y"/,
  ],
  [
    'FormatDateTime has lost a comma',
    (s) => express(s, 'title', 'FormatDateTime([Company], "yyyy-MM-dd", "MM/dd")'),
    'date.places',
    /three arguments/,
  ],
  [
    'a date has no offset',
    (s) => express(s, 'title', 'NumFromDate(Join("", [Company], " 23:59:59"))'),
    'date.offset',
    /no offset from UTC/,
  ],
  [
    'NumFromDate gets the form of CDate',
    (s) => express(s, 'title', 'NumFromDate(CDate([Company]))'),
    'date.form',
    /CDate gives dates like/,
  ],
  [
    '"" goes to Active Directory',
    (s) => express(s, 'title', 'Switch([Company], "", "A", "1")'),
    'text.empty',
    /Active Directory refuses/,
  ],
  [
    'a name becomes sAMAccountName with its accents',
    (s) => express(s, 'sAMAccountName', 'Left([LastName], 20)'),
    'text.diacritics',
    /without NormalizeDiacritics/,
  ],
  [
    'SelectUniqueValue flows always',
    (s) => Object.assign(mapped(s, 'userPrincipalName'), { flowType: 'Always' }),
    'unique.alwaysFlows',
    /during object creation only/,
  ],
  [
    'SelectUniqueValue makes the matching attribute',
    (s) => Object.assign(mapped(s, 'userPrincipalName'), { matchingPriority: 2 }),
    'unique.matching',
    /cannot make the value of a matching attribute/,
  ],
  [
    'SelectUniqueValue is nested',
    (s) => express(s, 'userPrincipalName', 'ToLower(SelectUniqueValue([UserID], [WorkerID]))'),
    'expression.invalid',
    /outermost/,
  ],
  [
    'rules of SelectUniqueValue are the same without a middle name',
    (s) =>
      void express(
        s,
        'userPrincipalName',
        'SelectUniqueValue(Join(".", [UserID], [LastName]), Join(".", [UserID], [Fax], [LastName]))',
      ),
    'unique.collapse',
    /for everybody without Fax/,
  ],
  [
    'a text constant goes into a Boolean',
    (s) => express(s, 'accountDisabled', 'Switch([Active], "yes", "0", "True", "1", "False")'),
    'type.constant',
    /"yes" is none/,
  ],
  [
    'several values go into one',
    (s) => Object.assign(defined(s, 'source', 'Company'), { multivalued: true }),
    'type.severalValues',
    /only the first is written/,
  ],
  [
    'several values go into a function that takes one',
    (s) => {
      defined(s, 'source', 'Company').multivalued = true;
      express(s, 'company', 'Left([Company], 5)');
    },
    'type.listArgument',
    /Left takes a single text/,
  ],
  [
    'a reference is computed',
    (s) => express(s, 'manager', 'Trim([ManagerReference])'),
    'reference.function',
    /an expression cannot make one/,
  ],
  [
    'an attribute stands in quotes',
    (s) => express(s, 'title', 'Join(" ", "[Company]", [BusinessTitle])'),
    'source.quotedAttribute',
    /this text itself/,
  ],
  [
    'type and expression of a source disagree',
    (s) =>
      Object.assign(mapped(s, 'title'), {
        source: {
          type: 'Attribute',
          name: 'Company',
          expression: '[BusinessTitle]',
        },
      }),
    'source.disagrees',
    /the expression is what counts/,
  ],
];
