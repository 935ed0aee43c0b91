import { describe, expect, it } from 'vitest';
import type { RunRecord, StepId } from '../../../src/engine/run/record.ts';
import { tipFor } from '../../../src/engine/tips.ts';
import { detailsLines, detailsTabs } from '../../../src/ui/details/details.ts';
import { wrapLines } from '../../../src/ui/text/lay.ts';
import { plainText } from '../../../src/ui/text/line.ts';
import { matchEvidence, scopeEvidence } from '../../support/evidence.ts';
import {
  begun,
  created,
  ended,
  finished,
  groupRecord,
  recordOf,
  running,
  started,
  stoppedAt,
} from '../../support/records.ts';
import { asciiTheme, unicodeTheme } from '../../support/terminal/themes.ts';

/** The whole page of a step as plain rows. */
function page(record: RunRecord, step: StepId, width = 80): readonly string[] {
  const lines = detailsLines({ width, theme: unicodeTheme }, record, step);
  return wrapLines(lines, width, unicodeTheme).map((row) =>
    row
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
}

const tabTitles = (record: RunRecord, step: StepId) => detailsTabs(record, step).map(({ title }) => title);

describe('details of Import', () => {
  it('list every imported attribute, and those without a value', () => {
    const rows = page(created(), 'import');

    expect(rows).toContain('userPrincipalName  ada@example.com');
    expect(rows).toContain('Without a value (1)');
    expect(rows).toContain('manager');
  });
});

describe('details of the scope', () => {
  const outOfScope = stoppedAt('scope', 'NotEffectivelyEntitled', {
    ending: 'skipped',
    evidence: { scope: scopeEvidence(false) },
  });

  it('show each condition with its fact', () => {
    expect(page(created(), 'scope')).toContain('✓ Yes  Assigned to application  assigned directly');
    expect(page(outOfScope, 'scope')).toContain('✗ No  Scoping filters  not passed');
  });

  it('show each clause with the value that was tested, the reason and a tip', () => {
    const rows = page(outOfScope, 'scope').map((row) => row.trim());

    expect(rows).toContain('✗ False  Sales only department EQUALS Sales');
    expect(rows).toContain('actual value: sales');
    expect(rows).toContain('differs only in upper and lower case');
    expect(rows).toContain('Tip: Filters are case-sensitive.');
    expect(rows).toContain('· department EQUALS Sales');
  });

  it('say when filters are information only', () => {
    const evidence = scopeEvidence(false);
    const record = stoppedAt('scope', 'NotEffectivelyEntitled', {
      ending: 'skipped',
      evidence: { scope: { ...evidence, decision: { ...evidence.decision, filtersAreInformation: true } } },
    });

    expect(page(record, 'scope').join(' ')).toContain('shown for information only');
  });
});

describe('details of the match', () => {
  const ambiguous = stoppedAt('match', 'match.ambiguous', {
    ending: 'failed',
    evidence: { match: matchEvidence(3) },
  });

  it('show each attribute tried, its expression and its value', () => {
    const rows = page(created(), 'match');
    const at = rows.indexOf('1. userName');

    expect(rows.slice(at, at + 4)).toEqual([
      '1. userName',
      '  Expression  [userPrincipalName]',
      '  Value       ada@example.com',
      '  Answer      No match found',
    ]);
  });

  it('put several candidates side by side where there is room', () => {
    const row = page(ambiguous, 'match', 120).find((one) => one.includes('title'));

    expect(row).toMatch(/Candidate number 1 +Candidate number 2 +Candidate number 3/);
  });

  it('and below each other where there is none, all of them', () => {
    const rows = page(ambiguous, 'match', 40).join('\n');

    expect(rows).toMatch(/number 1.*number 2.*number 3/s);
    expect(rows).not.toMatch(/number 1.*number 2/);
  });

  it('name the operation that follows, and why', () => {
    expect(page(created(), 'match')).toContain('Operation: Create');
    expect(page(created(), 'match')).toContain('In scope, and no target object matches');
  });
});

describe('details of the action', () => {
  it('show per attribute its source, expression, original, modified and stored value', () => {
    const rows = page(created(), 'action');
    const at = rows.indexOf('title  Sent');

    expect(rows.slice(at, at + 7)).toEqual([
      'title  Sent',
      '  Source      jobTitle = Analyst',
      '  Expression  ToUpper([jobTitle])',
      '  Original    Intern',
      '  Modified    ANALYST',
      '  Stored      analyst',
      '  differs from what was sent',
    ]);
  });

  it('keep what was not sent apart, with its reason', () => {
    const rows = page(created(), 'action');

    expect(rows.indexOf('Other attributes (1)')).toBeGreaterThan(rows.indexOf('Modified attributes (2)'));
    expect(rows).toContain('  kept: empty values do not flow');
  });

  it('are one table on a wide terminal', () => {
    const rows = page(created(), 'action', 200);

    expect(rows.find((row) => row.startsWith('Target attribute'))).toMatch(
      /Source value +Expression +Original +Modified +Stored +Result/,
    );
    expect(rows.find((row) => row.startsWith('title'))).toMatch(
      /ToUpper\(\[jobTitle\]\) +Intern +ANALYST +analyst +Sent/,
    );
  });

  it('say in a preview what would be sent', () => {
    expect(page(created('preview'), 'action')).toContain('userName  Would be sent');
  });

  it('list the members of a group with their fate', () => {
    const record = groupRecord([
      {
        id: 'u1',
        displayName: 'Ada Lovelace',
        inSourceGroup: true,
        target: 't1',
        fate: 'added',
        because: 'was not in the target group',
      },
      {
        id: 'u2',
        displayName: 'Grace Hopper',
        inSourceGroup: false,
        fate: 'notYetProvisioned',
        because: 'no account in the target',
      },
    ]);

    expect(tabTitles(record, 'action')).toEqual(['Attributes', 'Members', 'Requests and answers']);
    expect(page(record, 'action')).toContain('Ada Lovelace  Added');
    expect(page(record, 'action')).toContain('  Source group  MEMBER');
    expect(page(record, 'action')).toContain('Grace Hopper  Not yet provisioned in target');
  });

  it('list the members that vanished before the chosen ones, by their id in the target', () => {
    const record = groupRecord([
      { id: 'u1', displayName: 'Ada Lovelace', inSourceGroup: true, fate: 'added', because: 'was not there' },
      { id: 't7', displayName: 't7', target: 't7', fate: 'lost', because: 'gone from the target group' },
    ]);

    const rows = page(record, 'action');
    const at = rows.indexOf('Members that nobody asked to remove (1)');
    expect(rows.slice(at, at + 5)).toEqual([
      'Members that nobody asked to remove (1)',
      't7  Lost: nobody asked to remove them',
      '  gone from the target group',
      '  Target id  t7',
      '',
    ]);
    expect(rows).toContain('1 member chosen. All others of the group are left alone.');
    expect(rows.indexOf('Ada Lovelace  Added')).toBeGreaterThan(at);
  });
});

describe('requests and answers', () => {
  it('are shown whole, with their bodies indented', () => {
    const rows = page(created(), 'action');
    const at = rows.indexOf('1. POST /Users');

    expect(rows.slice(at, at + 6)).toEqual([
      '1. POST /Users',
      '  {',
      '    "userName": "ada@example.com",',
      '    "active": true',
      '  }',
      'Answer: 201 Created  14 ms',
    ]);
  });

  it('say that nothing was sent in a preview', () => {
    const record = recordOf([
      started({ mode: 'preview' }),
      { type: 'exchange.recorded', step: 'action', exchange: { request: 'POST /Users' } },
    ]);

    expect(page(record, 'action')).toContain('Not sent.');
  });
});

describe('details of any step', () => {
  it.each<StepId>(['import', 'scope', 'match', 'action'])(
    'of %s can be opened before it has happened',
    (step) => {
      expect(page(recordOf([started()]), step).join(' ')).toContain('Nothing to show yet.');
    },
  );

  it('begin with the outcome and the tip', () => {
    const record = stoppedAt('test', 'connection.refused', {
      ending: 'unreachable',
      sentence: "Can't reach the target.",
    });

    expect(page(record, 'test').slice(0, 2)).toEqual([
      'Test connection  ✗ Failure  0.3 s',
      "Can't reach the target.",
    ]);
    expect(page(record, 'test').join(' ')).toContain('Tip: Nothing answers at the target address.');
  });

  it('say the noun of groups', () => {
    const record = recordOf([
      started({ subject: { kind: 'group', id: 'g', members: [] } }),
      begun('scope'),
      finished('scope'),
    ]);

    expect(page(record, 'scope')[0]).toContain('Determine if group is in scope');
  });

  it('keep every line of a hostile value on the page, visible and harmless', () => {
    const hostile = '\x1b]0;owned\x07\u202eevil';
    const record = recordOf([
      started(),
      finished('import', {
        sentence: hostile,
        evidence: {
          import: {
            objectType: 'User',
            id: hostile,
            attributes: [{ name: hostile, value: hostile }],
            withoutValue: [],
            notes: [hostile],
          },
        },
      }),
    ]);

    expect(page(record, 'import').join('\n')).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    expect(page(record, 'import').join('\n')).toContain('<U+202E>evil');
  });

  it('are within 0x20-0x7E where only ASCII can be shown', () => {
    for (const step of ['import', 'scope', 'match', 'action'] as const) {
      const rows = wrapLines(detailsLines({ width: 80, theme: asciiTheme }, running(), step), 80, asciiTheme);
      expect(rows.map((row) => row.map(({ text }) => text).join('')).join('')).toMatch(/^[\x20-\x7e]*$/);
    }
  });

  it('say the sentence and the tip once each, also where the service would answer them as its reason', () => {
    const sentence = 'The target refuses "department".';
    const recommendedAction = tipFor('action', 'attribute.rejected');
    const status = 'Failure';
    const reason = 'attribute.rejected';
    const record = recordOf([
      started(),
      begun('action'),
      finished('action', { status, reason, sentence }),
      ended('failed', {
        reason,
        statusInfo: { status, errorCode: 'X', reason: sentence, recommendedAction },
      }),
    ]);

    const text = detailsLines({ width: 80, theme: unicodeTheme }, record, 'action').map(plainText);

    expect(text.filter((line) => line.includes(sentence))).toHaveLength(1);
    expect(text.filter((line) => line.includes(recommendedAction))).toHaveLength(1);
    expect(text).toContain('Error code  X');
  });

  it('end with the line that the service would answer', () => {
    expect(detailsLines({ width: 80, theme: unicodeTheme }, created(), 'action').map(plainText)).toContain(
      'Action  Create',
    );
  });
});
