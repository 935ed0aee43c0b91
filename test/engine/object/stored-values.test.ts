import { describe, expect, it } from 'vitest';
import { mappingWith } from '../../support/mappings.ts';
import { adaInTarget, attributeRow, ending, provisioned, sent, story } from '../../support/provisioned.ts';
import { createTarget, type Held } from '../../support/systems/memory-target.ts';

const targetWith = (change: Held = {}) =>
  createTarget({ objects: [{ ref: 't-ada', attributes: { ...adaInTarget, ...change } }] });

describe('what the target stored', () => {
  it('is read back after the write and shown beside what was sent', async () => {
    const run = await provisioned({ target: targetWith({ department: 'Finance' }) });

    expect(attributeRow(run, 'department')).toMatchObject({
      original: 'Finance',
      wanted: 'Sales',
      stored: 'Sales',
      differs: false,
    });
    expect(run.target.calls.slice(-2)).toEqual(['update', 'read']);
  });

  it('is a Warning when it differs from what was sent', async () => {
    const run = await provisioned({ target: createTarget({ ignores: ['department'] }) });

    expect(story(run).slice(-2)).toEqual(['action: Warning (value.storedDifferently)', 'end: warned Create']);
    expect(
      run.record.evidence.act?.attributes.filter(({ differs }) => differs).map(({ target }) => target),
    ).toEqual(['department']);
    expect(run.record.statusInfo.reason).toContain('The target stored a different value for department.');
  });

  it('is a Warning with the list of attributes when a success was ignored altogether, never a Success', async () => {
    const target = createTarget({
      objects: [{ ref: 't-ada', attributes: { ...adaInTarget, department: 'Finance', displayName: 'A.' } }],
      ignores: ['department', 'displayName'],
    });

    const run = await provisioned({ target });

    expect(story(run).slice(-2)).toEqual(['action: Warning (value.oldKept)', 'end: warned Update']);
    expect(run.record.statusInfo.reason).toContain('the old value of displayName, department.');
  });

  it('is a Warning when it is not there right after it was created', async () => {
    const target = createTarget();
    target.onCall('read', () => target.vanish('t-1'));

    const run = await provisioned({ target });

    expect(story(run).slice(-2)).toEqual(['action: Warning (value.notReadBack)', 'end: warned Create']);
    expect(run.record.statusInfo.reason).toContain('Reading back shows that the object is not there.');
  });

  it('is a Warning when it cannot be read back', async () => {
    const target = createTarget();
    target.onCall('create', () => target.fails('read', { code: 'connection.lost', message: 'Gone.' }));

    const run = await provisioned({ target });

    expect(ending(run)).toBe('end: warned Create');
    expect(run.record.statusInfo.reason).toContain('could not be read back');
    expect(run.links.all()).toEqual({ ada: 't-1' });
  });

  it('is compared for attributes, too, that the target schema does not list', async () => {
    const mapping = mappingWith({ map: { costCenter: '[department]' } });

    const first = await provisioned({ mapping });
    const second = await provisioned({ mapping, target: first.target, links: first.links });

    expect(ending(first)).toBe('end: succeeded Create');
    expect(ending(second)).toBe('end: redundant Other');
    expect(sent(second)).toHaveLength(1);
  });
});
