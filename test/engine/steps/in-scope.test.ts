import { describe, expect, it } from 'vitest';
import { mappingWith } from '../../support/mappings.ts';
import { adaInTarget, ending, provisioned, sent, story } from '../../support/provisioned.ts';
import { createLinks } from '../../support/systems/memory-source.ts';
import { disabledInSource, linkedToAda, targetWith } from './situations.ts';

describe('in scope and active in the source', () => {
  it('is created when nothing in the target matches, and remembered', async () => {
    const run = await provisioned();

    expect(story(run)).toEqual([
      'import: Success',
      'scope: Success',
      'match: Success',
      'action: Success',
      'end: succeeded Create',
    ]);
    expect(run.target.held('t-1')).toEqual(adaInTarget);
    expect(run.links.all()).toEqual({ ada: 't-1' });
    expect(run.record.targetIdentity.id).toBe('t-1');
  });

  it('is skipped when nothing matches and the Create action is switched off', async () => {
    const run = await provisioned({ mapping: mappingWith({ flowTypes: 'Update, Delete' }) });

    expect(ending(run)).toBe('end: skipped Other');
    expect(run.record.evidence.reason).toBe('CreateDisabled');
    expect(run.target.writes).toEqual([]);
  });

  it('is updated when one object matches and differs, and remembered', async () => {
    const run = await provisioned({ target: targetWith({ department: 'Finance' }) });

    expect(ending(run)).toBe('end: succeeded Update');
    expect(run.target.held('t-ada')).toEqual(adaInTarget);
    expect(run.links.all()).toEqual({ ada: 't-ada' });
  });

  it('is sent only the attributes that changed', async () => {
    const run = await provisioned({ target: targetWith({ department: 'Finance' }) });

    expect(sent(run)).toEqual([['replace department']]);
    expect(run.record.modifiedProperties).toEqual([
      { displayName: 'department', oldValue: 'Finance', newValue: 'Sales' },
    ]);
  });

  it('is skipped as RedundantExport when source and target are equal', async () => {
    const run = await provisioned({ target: targetWith() });

    expect(story(run).slice(-2)).toEqual(['action: Skipped (RedundantExport)', 'end: redundant Other']);
    expect(run.record.statusInfo).toMatchObject({ status: 'Skipped', errorCode: 'RedundantExport' });
    expect(run.record.provisioningSteps.at(-1)).toMatchObject({
      name: 'EntrySynchronizationSkip',
      type: 'Export',
      status: 'Skipped',
      details: { SkipReason: 'RedundantExport' },
    });
    expect(run.target.writes).toEqual([]);
  });

  it('counts as managed from then on, even when nothing had to be changed', async () => {
    const run = await provisioned({ target: targetWith() });

    expect(run.links.all()).toEqual({ ada: 't-ada' });
  });

  it('is skipped when it differs and the Update action is switched off', async () => {
    const run = await provisioned({
      target: targetWith({ department: 'Finance' }),
      mapping: mappingWith({ flowTypes: 'Add, Delete' }),
    });

    expect(ending(run)).toBe('end: skipped Other');
    expect(run.record.evidence.reason).toBe('UpdateDisabled');
    expect(run.target.writes).toEqual([]);
  });

  it('is redundant, not skipped, when it is equal and the Update action is switched off', async () => {
    const run = await provisioned({ target: targetWith(), mapping: mappingWith({ flowTypes: 'Add' }) });

    expect(ending(run)).toBe('end: redundant Other');
  });
});

describe('in scope but not active in the source', () => {
  it('is never created', async () => {
    const run = await provisioned(disabledInSource);

    expect(story(run).slice(-2)).toEqual(['action: Skipped (NotEffectivelyEntitled)', 'end: skipped Other']);
    expect(run.target.writes).toEqual([]);
  });

  it.each([
    ['managed before', linkedToAda()],
    ['never managed before', createLinks()],
  ])('is disabled in the target, %s', async (_, links) => {
    const run = await provisioned({ ...disabledInSource, links, target: targetWith() });

    expect(ending(run)).toBe('end: succeeded Disable');
    expect(sent(run)).toEqual([['replace active']]);
    expect(run.target.held('t-ada')).toEqual({ ...adaInTarget, active: false });
  });

  it('is disabled even when out-of-scope deletions are skipped', async () => {
    const settings = { skipOutOfScopeDeletions: true };

    const run = await provisioned({
      ...disabledInSource,
      settings,
      links: linkedToAda(),
      target: targetWith(),
    });

    expect(ending(run)).toBe('end: succeeded Disable');
  });

  it('is redundant when the target has it disabled already', async () => {
    const run = await provisioned({ ...disabledInSource, target: targetWith({ active: false }) });

    expect(ending(run)).toBe('end: redundant Other');
    expect(run.target.writes).toEqual([]);
  });

  it('is skipped when no mapping writes the account status', async () => {
    const mapping = mappingWith({ map: { active: false } });

    const run = await provisioned({
      ...disabledInSource,
      mapping,
      links: linkedToAda(),
      target: targetWith(),
    });

    expect(run.record.evidence.reason).toBe('NothingToDisable');
    expect(run.target.writes).toEqual([]);
  });

  it('is never deleted, even where the target cannot disable', async () => {
    const mapping = mappingWith({
      map: { active: false },
      targetMetadata: { IsSoftDeletionSupported: 'false' },
    });

    const run = await provisioned({
      ...disabledInSource,
      mapping,
      links: linkedToAda(),
      target: targetWith(),
    });

    expect(run.record.evidence.reason).toBe('NothingToDisable');
    expect(run.target.refs()).toEqual(['t-ada']);
  });

  it('is skipped when the Update action is switched off', async () => {
    const mapping = mappingWith({ flowTypes: 'Add' });

    const run = await provisioned({ ...disabledInSource, mapping, target: targetWith() });

    expect(run.record.evidence.reason).toBe('UpdateDisabled');
    expect(run.target.writes).toEqual([]);
  });
});
