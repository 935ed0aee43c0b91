import { describe, expect, it } from 'vitest';
import { adaInTarget, attributeRow, ending, provisioned } from '../../support/provisioned.ts';
import { createTarget } from '../../support/systems/memory-target.ts';

const equal = () => createTarget({ objects: [{ ref: 't-ada', attributes: adaInTarget }] });

describe('a preview', () => {
  it('writes nothing, remembers nothing, and shows the requests it would send', async () => {
    const run = await provisioned({ mode: 'preview' });

    expect(run.target.writes).toEqual([]);
    expect(run.links.all()).toEqual({});
    expect(run.record.evidence.cards.at(-1)?.exchanges).toEqual([
      {
        request: 'create User',
        requestBody: expect.stringContaining('userName=ada@source.example'),
      },
    ]);
    expect(run.events.some(({ type }) => type === 'write.started')).toBe(false);
  });

  it('is named as what it would have been', async () => {
    const { record } = await provisioned({ mode: 'preview' });

    expect(record.action).toBe('Create');
    expect(record.provisioningSteps.at(-1)).toMatchObject({
      name: 'EntryPreviewAdd',
      details: { Preview: 'True' },
    });
    expect(record.statusInfo.reason).toBe(
      'Would create in customappsso with 4 attributes; nothing was written.',
    );
  });

  it('shows what would be changed, from what, to what', async () => {
    const target = createTarget({
      objects: [{ ref: 't-ada', attributes: { ...adaInTarget, department: 'IT' } }],
    });

    const run = await provisioned({ mode: 'preview', target });

    expect(ending(run)).toBe('end: succeeded Update');
    expect(attributeRow(run, 'department')).toMatchObject({ original: 'IT', wanted: 'Sales' });
    expect(attributeRow(run, 'department')).not.toHaveProperty('stored');
    expect(run.record.modifiedProperties).toEqual([
      { displayName: 'department', oldValue: 'IT', newValue: 'Sales' },
    ]);
  });

  it('remembers nothing of an equal object either', async () => {
    const run = await provisioned({ mode: 'preview', target: equal() });

    expect(ending(run)).toBe('end: redundant Other');
    expect(run.links.all()).toEqual({});
  });
});
