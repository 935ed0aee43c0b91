import { describe, expect, it } from 'vitest';
import type { Deed } from '../../../src/engine/run/evidence.ts';
import type { RunMode, RunRecord } from '../../../src/engine/run/record.ts';
import {
  appOf,
  begun,
  created,
  ended,
  finished,
  listing,
  recordOf,
  running,
  started,
  startOfRun,
  stoppedAt,
} from '../../support/records.ts';
import { frame, rows } from '../../support/terminal/draw.tsx';
import { reviewScreen, runScreen, wizard } from '../../support/wizards.ts';

const updated = (deed: Deed, mode: RunMode = 'provision'): RunRecord =>
  recordOf([
    started({ mode }),
    begun('action'),
    finished('action', { evidence: { act: { attributes: [], members: [], notes: [], deed } } }),
    ended('succeeded', { action: 'Update' }),
  ]);

describe('the review', () => {
  it('offers Provision first, then Preview', () => {
    const all = rows(wizard(reviewScreen()));

    expect(all.slice(-4, -1)).toEqual(['❯ Provision', '  Preview: nothing is written', '  Back']);
  });

  it('says what does not apply to AD cloud sync', () => {
    const text = frame(wizard(reviewScreen({ app: appOf('ad-to-entra') })), { columns: 120, rows: 40 });

    expect(text).toContain('Scoping filters are not applied on demand from AD.');
    expect(text).not.toContain('Nothing is provisioned that the regular cycle would not provision.');
  });

  it('warns of chosen users who are not in the group', () => {
    const chosen = {
      subject: { kind: 'group', id: 'group-1', members: ['u1'] },
      listing: listing({ kind: 'group', displayName: 'Sales' }),
      members: [{ listing: listing({ displayName: 'Bob' }), inGroup: false }],
    } as const;
    const text = frame(wizard(reviewScreen({ chosen })), { columns: 120, rows: 40 });

    expect(text).toContain('Not a member  Bob');
    expect(text).toContain('Members that are not chosen are left alone.');
  });

  it('scrolls as far as its end', () => {
    expect(frame(wizard(reviewScreen({ scroll: 999 })), { columns: 40, rows: 12 })).toMatch(
      /↑ {2}\d+-(\d+) of \1/,
    );
  });
});

describe('the run', () => {
  const done = (record: RunRecord) => frame(wizard(runScreen(record)));

  it('shows the four cards in the words of the documentation', () => {
    const text = frame(wizard(runScreen(running())), undefined, startOfRun + 5000);

    for (const title of [
      'Import user',
      'Determine if user is in scope',
      'Match user between source and target system',
      'Perform action',
    ]) {
      expect(text).toContain(title);
    }
    expect(text).not.toContain('Test connection');
    expect(text).toMatch(/Running {2}Perform action {2}2.0 s/);
  });

  it('changes the noun for groups', () => {
    const record = recordOf([started({ subject: { kind: 'group', id: 'g', members: [] } }), begun('import')]);

    expect(frame(wizard(runScreen(record)))).toContain('Import group');
  });

  it('shows Test connection as the first card when it failed', () => {
    const record = stoppedAt('test', 'connection.refused', {
      ending: 'unreachable',
      sentence: "Can't reach 127.0.0.1:5321.",
    });
    const text = done(record);

    expect(text.indexOf('Test connection')).toBeLessThan(text.indexOf('Import user'));
    expect(text).toContain('Not run  Import user');
    expect(text).toContain('Tip: Nothing answers at the target address.');
  });

  it.each<[string, RunRecord, string]>([
    ['a creation', created(), '✓ Success  Created Ada Lovelace in 127.0.0.1:5321.'],
    [
      'a preview',
      created('preview'),
      '✓ Success  Preview: Create Ada Lovelace in 127.0.0.1:5321. Nothing was written.',
    ],
    ['a restore', updated('restored'), '✓ Success  Restored Ada Lovelace in 127.0.0.1:5321.'],
    [
      'the preview of a restore',
      updated('restored', 'preview'),
      '✓ Success  Preview: Restore Ada Lovelace in 127.0.0.1:5321. Nothing was written.',
    ],
    [
      'a change that was ignored',
      updated('ignored'),
      '✓ Success  Nothing was changed for Ada Lovelace in 127.0.0.1:5321.',
    ],
    [
      'a skip',
      stoppedAt('scope', 'NotEffectivelyEntitled', {
        ending: 'skipped',
        sentence: 'Ada Lovelace is not assigned.',
      }),
      '– Skipped (NotEffectivelyEntitled)  Ada Lovelace is not assigned.',
    ],
    [
      'a failure',
      stoppedAt('action', 'object.duplicate', {
        ending: 'failed',
        sentence: 'The target has this userName already.',
      }),
      '✗ Failure  The target has this userName already.',
    ],
    [
      'a lost answer',
      stoppedAt('action', 'outcome.unknown', {
        ending: 'outcomeUnknown',
        sentence: 'The answer never came.',
      }),
      '! Outcome unknown  The answer never came.',
    ],
  ])('ends %s with one line', (_what, record, line) => {
    expect(done(record)).toContain(line);
  });

  it('then offers Retry first, and Provision another object', () => {
    const text = done(created());

    expect(text).toContain('❯ Retry');
    expect(text).toContain('  Provision another object');
    expect(text).toContain('  Save run record');
  });

  it('offers to provision for real after a preview', () => {
    const screen = runScreen(created('preview'), { mode: 'preview' });

    expect(frame(wizard(screen))).toMatch(/❯ Provision\n {2}Retry/);
  });

  it('shows a wait between tries', () => {
    const record = recordOf([
      started(),
      begun('import'),
      {
        type: 'retry.scheduled',
        step: 'import',
        retry: { attempt: 2, waitMs: 3000, reason: 'the source asks to slow down' },
      },
    ]);

    expect(frame(wizard(runScreen(record)))).toContain('Try 2 in 3.0 s: the source asks to slow down');
  });

  it.each([...created().evidence.cards.keys(), 4, 5, 6, 7, 8])(
    'shows the row under the cursor at 40x12, also row %i',
    (cursor) => {
      expect(frame(wizard(runScreen(created(), { cursor })), { columns: 40, rows: 12 })).toMatch(/^❯/m);
    },
  );

  it('shows the tip whole on the smallest terminal', () => {
    const record = stoppedAt('test', 'connection.refused', { ending: 'unreachable', sentence: 'No.' });

    expect(frame(wizard(runScreen(record)), { columns: 40, rows: 12 })).toContain(
      'that the system is running, then\n  retry.',
    );
  });
});
