import { describe, expect, it } from 'vitest';
import { mappingWith, scopedBy } from '../../support/mappings.ts';
import { ada, adaInTarget, ending, provisioned, sent, story } from '../../support/provisioned.ts';
import { createLinks, unassigned } from '../../support/systems/memory-source.ts';
import { createTarget, type Held } from '../../support/systems/memory-target.ts';

const targetWith = (change: Held = {}) =>
  createTarget({ objects: [{ ref: 't-ada', attributes: { ...adaInTarget, ...change } }] });
const leaving = () => ({
  entitlements: { ada: unassigned },
  links: createLinks({ ada: 't-ada' }),
  target: targetWith(),
});
const onlyDeletes = () =>
  mappingWith({ map: { active: false }, targetMetadata: { IsSoftDeletionSupported: 'false' } });

/** Workday says Active = 0; the mapping turns that into the status of an AD account, whose polarity is the other one. */
const hrMapping = mappingWith({
  map: { active: false, accountDisabled: 'Switch([employeeStatus], , "1", "False", "0", "True")' },
  define: { active: { name: 'legacyActive' }, accountDisabled: { type: 'Boolean' } },
  defineSource: { employeeStatus: {} },
  targetMetadata: { PropertyNameAccountEnabled: 'accountDisabled' },
});
const { active: _active, ...adaInAd } = adaInTarget;
const inAd = (accountDisabled: boolean, change: Held = {}) =>
  createTarget({ objects: [{ ref: 't-ada', attributes: { ...adaInAd, accountDisabled, ...change } }] });

describe('approval', () => {
  it('is not asked for creating and changing', async () => {
    const created = await provisioned();
    const updated = await provisioned({ target: targetWith({ department: 'Finance' }) });

    expect([...created.asked, ...updated.asked]).toEqual([]);
  });

  it('is asked before an account is disabled, naming it by its id', async () => {
    const run = await provisioned(leaving());

    expect(run.asked).toEqual([
      {
        danger: 'disable',
        question:
          'Disable Ada Lovelace, ada@source.example (t-ada)? Reason: not assigned to the application.',
      },
    ]);
    expect(run.events.filter(({ type }) => type.startsWith('approval'))).toMatchObject([
      { type: 'approval.requested', danger: 'disable' },
      { type: 'approval.answered', approved: true },
    ]);
    expect(run.record.evidence.approvals).toMatchObject([{ danger: 'disable', approved: true }]);
  });

  it('is asked before an object is deleted', async () => {
    const run = await provisioned({ ...leaving(), mapping: onlyDeletes() });

    expect(run.asked.map(({ danger }) => danger)).toEqual(['delete']);
  });

  it.each([
    ['disabling', {}],
    ['deleting', { mapping: onlyDeletes() }],
  ])('that is refused leaves the target untouched: %s', async (_, setup) => {
    const run = await provisioned({ ...leaving(), ...setup, approves: false });

    expect(story(run).slice(-2)).toEqual(['action: Skipped (Declined)', 'end: approvalMissing Other']);
    expect(run.target.writes).toEqual([]);
    expect(run.target.held('t-ada')).toEqual(adaInTarget);
    expect(run.links.all()).toEqual({ ada: 't-ada' });
    expect(run.events.some(({ type }) => type === 'write.started')).toBe(false);
  });

  it('comes before write.started', async () => {
    const { events } = await provisioned(leaving());

    const types = events.map(({ type }) => type);
    expect(types.indexOf('approval.answered')).toBeLessThan(types.indexOf('write.started'));
  });

  it('is not asked in a preview, which writes nothing', async () => {
    const run = await provisioned({ ...leaving(), mode: 'preview' });

    expect(run.asked).toEqual([]);
    expect(run.target.writes).toEqual([]);
    expect(ending(run)).toBe('end: succeeded Disable');
  });
});

describe('an HR worker who left', () => {
  const hr = { kind: 'workday-to-ad', mapping: hrMapping, withoutEntitlement: true } as const;

  it('is disabled by the mapping alone, and that asks for approval, too', async () => {
    const run = await provisioned({ ...hr, people: [ada({ employeeStatus: '0' })], target: inAd(false) });

    expect(run.asked.map(({ danger }) => danger)).toEqual(['disable']);
    expect(ending(run)).toBe('end: succeeded Disable');
    expect(run.target.held('t-ada')?.['accountDisabled']).toBe(true);
  });

  it('stays as they are when it is refused', async () => {
    const run = await provisioned({
      ...hr,
      people: [ada({ employeeStatus: '0' })],
      target: inAd(false),
      approves: false,
    });

    expect(ending(run)).toBe('end: approvalMissing Other');
    expect(run.target.writes).toEqual([]);
  });

  it('is an ordinary update once they are disabled', async () => {
    const run = await provisioned({
      ...hr,
      people: [ada({ employeeStatus: '0' })],
      target: inAd(true, { department: 'Finance' }),
    });

    expect(run.asked).toEqual([]);
    expect(sent(run)).toEqual([['replace department']]);
    expect(ending(run)).toBe('end: succeeded Update');
  });

  it('is not asked about again where the status flows every time', async () => {
    const mapping = mappingWith({
      map: { active: { source: { expression: '"False"' }, flowBehavior: 'FlowAlways' } },
    });

    const run = await provisioned({ mapping, target: targetWith({ active: false }) });

    expect(run.asked).toEqual([]);
    expect(ending(run)).toBe('end: succeeded Update');
  });

  it('who comes back is enabled without a question', async () => {
    const run = await provisioned({ ...hr, people: [ada({ employeeStatus: '1' })], target: inAd(true) });

    expect(run.asked).toEqual([]);
    expect(run.target.held('t-ada')?.['accountDisabled']).toBe(false);
    expect(ending(run)).toBe('end: succeeded Update');
  });

  it('and was never provisioned is created disabled without a question', async () => {
    const run = await provisioned({ ...hr, people: [ada({ employeeStatus: '0' })] });

    expect(run.asked).toEqual([]);
    expect(run.target.held('t-1')?.['accountDisabled']).toBe(true);
  });
});

describe('what is particular about a scenario', () => {
  it('HR sources test neither assignment nor status, only filters', async () => {
    const run = await provisioned({
      kind: 'workday-to-ad',
      people: [ada({ accountEnabled: false })],
      entitlements: { ada: unassigned },
    });

    expect(run.record.evidence.scope?.decision.conditions.map(({ id }) => id)).toEqual(['filters']);
    expect(run.source.calls).not.toContain('entitlement');
    expect(ending(run)).toBe('end: succeeded Create');
  });

  it('Scope sync all stands in for assignment', async () => {
    const run = await provisioned({ entitlements: { ada: unassigned }, settings: { scope: 'all' } });

    expect(ending(run)).toBe('end: succeeded Create');
    expect(run.record.evidence.scope?.decision.conditions.map(({ id }) => id)).toContain('syncAll');
  });

  it('AD cloud sync shows scoping filters without applying them, with a Warning', async () => {
    const run = await provisioned({
      kind: 'ad-to-entra',
      mapping: mappingWith({ scope: scopedBy('Finance only', 'department EQUALS', 'Finance') }),
    });

    expect(story(run)).toEqual([
      'import: Success',
      'scope: Warning',
      'match: Success',
      'action: Success',
      'end: succeeded Create',
    ]);
    expect(run.record.evidence.cards[1]?.sentence).toContain('the regular cycle would leave it out');
    expect(run.record.evidence.scope?.verdict.groups[0]?.clauses[0]).toMatchObject({
      text: 'Finance only department EQUALS Finance',
      actual: 'Sales',
      holds: false,
    });
  });

  it('AD cloud sync warns, too, when the object lies outside the selected organizational units', async () => {
    const run = await provisioned({
      kind: 'ad-to-entra',
      people: [ada({ distinguishedName: 'CN=Ada,OU=IT,DC=corp' })],
      mapping: mappingWith({ rule: { containerFilter: { includedContainers: ['OU=Sales,DC=corp'] } } }),
    });

    expect(story(run)[1]).toBe('scope: Warning');
    expect(ending(run)).toBe('end: succeeded Create');
  });

  it('a person without the required role is not entitled', async () => {
    const entitlements = { ada: { assigned: true, hasRequiredRole: false, roles: ['Reader'] } };

    const run = await provisioned({ entitlements });

    expect(run.record.evidence.reason).toBe('NotEffectivelyEntitled');
    expect(run.record.statusInfo.reason).toContain('Without a role that entitles (Reader)');
  });
});
