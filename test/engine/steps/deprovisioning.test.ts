import { describe, expect, it } from 'vitest';
import { filterGroup, mappingWith } from '../../support/mappings.ts';
import { adaInTarget, attributeRow, ending, provisioned, sent, story } from '../../support/provisioned.ts';
import { createTarget } from '../../support/systems/memory-target.ts';
import { failure } from '../../support/systems/memory-trouble.ts';
import {
  disabledInSource,
  fromFinance,
  linkedToAda,
  notAssigned,
  salesOnly,
  targetWith,
} from './situations.ts';

describe('out of scope', () => {
  it.each([
    ['not assigned', notAssigned],
    ['left out by a filter', { ...fromFinance, mapping: salesOnly }],
  ])('is skipped, not failed, when nothing in the target matches: %s', async (_, setup) => {
    const run = await provisioned(setup);

    expect(story(run).slice(-2)).toEqual(['action: Skipped (NotEffectivelyEntitled)', 'end: skipped Other']);
    expect(run.record.statusInfo.errorCode).toBe('NotEffectivelyEntitled');
    expect(run.target.writes).toEqual([]);
  });

  it('is a Success on the scope card, which gives the skip reason', async () => {
    const run = await provisioned(notAssigned);

    expect(story(run)[1]).toBe('scope: Success (NotEffectivelyEntitled)');
    expect(run.record.provisioningSteps.find(({ type }) => type === 'Scoping')?.details).toMatchObject({
      'Assigned to the application': 'False',
      SkipReason: 'NotEffectivelyEntitled',
    });
  });

  it.each([
    ['unassigned', { ...notAssigned, target: targetWith(), links: linkedToAda() }],
    [
      'left out by a filter',
      { ...fromFinance, mapping: salesOnly, target: targetWith(), links: linkedToAda() },
    ],
    [
      'unassigned and not active',
      { ...notAssigned, ...disabledInSource, target: targetWith(), links: linkedToAda() },
    ],
  ])('is disabled before anything is deleted, when it was provisioned from here: %s', async (_, setup) => {
    const run = await provisioned(setup);

    expect(ending(run)).toBe('end: succeeded Disable');
    expect(sent(run)).toEqual([['replace active']]);
    expect(run.target.held('t-ada')).toEqual({ ...adaInTarget, active: false });
    expect(run.links.all()).toEqual({ ada: 't-ada' });
  });

  it('is left alone when it was never provisioned from here', async () => {
    const run = await provisioned({ ...notAssigned, target: targetWith() });

    expect(run.record.evidence.reason).toBe('NeverManaged');
    expect(run.target.writes).toEqual([]);
    expect(run.links.all()).toEqual({});
  });

  it('is deleted where the target cannot disable and the Delete action is on', async () => {
    const mapping = mappingWith({
      map: { active: false },
      targetMetadata: { IsSoftDeletionSupported: 'false' },
    });

    const run = await provisioned({ ...notAssigned, mapping, target: targetWith(), links: linkedToAda() });

    expect(ending(run)).toBe('end: succeeded Delete');
    expect(run.asked.map(({ danger }) => danger)).toEqual(['delete']);
    expect(run.target.refs()).toEqual([]);
    expect(run.links.all()).toEqual({});
  });

  it('is a Warning when the target answers that it deleted it and still has it, and stays linked', async () => {
    const mapping = mappingWith({
      map: { active: false },
      targetMetadata: { IsSoftDeletionSupported: 'false' },
    });
    const target = createTarget({
      objects: [{ ref: 't-ada', attributes: adaInTarget }],
      ignoresRemove: true,
    });

    const run = await provisioned({ ...notAssigned, mapping, target, links: linkedToAda() });

    expect(story(run).slice(-2)).toEqual(['action: Failure (object.stillThere)', 'end: failed Delete']);
    expect(run.record.statusInfo.reason).toContain('is still there, although');
    expect(run.links.all()).toEqual({ ada: 't-ada' });
  });

  it('stays linked as long as nobody could read that it is gone', async () => {
    const mapping = mappingWith({
      map: { active: false },
      targetMetadata: { IsSoftDeletionSupported: 'false' },
    });
    const target = targetWith();
    target.onCall('remove', () => target.fails('read', failure('connection.lost')));

    const run = await provisioned({ ...notAssigned, mapping, target, links: linkedToAda() });

    expect(story(run).slice(-2)).toEqual(['action: Warning (value.notReadBack)', 'end: warned Delete']);
    expect(run.links.all()).toEqual({ ada: 't-ada' });
  });

  it.each([
    ['the Delete action is off', { flowTypes: 'Add, Update' }, undefined],
    ['the target supports soft deletion', { targetMetadata: { IsSoftDeletionSupported: 'true' } }, undefined],
    ['the target cannot delete', {}, true],
  ])('is skipped where it cannot be disabled and %s', async (_, change, withoutRemove) => {
    const mapping = mappingWith({
      map: { active: false },
      targetMetadata: { IsSoftDeletionSupported: 'false' },
      ...change,
    });
    const objects = [{ ref: 't-ada', attributes: adaInTarget }];
    const target = createTarget({ objects, ...(withoutRemove ? { withoutRemove } : {}) });

    const run = await provisioned({ ...notAssigned, mapping, target, links: linkedToAda() });

    expect(run.record.evidence.reason).toBe('NothingToDisable');
    expect(run.target.writes).toEqual([]);
  });

  it('is left as it is with SkipOutOfScopeDeletions', async () => {
    const settings = { skipOutOfScopeDeletions: true };

    const run = await provisioned({ ...notAssigned, settings, target: targetWith(), links: linkedToAda() });

    expect(run.record.evidence.reason).toBe('OutOfScopeDeletionsSkipped');
    expect(run.target.writes).toEqual([]);
  });

  it('is disabled all the same in cross-tenant synchronization, which ignores SkipOutOfScopeDeletions', async () => {
    const settings = { skipOutOfScopeDeletions: true };

    const run = await provisioned({
      ...notAssigned,
      kind: 'cross-tenant',
      settings,
      target: targetWith(),
      links: linkedToAda(),
    });

    expect(ending(run)).toBe('end: succeeded Disable');
  });

  it.each(['inputFilterGroups', 'categoryFilterGroups'])('is never deprovisioned by %s', async (kind) => {
    const scope = { [kind]: [filterGroup('Sales only', 'department EQUALS', 'Sales')] };

    const run = await provisioned({
      ...fromFinance,
      mapping: mappingWith({ scope }),
      target: targetWith(),
      links: linkedToAda(),
    });

    expect(ending(run)).toBe('end: skipped Other');
    expect(run.target.writes).toEqual([]);
  });
});

describe('deprovisioning writes the target’s own value for disabled', () => {
  it.each([
    [
      'active',
      { active: 'Switch([IsSoftDeleted], , "False", "False", "True", "True")' },
      { active: true },
      false,
    ],
    [
      'accountDisabled',
      { active: false, accountDisabled: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' },
      { accountDisabled: false },
      true,
    ],
  ] as const)('%s, whatever the mapping evaluates to', async (attribute, map, held, disabled) => {
    const mapping = mappingWith({
      map,
      define: { accountDisabled: { type: 'Boolean' } },
      targetMetadata: { PropertyNameAccountEnabled: attribute },
    });

    const run = await provisioned({
      ...notAssigned,
      mapping,
      target: targetWith(held),
      links: linkedToAda(),
    });

    expect(ending(run)).toBe('end: succeeded Disable');
    expect(run.target.held('t-ada')?.[attribute]).toBe(disabled);
  });

  it('soft-deletes what left the scope, and only disables what is not active', async () => {
    const mapping = mappingWith({
      map: { IsSoftDeleted: '[IsSoftDeleted]' },
      define: { IsSoftDeleted: { type: 'Boolean' } },
      targetMetadata: { PropertyNameSoftDeleted: 'IsSoftDeleted' },
    });

    const left = await provisioned({ ...notAssigned, mapping, target: targetWith(), links: linkedToAda() });
    const inactive = await provisioned({
      ...disabledInSource,
      mapping,
      target: targetWith(),
      links: linkedToAda(),
    });

    expect(sent(left)).toEqual([['add IsSoftDeleted']]);
    expect(left.target.held('t-ada')).toMatchObject({ IsSoftDeleted: true, active: true });
    expect(sent(inactive)).toEqual([['replace active']]);
  });

  it('shows the expression and both values', async () => {
    const run = await provisioned({ ...notAssigned, target: targetWith(), links: linkedToAda() });

    expect(attributeRow(run, 'active')).toMatchObject({
      expression: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
      original: 'True',
      wanted: 'False',
      stored: 'False',
      fate: 'sent',
    });
  });
});
