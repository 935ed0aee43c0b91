import { describe, expect, it } from 'vitest';
import { mappingWith, matching } from '../../support/mappings.ts';
import { ada, adaInTarget, ending, provisioned, sent, story } from '../../support/provisioned.ts';
import { createLinks } from '../../support/systems/memory-source.ts';
import { createTarget, type MemoryTarget } from '../../support/systems/memory-target.ts';
import { failure } from '../../support/systems/memory-trouble.ts';

const taken = failure('object.duplicate', {
  message: 'The target answers 409 to creating the object: userName is taken.',
  systemCode: '409 uniqueness',
});

/** The create is refused as a duplicate; just before, the object has come into being. */
function colliding(appearing: (target: MemoryTarget) => void): MemoryTarget {
  const target = createTarget();
  target.onCall('create', () => appearing(target));
  target.fails('create', taken);
  return target;
}

const notes = (run: Awaited<ReturnType<typeof provisioned>>) => run.record.evidence.act?.notes.join('\n');

describe('a create that collides', () => {
  it('with an object that matches now and is equal is redundant: an earlier answer was lost', async () => {
    const target = colliding((one) => one.put('t-ada', adaInTarget));

    const run = await provisioned({ target });

    expect(story(run).slice(-2)).toEqual(['action: Skipped (RedundantExport)', 'end: redundant Other']);
    expect(run.links.all()).toEqual({ ada: 't-ada' });
    expect(run.record.targetIdentity.id).toBe('t-ada');
    expect(notes(run)).toContain('409');
    expect(notes(run)).toContain(
      'A matching object has appeared in the meantime, ada@source.example (t-ada)',
    );
  });

  it('with an object that matches now and differs updates that one, and creates no second', async () => {
    const target = colliding((one) => one.put('t-ada', { ...adaInTarget, department: 'Finance' }));

    const run = await provisioned({ target });

    expect(ending(run)).toBe('end: succeeded Update');
    expect(sent(run)[1]).toEqual(['replace department']);
    expect(target.refs()).toEqual(['t-ada']);
    expect(run.links.all()).toEqual({ ada: 't-ada' });
  });

  it('asks every matching attribute again, not only the first', async () => {
    const mapping = mappingWith({
      map: {
        userName: matching('[userPrincipalName]', 2),
        externalId: matching('[employeeId]', 1),
      },
    });
    const target = colliding((one) => one.put('t-ada', adaInTarget));

    const run = await provisioned({ mapping, people: [ada({ employeeId: '7' })], target });

    expect(target.calls.filter((call) => call === 'find')).toHaveLength(4);
    expect(ending(run)).toBe('end: succeeded Update');
  });

  it('with an object that matches by nothing is EntryConflict, with the words of the server', async () => {
    const target = colliding((one) => one.put('t-other', { userName: 'other', displayName: 'Ada Lovelace' }));

    const run = await provisioned({ target });

    expect(story(run).slice(-2)).toEqual(['action: Failure (object.duplicate)', 'end: failed Create']);
    expect(run.record.statusInfo).toMatchObject({
      errorCode: 'EntryConflict',
      additionalDetails: '409 uniqueness',
      reason: expect.stringContaining(
        'userName is taken. No object that the target shows matches by a matching attribute',
      ),
    });
    expect(target.writes).toHaveLength(1);
  });

  it('with several objects that match takes over none of them', async () => {
    const target = colliding((one) => {
      one.put('t-1st', adaInTarget);
      one.put('t-2nd', adaInTarget);
    });

    const run = await provisioned({ target });

    expect(ending(run)).toBe('end: failed Create');
    expect(run.record.statusInfo.reason).toContain('2 objects match by userName now: t-1st, t-2nd.');
    expect(run.links.all()).toEqual({});
  });

  it('and cannot be matched again stays the conflict that it is', async () => {
    const target = colliding((one) => one.fails('find', failure('timeout')));

    const run = await provisioned({ target });

    expect(story(run).at(-2)).toBe('action: Failure (object.duplicate)');
  });
});

describe('an object that comes back into scope', () => {
  const disabled = { ref: 't-ada', attributes: { ...adaInTarget, active: false } };

  it.each([
    ['by its stored connection', { ada: 't-ada' }],
    ['by its matching attribute, although it is inactive', {}],
  ])('is enabled again under the same id, never created a second time: found %s', async (_, links) => {
    const target = createTarget({ objects: [disabled] });

    const run = await provisioned({ target, links: createLinks(links) });

    expect(sent(run)).toEqual([['replace active']]);
    expect(target.held('t-ada')?.['active']).toBe(true);
    expect(target.refs()).toEqual(['t-ada']);
  });
});

describe('a linked object that is gone', () => {
  it('keeps its link in a preview, which says so', async () => {
    const run = await provisioned({ mode: 'preview', links: createLinks({ ada: 't-gone' }) });

    const card = run.record.evidence.cards.find(({ step }) => step === 'match');
    expect(card?.notes.join()).toContain('a run would drop it and match the object again');
    expect(run.links.all()).toEqual({ ada: 't-gone' });
  });

  it('is told with the service’s name for it, and matched again', async () => {
    const run = await provisioned({ links: createLinks({ ada: 't-gone' }) });

    const card = run.record.evidence.cards.find(({ step }) => step === 'match');
    expect(card?.notes).toEqual([
      'The stored connection leads to t-gone, which is not in customappsso anymore (InvalidAnchor): it is dropped, and the object is matched again.',
    ]);
    expect(card?.sentence).toBe(
      'The linked object t-gone is not there anymore. No match in customappsso: user will be created.',
    );
    expect(run.links.all()).toEqual({ ada: 't-1' });
  });
});
