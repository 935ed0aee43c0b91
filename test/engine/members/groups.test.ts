import { describe, expect, it } from 'vitest';
import { mappingWith } from '../../support/mappings.ts';
import { ending, provisioned, sent, story } from '../../support/provisioned.ts';
import { createLinks, unassigned } from '../../support/systems/memory-source.ts';
import { createTarget } from '../../support/systems/memory-target.ts';
import { failure } from '../../support/systems/memory-trouble.ts';
import { choosing, fates, inTarget, targetWith } from './sales-group.ts';

describe('a group', () => {
  it('is created first, without members, and then the chosen members are added in one request', async () => {
    const target = createTarget({ objects: inTarget('a', 'b', 'c') });

    const run = await provisioned({ ...choosing('a', 'c'), target });

    expect(sent(run)).toEqual([['create displayName', 'create externalId'], ['addMembers t-a, t-c']]);
    expect(target.membersOf('t-1')).toEqual(['t-a', 't-c']);
    expect(fates(run)).toEqual({ a: 'added', c: 'added' });
    expect(ending(run)).toBe('end: succeeded Create');
    expect(run.record.statusInfo.reason).toContain('2 members added.');
  });

  it('without a chosen member is provisioned alone', async () => {
    const run = await provisioned({ ...choosing(), target: targetWith({ groups: { 't-sales': ['t-d'] } }) });

    expect(ending(run)).toBe('end: redundant Other');
    expect(run.target.membersOf('t-sales')).toEqual(['t-d']);
    expect(run.target.calls).not.toContain('among');
  });

  it('that is redundant while members are added counts as Update', async () => {
    const run = await provisioned({ ...choosing('a'), target: targetWith() });

    expect(story(run).slice(-2)).toEqual(['action: Success', 'end: succeeded Update']);
    expect(run.record.modifiedProperties).toEqual([{ displayName: 'members', newValue: 't-a' }]);
    expect(run.record.provisioningSteps.at(-1)).toMatchObject({
      name: 'EntryExportUpdate',
      status: 'Success',
    });
  });

  it('is redundant when its chosen members are in the target already', async () => {
    const run = await provisioned({
      ...choosing('a'),
      target: targetWith({ groups: { 't-sales': ['t-a'] } }),
    });

    expect(ending(run)).toBe('end: redundant Other');
    expect(fates(run)).toEqual({ a: 'alreadyMember' });
    expect(run.target.writes).toEqual([]);
  });

  it('that could not be written gets no members', async () => {
    const target = createTarget({ objects: inTarget('a') });
    target.fails('create', failure('permission.denied'));

    const run = await provisioned({ ...choosing('a'), target });

    expect(sent(run)).toHaveLength(1);
    expect(ending(run)).toBe('end: failed Create');
  });

  it('out of scope is deleted where groups cannot be disabled, and gets no members', async () => {
    const run = await provisioned({
      ...choosing('a'),
      entitlements: { sales: unassigned },
      links: createLinks({ sales: 't-sales' }),
      target: targetWith(),
    });

    expect(sent(run)).toEqual([['remove t-sales']]);
    expect(ending(run)).toBe('end: succeeded Delete');
  });

  it('speaks of groups, not of users', async () => {
    const run = await provisioned({ ...choosing(), target: targetWith() });

    expect(run.record.evidence.cards.map(({ sentence }) => sentence).slice(0, 2)).toEqual([
      'Group imported from Microsoft Entra ID.',
      'Group is in scope.',
    ]);
  });

  it('whose mapping knows no members says so', async () => {
    const run = await provisioned({
      ...choosing('a'),
      mapping: mappingWith({ kind: 'group', map: { members: false } }),
      target: targetWith(),
    });

    expect(story(run).slice(-2)).toEqual(['action: Warning (configuration.invalid)', 'end: warned Other']);
  });
});

describe('a preview of a group', () => {
  it('shows who would be added and removed, and writes nothing', async () => {
    const target = targetWith({ groups: { 't-sales': ['t-d'] } });

    const run = await provisioned({ ...choosing('a', 'd'), target, mode: 'preview' });

    expect(fates(run)).toEqual({ a: 'wouldAdd', d: 'wouldRemove' });
    expect(run.record.evidence.cards.at(-1)?.exchanges.map(({ request }) => request)).toEqual(
      expect.arrayContaining(['addMembers t-sales: t-a', 'removeMembers t-sales: t-d']),
    );
    expect(run.asked).toEqual([]);
    expect(target.writes).toEqual([]);
  });

  it('shows the members of a group that does not exist yet', async () => {
    const target = createTarget({ objects: inTarget('a') });

    const run = await provisioned({ ...choosing('a'), target, mode: 'preview' });

    expect(fates(run)).toEqual({ a: 'wouldAdd' });
    expect(ending(run)).toBe('end: succeeded Create');
    expect(target.writes).toEqual([]);
  });
});
