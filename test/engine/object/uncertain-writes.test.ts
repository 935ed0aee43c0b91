import { describe, expect, it } from 'vitest';
import { mappingWith } from '../../support/mappings.ts';
import {
  ada,
  adaInTarget,
  attributeRow,
  ending,
  type Provisioned,
  person,
  provisioned,
  sent,
  story,
} from '../../support/provisioned.ts';
import { createLinks, unassigned } from '../../support/systems/memory-source.ts';
import { createTarget, type Held, type MemoryTarget } from '../../support/systems/memory-target.ts';
import { type Call, failure } from '../../support/systems/memory-trouble.ts';

/** The target gave up on the request and said so: what it has not done by now, it will not do. */
const lost = failure('outcome.unknown', { message: 'The target fails.', systemCode: '500' });
/** Nothing came back: the request may still be on its way. */
const silent = failure('outcome.unknown', { message: 'The answer never came.' });
/** The target put it in a queue. */
const promised = failure('outcome.unknown', { message: 'The target accepts it (202).', systemCode: '202' });
const targetWith = (change: Held = {}) =>
  createTarget({
    objects: [
      { ref: 't-ada', attributes: { ...adaInTarget, ...change } },
      { ref: 't-boss', attributes: { userName: 'boss@source.example' } },
    ],
  });
const losing = (target: MemoryTarget, call: Call, doIt: boolean): MemoryTarget => {
  target.fails(call, lost, { doIt });
  return target;
};
const outcomes = ({ events }: Provisioned) =>
  events.flatMap((event) => (event.type === 'write.finished' ? [event.outcome] : []));
const withBoss = { people: [ada({ manager: 'boss' }), person('boss')] };
const withManager = mappingWith({ map: { manager: '[manager]' } });

describe('a create whose answer was lost', () => {
  it('is a success when reading back finds the object, and the details tell how that is known', async () => {
    const run = await provisioned({ target: losing(createTarget(), 'create', true) });

    expect(ending(run)).toBe('end: succeeded Create');
    expect(outcomes(run)).toEqual(['unknown']);
    expect(run.record.targetIdentity.id).toBe('t-1');
    expect(run.links.all()).toEqual({ ada: 't-1' });
    expect(run.record.evidence.act?.notes).toEqual([
      'The target fails. Reading back shows that the change was made.',
    ]);
  });

  it('is a failure when reading back finds nothing, and is not sent again', async () => {
    const run = await provisioned({ target: losing(createTarget(), 'create', false) });

    expect(story(run).slice(-2)).toEqual(['action: Failure (system.failed)', 'end: unreachable Create']);
    expect(run.record.statusInfo.reason).toContain('Reading back shows that nothing was created.');
    expect(run.target.writes).toHaveLength(1);
    expect(run.links.all()).toEqual({});
  });

  it('stays unknown when the target promised it for later and the object is not there yet', async () => {
    const target = createTarget();
    target.fails('create', promised);

    const run = await provisioned({ target });

    expect(ending(run)).toBe('end: outcomeUnknown Create');
  });

  it('stays unknown when no answer came at all and the object is not there yet', async () => {
    const target = createTarget();
    target.fails('create', silent, { doIt: false });

    const run = await provisioned({ target });

    expect(ending(run)).toBe('end: outcomeUnknown Create');
    expect(run.record.statusInfo.reason).toContain('Reading back does not show the change yet.');
    expect(run.target.writes).toHaveLength(1);
  });

  it.each(['connection.lost', 'timeout'] as const)(
    'stays unknown when reading back fails, too: %s',
    async (code) => {
      const target = losing(createTarget(), 'create', true);
      target.onCall('create', () => target.fails('find', failure(code)));

      const run = await provisioned({ target });

      expect(story(run).slice(-2)).toEqual([
        'action: Failure (outcome.unknown)',
        'end: outcomeUnknown Create',
      ]);
      expect(run.target.writes).toHaveLength(1);
      expect(run.links.all()).toEqual({});
    },
  );

  it('goes on with the manager, which is still missing', async () => {
    const target = losing(targetWith({ userName: 'somebody else' }), 'create', true);

    const run = await provisioned({ ...withBoss, mapping: withManager, target });

    expect(ending(run)).toBe('end: succeeded Create');
    expect(sent(run)[1]).toEqual(['add manager']);
    expect(run.target.held('t-1')?.['manager']).toBe('t-boss');
  });
});

describe('an update whose answer was lost', () => {
  const differing = () => targetWith({ department: 'Finance', displayName: 'Ada' });

  it('is a success when the target holds everything that was sent', async () => {
    const run = await provisioned({ target: losing(differing(), 'update', true) });

    expect(ending(run)).toBe('end: succeeded Update');
    expect(attributeRow(run, 'department')).toMatchObject({ stored: 'Sales', differs: false });
  });

  it('is a failure when the target holds everything as before, and is not sent again', async () => {
    const run = await provisioned({ target: losing(differing(), 'update', false) });

    expect(story(run).slice(-2)).toEqual(['action: Failure (system.failed)', 'end: unreachable Update']);
    expect(run.record.statusInfo.reason).toContain('Reading back shows that nothing was changed.');
    expect(run.target.writes).toHaveLength(1);
  });

  it('stays unknown when the target holds neither the old nor the new state', async () => {
    const target = createTarget({
      objects: [{ ref: 't-ada', attributes: { ...adaInTarget, department: 'Finance', displayName: 'Ada' } }],
      ignores: ['department'],
    });

    const run = await provisioned({ target: losing(target, 'update', true) });

    expect(ending(run)).toBe('end: outcomeUnknown Update');
  });

  it('stays unknown when nothing of it can be read back', async () => {
    const mapping = mappingWith({
      map: { password: { source: { expression: '[jobTitle]' }, flowBehavior: 'FlowAlways' } },
    });

    const run = await provisioned({
      mapping,
      people: [ada({ jobTitle: 'correct horse' })],
      target: losing(targetWith(), 'update', true),
    });

    expect(ending(run)).toBe('end: outcomeUnknown Update');
  });

  it('stays unknown, and nothing is claimed about it, when no answer came and a part of it is stored', async () => {
    const target = createTarget({
      objects: [{ ref: 't-ada', attributes: { ...adaInTarget, department: 'Finance', displayName: 'Ada' } }],
      ignores: ['department'],
    });
    target.fails('update', silent, { doIt: true });

    const run = await provisioned({ target });

    expect(ending(run)).toBe('end: outcomeUnknown Update');
    expect(run.record.statusInfo.reason).toBe('The answer never came.');
  });

  it('is a failure that says so when the object is not there anymore', async () => {
    const target = losing(differing(), 'update', false);
    target.onCall('update', () => target.vanish('t-ada'));

    const run = await provisioned({ target });

    expect(story(run).at(-2)).toBe('action: Failure (object.notFound)');
    expect(run.record.statusInfo.reason).not.toContain('created');
  });
});

describe('a reference whose answer was lost', () => {
  it.each([
    [true, 'end: succeeded Update'],
    [false, 'end: unreachable Update'],
  ])('is settled apart from the attributes written before: done %s', async (doIt, expected) => {
    const target = targetWith({ department: 'Finance' });
    target.fails('update', lost, { doIt, after: 1 });

    const run = await provisioned({ ...withBoss, mapping: withManager, target });

    expect(ending(run)).toBe(expected);
    expect(run.target.held('t-ada')?.['department']).toBe('Sales');
  });
});

describe('a delete whose answer was lost', () => {
  const setup = () => ({
    mapping: mappingWith({ map: { active: false }, targetMetadata: { IsSoftDeletionSupported: 'false' } }),
    entitlements: { ada: unassigned },
    links: createLinks({ ada: 't-ada' }),
  });

  it('is a success when the object is gone, and the link with it', async () => {
    const run = await provisioned({ ...setup(), target: losing(targetWith(), 'remove', true) });

    expect(ending(run)).toBe('end: succeeded Delete');
    expect(run.links.all()).toEqual({});
  });

  it('is a failure when the object is still there, and the link stays', async () => {
    const run = await provisioned({ ...setup(), target: losing(targetWith(), 'remove', false) });

    expect(ending(run)).toBe('end: unreachable Delete');
    expect(run.links.all()).toEqual({ ada: 't-ada' });
  });

  it('stays unknown when no answer came at all and the object is still there', async () => {
    const target = targetWith();
    target.fails('remove', silent, { doIt: false });

    const run = await provisioned({ ...setup(), target });

    expect(ending(run)).toBe('end: outcomeUnknown Delete');
    expect(run.record.statusInfo.reason).toBe(
      'The answer never came. Reading back does not show the change yet.',
    );
  });
});
