import { describe, expect, it } from 'vitest';
import type { StepId } from '../../../src/engine/run/record.ts';
import { mappingWith } from '../../support/mappings.ts';
import { ada, adaInTarget, type Provisioned, person, provisioned, story } from '../../support/provisioned.ts';
import { createTarget } from '../../support/systems/memory-target.ts';
import { failure } from '../../support/systems/memory-trouble.ts';
import { disabledInSource, targetWith } from '../steps/situations.ts';

const sentence = ({ record }: Provisioned, step: StepId) =>
  record.evidence.cards.find((card) => card.step === step)?.sentence;
const disabled = () => targetWith({ active: false });

describe('an account that is disabled in the target and active in the source', () => {
  it('is told to be disabled when it is matched, and restored by an update that says so', async () => {
    const run = await provisioned({ target: disabled() });

    expect(sentence(run, 'match')).toBe(
      'User matches ada@source.example in customappsso by matching attribute: it is disabled there.',
    );
    expect(sentence(run, 'action')).toBe('Restored in customappsso: 1 attribute.');
    expect(run.record).toMatchObject({ action: 'Update', evidence: { act: { deed: 'restored' } } });
    expect(run.target.held('t-ada')).toEqual(adaInTarget);
  });

  it('would be restored, says a preview', async () => {
    const run = await provisioned({ mode: 'preview', target: disabled() });

    expect(sentence(run, 'action')).toBe(
      'Would restore in customappsso with 1 attribute; nothing was written.',
    );
  });

  it('is not called restored when the target keeps it disabled', async () => {
    const attributes = { ...adaInTarget, active: false, department: 'Finance' };
    const target = createTarget({ objects: [{ ref: 't-ada', attributes }], ignores: ['active'] });

    const run = await provisioned({ target });

    expect(sentence(run, 'action')).toBe(
      'The account is NOT restored: it is still disabled in customappsso, although it answered with success. Updated in customappsso: 2 attributes. The target kept the old value of active.',
    );
    expect(story(run).slice(-2)).toEqual(['action: Failure (account.stillDisabled)', 'end: failed Update']);
    expect(run.record.evidence.act).not.toHaveProperty('deed');
  });
});

describe('a change of the account status that was answered with success and did not happen', () => {
  it('is a failure that says that the leaver is still active, and nothing of a deed', async () => {
    const target = createTarget({
      objects: [{ ref: 't-ada', attributes: adaInTarget }],
      ignores: ['active'],
    });

    const run = await provisioned({ ...disabledInSource, target });

    expect(story(run).slice(-2)).toEqual(['action: Failure (account.stillActive)', 'end: failed Disable']);
    expect(sentence(run, 'action')).toBe(
      'The account is NOT disabled: it is still active in customappsso, although it answered with success.',
    );
  });

  it('is a failure that says that the account is still disabled', async () => {
    const attributes = { ...adaInTarget, active: false };
    const target = createTarget({ objects: [{ ref: 't-ada', attributes }], ignores: ['active'] });

    const run = await provisioned({ target });

    expect(story(run).slice(-2)).toEqual(['action: Failure (account.stillDisabled)', 'end: failed Update']);
    expect(sentence(run, 'action')).toBe(
      'The account is NOT restored: it is still disabled in customappsso, although it answered with success.',
    );
  });
});

describe('an account that is not disabled', () => {
  it('is matched and updated without a word about it', async () => {
    const run = await provisioned({ target: targetWith({ department: 'Finance' }) });

    expect(sentence(run, 'match')).toMatch(/ by matching attribute\.$/);
    expect(sentence(run, 'action')).toBe('Updated in customappsso: 1 attribute.');
    expect(run.record.evidence.act).not.toHaveProperty('deed');
  });

  it('is disabled, not restored, when it left', async () => {
    const run = await provisioned({ ...disabledInSource, target: targetWith() });

    expect(sentence(run, 'action')).toBe('Disabled in customappsso: 1 attribute.');
  });
});

describe('an update that the target answers with success and ignores', () => {
  const ignoring = (...names: readonly string[]) =>
    createTarget({
      objects: [
        { ref: 't-ada', attributes: { ...adaInTarget, department: 'Finance', displayName: 'A.' } },
        { ref: 't-boss', attributes: { userName: 'boss@source.example' } },
      ],
      ignores: names,
    });

  it('changed nothing, and does not begin with "Updated"', async () => {
    const run = await provisioned({ target: ignoring('department', 'displayName') });

    expect(story(run).slice(-2)).toEqual(['action: Warning (value.oldKept)', 'end: warned Update']);
    expect(sentence(run, 'action')).toBe(
      'Nothing was changed in customappsso, although it answered with success to 2 attributes. The target kept the old value of displayName, department.',
    );
    expect(run.record.evidence.act?.deed).toBe('ignored');
  });

  it('changed nothing either when the manager is refused after it', async () => {
    const target = ignoring('department', 'displayName');
    target.fails('update', failure('attribute.rejected'), { after: 1 });

    const run = await provisioned({
      mapping: mappingWith({ map: { manager: '[manager]' } }),
      people: [ada({ manager: 'boss' }), person('boss', { displayName: 'Charles' })],
      target,
    });

    expect(sentence(run, 'action')).toBe(
      'Nothing was changed in customappsso, although it answered with success, and a later request failed: The system says attribute.rejected. The target kept the old value of displayName, department.',
    );
  });

  it('of which a part is stored, updated that part', async () => {
    const run = await provisioned({ target: ignoring('department') });

    expect(sentence(run, 'action')).toBe(
      'Updated in customappsso: 2 attributes. The target kept the old value of department.',
    );
  });
});
