import { describe, expect, it } from 'vitest';
import { asRef } from '../../../src/domain/model/entry.ts';
import { type Provisioned, provisioned, story } from '../../support/provisioned.ts';
import type { MemoryTarget } from '../../support/systems/memory-target.ts';
import { failure } from '../../support/systems/memory-trouble.ts';
import { choosing, fates, targetWith } from './sales-group.ts';

/** d is to leave the group, which also holds b and somebody whom nobody here knows. */
const holding = (change = {}) =>
  targetWith({ groups: { 't-sales': ['t-d', 't-b', 't-stranger'] }, ...change });

/** The first removal takes these with it. */
function losing(target: MemoryTarget, ...members: readonly string[]): MemoryTarget {
  target.onCall('removeMembers', () => target.leave('t-sales', ...members));
  return target;
}

const emptied = (change = {}) => losing(holding(change), 't-b', 't-stranger');
const last = (run: Provisioned) => story(run).slice(-2);
const restoring = ({ asked }: Provisioned) => asked.filter(({ danger }) => danger === 'restore-member');
const added = ({ writes }: MemoryTarget) =>
  writes.flatMap((write) => (write.do === 'addMembers' ? [write.change.members] : []));

describe('members that vanish without being asked for', () => {
  it('are put back, exactly these, after an approval that names the group and each of them', async () => {
    const target = emptied();

    const run = await provisioned({ ...choosing('d'), target });

    expect(restoring(run)).toEqual([
      {
        danger: 'restore-member',
        question:
          '2 members left group t-sales in customappsso although nobody asked for it, unless somebody else removed them at this moment. Put them back? t-b, t-stranger',
      },
    ]);
    expect(added(target)).toEqual([['t-b', 't-stranger']]);
    expect(target.membersOf('t-sales')).toEqual(['t-b', 't-stranger']);
    expect(last(run)).toEqual(['action: Warning (members.restored)', 'end: warned Update']);
    expect(run.record.statusInfo.reason).toContain(
      '2 members left the group although nobody asked for it; they were put back after approval: t-b, t-stranger.',
    );
    expect(fates(run)).toEqual({ d: 'removed', 't-b': 'restored', 't-stranger': 'restored' });
  });

  it('stay away without a yes, and the step fails with their list', async () => {
    const target = emptied();
    const asked: string[] = [];

    const run = await provisioned({
      ...choosing('d'),
      target,
      sees: (event) => event.type === 'approval.requested' && asked.push(event.danger),
      approvesOnly: ['remove-member'],
    });

    expect(asked).toEqual(['remove-member', 'restore-member']);
    expect(added(target)).toEqual([]);
    expect(target.membersOf('t-sales')).toEqual([]);
    expect(last(run)).toEqual(['action: Failure (members.lost)', 'end: failed Update']);
    expect(run.record.statusInfo.reason).toContain('they were not put back: t-b, t-stranger.');
    expect(fates(run)).toEqual({ d: 'removed', 't-b': 'lost', 't-stranger': 'lost' });
    expect(run.record.evidence.approvals?.map(({ danger, approved }) => [danger, approved])).toEqual([
      ['remove-member', true],
      ['restore-member', false],
    ]);
  });

  it('are found by comparing the group after an addition, too, and then nothing more is removed', async () => {
    const target = holding();
    target.onCall('addMembers', () => target.leave('t-sales', 't-b'));

    const run = await provisioned({ ...choosing('a', 'd'), target, approvesOnly: ['remove-member'] });

    expect(fates(run)).toEqual({ a: 'added', d: 'failed', 't-b': 'lost' });
    expect(target.writes.map((write) => write.do)).toEqual(['addMembers']);
  });

  it('who were chosen and are members already keep their name', async () => {
    const target = holding();
    target.onCall('addMembers', () => target.leave('t-sales', 't-b'));

    const run = await provisioned({ ...choosing('a', 'b'), target, approves: false });

    expect(fates(run)).toEqual({ a: 'added', b: 'lost' });
  });

  it('of a server that loses members with every write are not reported as back', async () => {
    const target = holding();
    let turn = 0;
    target.onCall('addMembers', () => {
      turn += 1;
      target.leave('t-sales', ...(turn === 1 ? ['t-b', 't-stranger'] : ['t-a']));
    });

    const run = await provisioned({ ...choosing('a'), target });

    expect(last(run)).toEqual(['action: Failure (members.lost)', 'end: failed Update']);
    expect(fates(run)).toEqual({ a: 'lost', 't-b': 'restored', 't-stranger': 'restored' });
  });

  it('stay lost when the target refuses to take them back', async () => {
    const target = emptied();
    target.fails('addMembers', failure('permission.denied'));

    const run = await provisioned({ ...choosing('d'), target });

    expect(last(run)).toEqual(['action: Failure (members.lost)', 'end: failed Update']);
    expect(run.record.statusInfo.reason).toContain('are missing: t-b, t-stranger. The system says');
    expect(fates(run)).toMatchObject({ 't-b': 'lost', 't-stranger': 'lost' });
  });

  it('are lost, and nothing else is claimed, when the group cannot be read after putting them back', async () => {
    const target = emptied();
    target.onCall('addMembers', () => target.fails('among', failure('timeout')));

    const run = await provisioned({ ...choosing('d'), target });

    expect(last(run)).toEqual(['action: Failure (members.lost)', 'end: failed Update']);
    expect(run.record.statusInfo.reason).toContain('cannot be read');
  });

  it('are told by the connector where the target does not show whom a group holds', async () => {
    const target = holding({ hidesMembers: true });
    target.onCall('removeMembers', () => target.leave('t-sales', 't-b'));
    const lost = { systemCode: 'members.lost', lost: [asRef('t-b')] };
    target.fails('removeMembers', failure('precondition.failed', lost), { doIt: true });

    const run = await provisioned({ ...choosing('d'), target });

    expect(fates(run)).toEqual({ d: 'removed', 't-b': 'restored' });
    expect(last(run)).toEqual(['action: Warning (members.restored)', 'end: warned Update']);
  });

  it('are not called lost when they left while the administrator was thinking', async () => {
    const target = holding();

    const run = await provisioned({
      ...choosing('d'),
      target,
      sees: ({ type }) => type === 'approval.answered' && target.leave('t-sales', 't-b'),
    });

    expect(last(run)).toEqual(['action: Success', 'end: succeeded Update']);
    expect(fates(run)).toEqual({ d: 'removed' });
  });

  it('cannot be noticed when the group could not be read before the write: that is a warning, no claim', async () => {
    const target = emptied();

    const run = await provisioned({
      ...choosing('d'),
      target,
      sees: ({ type }) => type === 'approval.answered' && target.fails('among', failure('timeout')),
    });

    expect(target.membersOf('t-sales')).toEqual([]);
    expect(fates(run)).toEqual({ d: 'removed' });
    expect(last(run)).toEqual(['action: Warning (value.notReadBack)', 'end: warned Update']);
    expect(run.record.statusInfo.reason).toContain(
      'The members of the group could not be read before the write, so nobody can say whether others left with it.',
    );
  });

  it('stand in the journal: each question, answer and write in order', async () => {
    const run = await provisioned({ ...choosing('d'), target: emptied() });

    const types = run.events.flatMap((event) =>
      /^(approval|write)/.test(event.type)
        ? [event.type === 'write.started' ? event.summary : event.type]
        : [],
    );
    expect(types).toEqual([
      'approval.requested',
      'approval.answered',
      'remove t-d from group t-sales in customappsso (target.example)',
      'write.finished',
      'approval.requested',
      'approval.answered',
      'add t-b, t-stranger to group t-sales in customappsso (target.example)',
      'write.finished',
    ]);
  });
});

describe('a member write that is refused in part', () => {
  it('tells who is in the group by the group itself', async () => {
    const target = targetWith();
    target.onCall('addMembers', () => target.join('t-sales', 't-a'));
    target.fails('addMembers', failure('throttled'));

    const run = await provisioned({ ...choosing('a', 'b'), target });

    expect(fates(run)).toEqual({ a: 'added', b: 'failed' });
  });
});
