import { describe, expect, it } from 'vitest';
import { mappingWith } from '../../support/mappings.ts';
import {
  ada,
  adaInTarget,
  attributeRow,
  ending,
  person,
  provisioned,
  sent,
} from '../../support/provisioned.ts';
import { createLinks, createSource } from '../../support/systems/memory-source.ts';
import { createTarget, type Held } from '../../support/systems/memory-target.ts';
import { failure } from '../../support/systems/memory-trouble.ts';

const mapping = mappingWith({ map: { manager: '[manager]' } });
const people = [ada({ manager: 'boss' }), person('boss', { displayName: 'Charles' })];
const boss = { ref: 't-boss', attributes: { userName: 'boss@source.example' } };
const targetWith = (...objects: readonly { readonly ref: string; readonly attributes: Held }[]) =>
  createTarget({ objects });

describe('a manager', () => {
  it('is found in the target by matching, and written in a second request, once the object exists', async () => {
    const run = await provisioned({ mapping, people, target: targetWith(boss) });

    expect(sent(run)).toEqual([
      ['create userName', 'create active', 'create displayName', 'create department'],
      ['add manager'],
    ]);
    expect(run.target.held('t-1')?.['manager']).toBe('t-boss');
    expect(attributeRow(run, 'manager')).toMatchObject({
      wanted: 't-boss',
      fate: 'sent',
      because: 'refers to Charles',
    });
  });

  it('is found by the stored connection before any matching', async () => {
    const target = targetWith({ ref: 't-linked', attributes: { userName: 'other' } }, boss);

    const run = await provisioned({ mapping, people, target, links: createLinks({ boss: 't-linked' }) });

    expect(run.target.held('t-1')?.['manager']).toBe('t-linked');
  });

  it('whose stored connection leads nowhere is matched again', async () => {
    const run = await provisioned({
      mapping,
      people,
      target: targetWith(boss),
      links: createLinks({ boss: 't-gone' }),
    });

    expect(run.target.held('t-1')?.['manager']).toBe('t-boss');
  });

  it('who is not yet provisioned is left out and named, and nothing is created for them', async () => {
    const run = await provisioned({ mapping, people });

    expect(ending(run)).toBe('end: succeeded Create');
    expect(run.target.refs()).toEqual(['t-1']);
    expect(run.target.held('t-1')).not.toHaveProperty('manager');
    expect(run.record.evidence.act?.notes).toEqual([
      'manager is left out: Charles is not yet provisioned in customappsso.',
    ]);
    expect(attributeRow(run, 'manager').fate).toBe('notFlowed');
  });

  it('who matches several target objects is left out: nobody may guess', async () => {
    const run = await provisioned({ mapping, people, target: targetWith(boss, { ...boss, ref: 't-boss2' }) });

    expect(run.record.evidence.act?.notes[0]).toContain('Charles matches 2 objects in customappsso');
    expect(sent(run)).toHaveLength(1);
  });

  it('who does not exist in the source is left out and named', async () => {
    const run = await provisioned({ mapping, people: [ada({ manager: 'nobody' })] });

    expect(ending(run)).toBe('end: succeeded Create');
    expect(run.record.evidence.act?.notes).toEqual([
      'manager is left out: "nobody" does not exist in Microsoft Entra ID.',
    ]);
  });

  it('that the target has already is not sent again', async () => {
    const held = { ref: 't-ada', attributes: { ...adaInTarget, manager: 't-boss' } };

    const run = await provisioned({ mapping, people, target: targetWith(held, boss) });

    expect(ending(run)).toBe('end: redundant Other');
  });

  it('that was removed in the source is kept in the target, and the details say so', async () => {
    const held = { ref: 't-ada', attributes: { ...adaInTarget, manager: 't-boss' } };

    const run = await provisioned({ mapping, target: targetWith(held, boss) });

    expect(ending(run)).toBe('end: redundant Other');
    expect(attributeRow(run, 'manager')).toMatchObject({
      fate: 'kept',
      because: 'kept: empty values do not flow',
    });
  });

  it('alone is sent when nothing else changed', async () => {
    const run = await provisioned({
      mapping,
      people,
      target: targetWith({ ref: 't-ada', attributes: adaInTarget }, boss),
    });

    expect(sent(run)).toEqual([['add manager']]);
    expect(ending(run)).toBe('end: succeeded Update');
  });

  it('that the target refuses makes a Warning: the object itself was written', async () => {
    const target = targetWith(boss);
    target.fails('update', failure('attribute.rejected'));

    const run = await provisioned({ mapping, people, target });

    expect(ending(run)).toBe('end: warned Create');
    expect(run.record.statusInfo.reason).toContain('Created in customappsso, but a later request failed');
    expect(attributeRow(run, 'manager').fate).toBe('refused');
    expect(attributeRow(run, 'displayName')).toMatchObject({
      fate: 'sent',
      stored: 'Ada Lovelace',
      differs: false,
    });
    expect(run.links.all()).toEqual({ ada: 't-1' });
    const changed = run.record.modifiedProperties.map(({ displayName }) => displayName);
    expect(changed).toContain('displayName');
    expect(changed).not.toContain('manager');
  });

  it('that cannot be looked up ends the run before anything is written', async () => {
    const source = createSource({ people });
    source.fails('read', failure('connection.lost'), { after: 1 });

    const run = await provisioned({ mapping, source });

    expect(ending(run)).toBe('end: unreachable Other');
    expect(run.target.writes).toEqual([]);
  });
});

describe('a manager who flows only during creation', () => {
  it('is not looked for on an update, and nothing is said about them', async () => {
    const addOnly = mappingWith({ map: { manager: { expression: '[manager]', flowType: 'ObjectAddOnly' } } });
    const target = createTarget({
      objects: [{ ref: 't-ada', attributes: { ...adaInTarget, department: 'IT' } }],
    });

    const memory = createSource({ people });
    const asked: string[] = [];
    const read: typeof memory.read = (request, op) => {
      asked.push(request.id);
      return memory.read(request, op);
    };
    const run = await provisioned({ mapping: addOnly, source: { ...memory, read }, target });

    expect(asked).toEqual(['ada']);
    expect(run.record.evidence.act?.notes).toEqual([]);
  });
});
