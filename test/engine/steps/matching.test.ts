import { describe, expect, it } from 'vitest';
import { mappingWith, matching } from '../../support/mappings.ts';
import { ada, adaInTarget, ending, provisioned, story } from '../../support/provisioned.ts';
import { createLinks, unassigned } from '../../support/systems/memory-source.ts';
import { createTarget, type Held } from '../../support/systems/memory-target.ts';

const object = (ref: string, attributes: Held) => ({ ref, attributes });
const threeAttributes = mappingWith({
  map: {
    userName: matching('[userPrincipalName]', 2),
    externalId: matching('[employeeId]', 1),
    nickName: matching('[mail]', 3),
  },
});

describe('the stored connection', () => {
  it('is asked before any matching attribute', async () => {
    const target = createTarget({
      objects: [object('t-linked', { userName: 'old name' }), object('t-ada', adaInTarget)],
    });

    const run = await provisioned({ target, links: createLinks({ ada: 't-linked' }) });

    expect(run.record.targetIdentity.id).toBe('t-linked');
    expect(run.record.evidence.match).toMatchObject({
      link: { target: 't-linked', state: 'alive' },
      attempts: [],
    });
    expect(target.calls).not.toContain('find');
  });

  it('is dropped when its object vanished, and matching goes on', async () => {
    const target = createTarget({ objects: [object('t-ada', adaInTarget)] });

    const run = await provisioned({ target, links: createLinks({ ada: 't-gone' }) });

    expect(run.record.evidence.match?.link).toEqual({ target: 't-gone', state: 'gone' });
    expect(ending(run)).toBe('end: redundant Other');
    expect(run.links.all()).toEqual({ ada: 't-ada' });
  });

  it('to an object that vanished does not make a stranger one of ours', async () => {
    const target = createTarget({ objects: [object('t-ada', adaInTarget)] });

    const run = await provisioned({
      target,
      links: createLinks({ ada: 't-gone' }),
      entitlements: { ada: unassigned },
    });

    expect(run.record.evidence.reason).toBe('NeverManaged');
    expect(target.writes).toEqual([]);
  });

  it('is not dropped by a preview', async () => {
    const run = await provisioned({ mode: 'preview', links: createLinks({ ada: 't-gone' }) });

    expect(run.links.all()).toEqual({ ada: 't-gone' });
  });
});

describe('matching attributes', () => {
  it('are asked by priority, one after the other, until one yields a match', async () => {
    const target = createTarget({ objects: [object('t-ada', adaInTarget)] });
    const people = [ada({ employeeId: '701984' })];

    const run = await provisioned({ target, people, mapping: threeAttributes });

    expect(run.record.evidence.match?.attempts).toMatchObject([
      { priority: 1, attribute: 'externalId', expression: '[employeeId]', value: '701984', candidates: [] },
      { priority: 2, attribute: 'userName', value: 'ada@source.example', candidates: [{ id: 't-ada' }] },
    ]);
    expect(target.calls.filter((call) => call === 'find')).toHaveLength(2);
  });

  it('without a value are passed over, and the card says so', async () => {
    const target = createTarget({
      objects: [object('t-ada', adaInTarget), object('t-none', { userName: 'else' })],
    });

    const run = await provisioned({ target, mapping: threeAttributes });

    expect(run.record.evidence.match?.attempts[0]).toEqual({
      priority: 1,
      attribute: 'externalId',
      expression: '[employeeId]',
      notAsked: 'the source has no value for it',
      candidates: [],
    });
    expect(run.record.targetIdentity.id).toBe('t-ada');
  });

  it.each([
    ['absent', undefined],
    ['an empty text', ''],
  ])('that are all %s in the source skip the object at the Import card', async (_, value) => {
    const run = await provisioned({ people: [ada({ userPrincipalName: value })] });

    expect(story(run)).toEqual(['import: Skipped (ImportSkipped)', 'end: skipped Other']);
    expect(run.record.statusInfo.errorCode).toBe('ImportSkipped');
    expect(run.target.calls).toEqual(['test']);
  });

  it('that leave themselves out of the flow skip the object, too', async () => {
    const mapping = mappingWith({ map: { userName: matching('IgnoreFlowIfNullOrEmpty([employeeId])', 1) } });

    const run = await provisioned({ mapping });

    expect(story(run)).toEqual(['import: Skipped (ImportSkipped)', 'end: skipped Other']);
    expect(run.target.writes).toEqual([]);
  });

  it('that cannot be evaluated fail the card, and nothing is created', async () => {
    const mapping = mappingWith({ map: { userName: matching('ToLower(', 1) } });

    const run = await provisioned({ mapping });

    expect(story(run).slice(-2)).toEqual(['match: Failure (expression.failed)', 'end: failed Other']);
    expect(run.target.writes).toEqual([]);
  });

  it('are compared without regard to case, unless the target attribute is caseExact', async () => {
    const objects = [object('t-ada', { userName: 'ADA@SOURCE.EXAMPLE', externalId: 'ABC' })];
    const exact = mappingWith({
      map: { externalId: matching('[employeeId]', 1), userName: '[userPrincipalName]' },
    });

    const folded = await provisioned({ target: createTarget({ objects }) });
    const different = await provisioned({
      target: createTarget({ objects }),
      mapping: exact,
      people: [ada({ employeeId: 'abc' })],
    });

    expect(folded.record.targetIdentity.id).toBe('t-ada');
    expect(different.record.targetIdentity.id).toBe('t-1');
  });

  it('with several values are refused by name, and nothing is created', async () => {
    const mapping = mappingWith({ map: { userName: matching('[otherMails]', 1) } });

    const run = await provisioned({
      mapping,
      target: createTarget(),
      people: [ada({ otherMails: ['first@x', 'second@x'] })],
    });

    expect(run.target.refs()).toEqual([]);
    expect(run.record.evidence.ending).toBe('failed');
    expect(run.record.evidence.cards.find(({ step }) => step === 'match')?.sentence).toContain(
      'userName cannot be used: the source gives 2 values where one is needed',
    );
  });
});

describe('several matches', () => {
  const twice = () =>
    createTarget({
      objects: [object('t-1st', adaInTarget), object('t-2nd', { ...adaInTarget, department: 'IT' })],
    });

  it.each([
    ['in scope', {}],
    ['out of scope', { entitlements: { ada: unassigned } }],
  ])('are a failure with all candidates, %s', async (_, setup) => {
    const run = await provisioned({ ...setup, target: twice() });

    expect(story(run).slice(-2)).toEqual(['match: Failure (match.ambiguous)', 'end: failed Other']);
    expect(run.record.statusInfo).toMatchObject({
      status: 'Failure',
      errorCode: 'DuplicateTargetEntries',
      errorCategory: 'NonServiceFailure',
    });
    expect(run.record.evidence.match?.attempts[0]?.candidates.map(({ id }) => id)).toEqual([
      't-1st',
      't-2nd',
    ]);
    expect(run.record.evidence.match?.operation).toBe('Fail');
    expect(run.target.writes).toEqual([]);
  });

  it('are not narrowed down by the next matching attribute', async () => {
    const mapping = mappingWith({ map: { department: matching('[department]', 2) } });

    const run = await provisioned({ mapping, target: twice() });

    expect(run.record.evidence.reason).toBe('match.ambiguous');
    expect(run.record.evidence.match?.attempts).toHaveLength(1);
  });
});
