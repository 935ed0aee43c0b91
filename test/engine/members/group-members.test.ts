import { describe, expect, it } from 'vitest';
import { mappingWith, scopedBy } from '../../support/mappings.ts';
import { ending, memberRow, provisioned, story } from '../../support/provisioned.ts';
import { createLinks, createSource } from '../../support/systems/memory-source.ts';
import { createTarget } from '../../support/systems/memory-target.ts';
import { failure } from '../../support/systems/memory-trouble.ts';
import { choosing, fates, inTarget, salesInTarget, sources, targetWith } from './sales-group.ts';

describe('chosen members', () => {
  it('without an account in the target are listed, with a Warning, and nothing is created for them', async () => {
    const target = createTarget({ objects: [salesInTarget, ...inTarget('a')] });

    const run = await provisioned({ ...choosing('a', 'b'), target });

    expect(story(run).slice(-2)).toEqual(['action: Warning (membersMissing)', 'end: warned Update']);
    expect(fates(run)).toEqual({ a: 'added', b: 'notYetProvisioned' });
    expect(memberRow(run, 'b').because).toBe('is not yet provisioned in customappsso');
    expect(target.refs()).toEqual(['t-sales', 't-a']);
  });

  it('are found by the stored connection first', async () => {
    const target = targetWith({ objects: [{ ref: 't-renamed', attributes: { userName: 'x' } }] });

    const run = await provisioned({ ...choosing('a'), target, links: createLinks({ a: 't-renamed' }) });

    expect(target.membersOf('t-sales')).toEqual(['t-renamed']);
    expect(memberRow(run, 'a').target).toBe('t-renamed');
  });

  it('whose stored connection leads nowhere are matched again', async () => {
    const target = targetWith();

    await provisioned({ ...choosing('a'), target, links: createLinks({ a: 't-gone' }) });

    expect(target.membersOf('t-sales')).toEqual(['t-a']);
  });

  it('who are no direct members of the source group are never added', async () => {
    const run = await provisioned({ ...choosing('a', 'd'), target: targetWith() });

    expect(run.target.membersOf('t-sales')).toEqual(['t-a']);
    expect(memberRow(run, 'd')).toMatchObject({ inSourceGroup: false, fate: 'notInSourceGroup' });
    expect(run.asked).toEqual([]);
  });

  it('who are no direct members, but are in the target group, are removed after approval', async () => {
    const target = targetWith({ groups: { 't-sales': ['t-d', 't-b'] } });

    const run = await provisioned({ ...choosing('d'), target });

    expect(run.asked).toEqual([
      {
        danger: 'remove-member',
        question:
          'Remove d (t-d) from group t-sales in customappsso? They are not direct members in the source.',
      },
    ]);
    expect(fates(run)).toEqual({ d: 'removed' });
    expect(target.membersOf('t-sales')).toEqual(['t-b']);
    expect(run.record.modifiedProperties).toEqual([{ displayName: 'members', oldValue: 't-d' }]);
  });

  it('stay in the target group when their removal is refused', async () => {
    const target = targetWith({ groups: { 't-sales': ['t-d'] } });

    const run = await provisioned({ ...choosing('d'), target, approves: false });

    expect(story(run).slice(-2)).toEqual(['action: Skipped (Declined)', 'end: approvalMissing Other']);
    expect(target.membersOf('t-sales')).toEqual(['t-d']);
    expect(target.writes).toEqual([]);
  });

  it('are not written at all when a removal among them is not approved', async () => {
    const target = targetWith({ groups: { 't-sales': ['t-d'] } });

    const run = await provisioned({ ...choosing('a', 'd'), target, approves: false });

    expect(story(run).slice(-2)).toEqual(['action: Skipped (Declined)', 'end: approvalMissing Other']);
    expect(target.membersOf('t-sales')).toEqual(['t-d']);
    expect(target.writes).toEqual([]);
  });

  it('may be named by any exact id, and are the same person under two of them', async () => {
    const target = targetWith({ groups: { 't-sales': ['t-a'] } });

    const run = await provisioned({ ...choosing('a', 'a@source.example'), target });

    expect(fates(run)).toEqual({ a: 'alreadyMember' });
    expect(target.writes).toEqual([]);
  });

  it('leave the members alone who were not chosen', async () => {
    const target = targetWith({ groups: { 't-sales': ['t-b', 't-stranger'] } });

    await provisioned({ ...choosing('a'), target });

    expect(target.membersOf('t-sales')).toEqual(['t-b', 't-stranger', 't-a']);
  });

  it('that the target silently did not add are failed, not added', async () => {
    const target = targetWith({ ignoresMembers: ['t-b'] });

    const run = await provisioned({ ...choosing('a', 'b'), target });

    expect(fates(run)).toEqual({ a: 'added', b: 'failed' });
    expect(memberRow(run, 'b').because).toContain('reading the group back shows otherwise');
    expect(story(run).slice(-2)).toEqual(['action: Warning (attribute.rejected)', 'end: warned Update']);
  });

  it('that the target refuses make a Failure when nothing else was written', async () => {
    const target = targetWith();
    target.fails('addMembers', failure('permission.denied'));

    const run = await provisioned({ ...choosing('a'), target });

    expect(story(run).slice(-2)).toEqual(['action: Failure (permission.denied)', 'end: failed Other']);
    expect(fates(run)).toEqual({ a: 'failed' });
  });

  it('that the target refuses make a Warning when the group itself was created', async () => {
    const target = createTarget({ objects: inTarget('a') });
    target.fails('addMembers', failure('permission.denied'));

    const run = await provisioned({ ...choosing('a'), target });

    expect(ending(run)).toBe('end: warned Create');
  });

  it('that disappeared from the group because of our request are a Failure, whatever else was written', async () => {
    const target = targetWith({ groups: { 't-sales': ['t-d', 't-b'] } });
    target.fails('removeMembers', failure('precondition.failed', { systemCode: 'members.lost' }));

    const run = await provisioned({ ...choosing('a', 'd'), target });

    expect(story(run).slice(-2)).toEqual(['action: Failure (members.lost)', 'end: failed Update']);
  });

  it('cannot be written where the target knows no memberships', async () => {
    const run = await provisioned({ ...choosing('a'), target: targetWith({ withoutMembers: true }) });

    expect(story(run).slice(-2)).toEqual(['action: Failure (configuration.invalid)', 'end: failed Other']);
    expect(run.target.writes).toEqual([]);
  });

  it('who do not exist in the source are listed', async () => {
    const run = await provisioned({ ...choosing('nobody'), target: targetWith() });

    expect(fates(run)).toEqual({ nobody: 'failed' });
    expect(memberRow(run, 'nobody').because).toContain('does not exist');
    expect(run.target.writes).toEqual([]);
  });

  it('cannot be judged when the source does not tell who its members are, and nothing is written', async () => {
    const source = createSource(sources);
    source.fails('groupMembers', failure('connection.lost'));

    const run = await provisioned({ ...choosing('a'), source, target: targetWith() });

    expect(ending(run)).toBe('end: unreachable Other');
    expect(run.target.writes).toEqual([]);
  });

  it('are provisioned whatever the scope of users is: only the group is in question', async () => {
    const memberMapping = mappingWith({ scope: scopedBy('Nobody', 'department EQUALS', 'Nowhere') });

    const run = await provisioned({ ...choosing('a'), memberMapping, target: targetWith() });

    expect(fates(run)).toEqual({ a: 'added' });
  });
});

describe('members whose answer was lost', () => {
  const lost = failure('outcome.unknown', { message: 'The target fails.', systemCode: '500' });
  const silent = failure('outcome.unknown', { message: 'The answer never came.' });

  it('are added when the group holds them', async () => {
    const target = targetWith();
    target.fails('addMembers', lost, { doIt: true });

    const run = await provisioned({ ...choosing('a'), target });

    expect(fates(run)).toEqual({ a: 'added' });
    expect(ending(run)).toBe('end: succeeded Update');
  });

  it('are failed, and not sent again, when the group does not hold them', async () => {
    const target = targetWith();
    target.fails('addMembers', lost);

    const run = await provisioned({ ...choosing('a'), target });

    expect(fates(run)).toEqual({ a: 'failed' });
    expect(ending(run)).toBe('end: unreachable Other');
    expect(target.writes).toHaveLength(1);
  });

  it('stay unknown when no answer came at all and the group does not hold them yet', async () => {
    const target = targetWith();
    target.fails('addMembers', silent);

    const run = await provisioned({ ...choosing('a'), target });

    expect(ending(run)).toBe('end: outcomeUnknown Other');
    expect(run.record.statusInfo.reason).toContain('That may still happen.');
    expect(target.writes).toHaveLength(1);
  });

  it('stay unknown when the group cannot be read', async () => {
    const target = targetWith();
    target.fails('addMembers', lost, { doIt: true });
    target.onCall('addMembers', () => target.fails('among', failure('timeout')));

    const run = await provisioned({ ...choosing('a'), target });

    expect(ending(run)).toBe('end: outcomeUnknown Other');
  });
});

describe('members that were answered with success', () => {
  it('make a Warning when the group cannot be read back', async () => {
    const target = targetWith();
    target.onCall('addMembers', () => target.fails('among', failure('timeout')));

    const run = await provisioned({ ...choosing('a'), target });

    expect(story(run).slice(-2)).toEqual(['action: Warning (value.notReadBack)', 'end: warned Update']);
  });
});

describe('a group whose mapping has no Update', () => {
  it.each([
    ['that is equal', {}],
    ['that differs', { externalId: 'another' }],
  ])('%s keeps its members, and nobody is asked about a removal', async (_, attributes) => {
    const target = createTarget({
      objects: [
        { ...salesInTarget, attributes: { ...salesInTarget.attributes, ...attributes } },
        ...inTarget('a', 'd'),
      ],
      groups: { 't-sales': ['t-d'] },
    });

    const run = await provisioned({
      ...choosing('a', 'd'),
      target,
      mapping: mappingWith({ kind: 'group', flowTypes: 'Add, Delete' }),
    });

    expect(target.membersOf('t-sales')).toEqual(['t-d']);
    expect(run.asked).toEqual([]);
    expect(target.writes).toEqual([]);
  });
});
