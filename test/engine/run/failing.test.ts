import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../src/engine/failure.ts';
import { mappingWith, scopedBy } from '../../support/mappings.ts';
import {
  ada,
  adaInTarget,
  attributeRow,
  ending,
  person,
  provisioned,
  story,
} from '../../support/provisioned.ts';
import { createSource } from '../../support/systems/memory-source.ts';
import { createTarget } from '../../support/systems/memory-target.ts';
import { type Call, failure } from '../../support/systems/memory-trouble.ts';

const sourceFailing = (call: Call, code: FailureCode) => {
  const source = createSource({ people: [ada()] });
  source.fails(call, failure(code));
  return source;
};
const targetFailing = (call: Call, code: FailureCode) => {
  const target = createTarget();
  target.fails(call, failure(code));
  return target;
};

describe('Test connection', () => {
  it('leaves no trace when both systems answer', async () => {
    const run = await provisioned();

    expect(run.record.evidence.cards.map(({ step }) => step)).toEqual(['import', 'scope', 'match', 'action']);
    expect(run.events.some((event) => 'step' in event && event.step === 'test')).toBe(false);
  });

  it.each([
    ['the source refuses the connection', { source: sourceFailing('test', 'connection.refused') }],
    ['the target refuses the connection', { target: targetFailing('test', 'connection.refused') }],
  ])('is the first card when it fails: %s', async (_, systems) => {
    const run = await provisioned(systems);

    expect(run.record.evidence.cards.map(({ step }) => step)).toEqual([
      'test',
      'import',
      'scope',
      'match',
      'action',
    ]);
    expect(story(run)).toEqual(['test: Failure (connection.refused)', 'end: unreachable Other']);
    expect(run.record.provisioningSteps).toMatchObject([{ type: 'TestConnection', status: 'Failure' }]);
  });

  it('names the system that failed and keeps its exchanges', async () => {
    const run = await provisioned({ target: targetFailing('test', 'credentials.rejected') });

    expect(run.record.provisioningSteps[0]?.details).toMatchObject({
      ErrorCode: 'credentials.rejected',
      System: 'customappsso (target.example)',
    });
    expect(run.record.evidence.cards[0]?.exchanges.length).toBeGreaterThan(0);
    expect(run.record.statusInfo.errorCode).toBe('SystemForCrossDomainIdentityManagementInvalidCredentials');
  });
});

describe('a failing step ends the run', () => {
  it.each([
    ['Import', { source: sourceFailing('read', 'connection.lost') }, 'import: Failure (connection.lost)'],
    [
      'Determine scope',
      { source: sourceFailing('entitlement', 'permission.denied') },
      'scope: Failure (permission.denied)',
    ],
    ['Match', { target: targetFailing('find', 'filter.unsupported') }, 'match: Failure (filter.unsupported)'],
  ])('%s', async (_, systems, last) => {
    const run = await provisioned(systems);

    expect(story(run).at(-2)).toBe(last);
    expect(run.target.writes).toEqual([]);
    expect(run.events.at(-1)?.type).toBe('run.finished');
  });

  it('when the object is not in the source', async () => {
    const run = await provisioned({ subject: { kind: 'user', id: 'nobody' } });

    expect(story(run)).toEqual(['import: Failure (object.notFound)', 'end: failed Other']);
    expect(run.record.sourceIdentity).toEqual({ id: 'nobody', type: 'User' });
  });

  it('when a scoping filter cannot be evaluated: that is no "out of scope"', async () => {
    const mapping = mappingWith({ scope: scopedBy('Odd', 'department RESEMBLES', 'Sales') });

    const run = await provisioned({ mapping });

    expect(story(run).slice(-2)).toEqual(['scope: Failure (scope.invalid)', 'end: failed Other']);
  });
});

describe('the code of a failure decides how the run ends', () => {
  it.each<[FailureCode, string, string | undefined]>([
    ['connection.refused', 'unreachable', 'WebExceptionProtocolError'],
    ['connection.lost', 'unreachable', 'WebExceptionProtocolError'],
    ['timeout', 'unreachable', 'Timeout'],
    ['system.failed', 'unreachable', 'InternalServerError'],
    ['credentials.rejected', 'signInRefused', 'Unauthorized'],
    ['throttled', 'throttled', 'TooManyRequests'],
    ['permission.denied', 'failed', 'InsufficientRights'],
    ['object.duplicate', 'failed', 'EntryConflict'],
    ['object.ambiguous', 'failed', 'SystemForCrossDomainIdentityManagementMultipleEntriesInResponse'],
    ['attribute.rejected', 'failed', 'UnprocessableEntity'],
    ['container.missing', 'failed', 'UnprocessableEntity'],
    ['answer.unreadable', 'failed', 'SystemForCrossDomainIdentityManagementServiceIncompatible'],
    ['precondition.failed', 'failed', 'UnprocessableEntity'],
    ['configuration.invalid', 'failed', 'InvalidConfiguration'],
  ])('%s on creation: %s, %s', async (code, expected, errorCode) => {
    const run = await provisioned({ target: targetFailing('create', code) });

    expect(story(run).slice(-2)).toEqual([`action: Failure (${code})`, `end: ${expected} Create`]);
    expect(run.record.statusInfo.errorCode).toBe(errorCode);
    expect(run.record.statusInfo.recommendedAction).toMatch(/\.$/);
    expect(run.links.all()).toEqual({});
  });
});

describe('a refused write', () => {
  it('shows every attribute it tried, and which one the target named', async () => {
    const target = createTarget();
    target.fails(
      'create',
      failure('attribute.rejected', { attributes: ['department'], systemCode: '400 invalidValue' }),
    );

    const run = await provisioned({ target });

    const rows = run.record.evidence.act?.attributes ?? [];
    expect(rows.map(({ target: name, fate }) => [name, fate])).toEqual([
      ['userName', 'refused'],
      ['active', 'refused'],
      ['displayName', 'refused'],
      ['department', 'refused'],
    ]);
    expect(rows.find(({ target: name }) => name === 'department')?.because).toBe(
      'refused: The system says attribute.rejected.',
    );
    expect(run.record.statusInfo.additionalDetails).toBe('400 invalidValue');
    expect(run.record.modifiedProperties.map(({ displayName }) => displayName)).toContain('department');
  });

  it('of one attribute beside others that were written is a Warning, and tells which is which', async () => {
    const target = createTarget({
      objects: [{ ref: 't-ada', attributes: { ...adaInTarget, department: 'Finance', displayName: 'A.' } }],
    });
    target.fails(
      'update',
      failure('attribute.rejected', { attributes: ['department'], written: ['displayName'] }),
    );

    const run = await provisioned({ target });

    expect(story(run).slice(-2)).toEqual(['action: Warning (attribute.rejected)', 'end: warned Update']);
    expect(attributeRow(run, 'displayName').fate).toBe('sent');
    expect(attributeRow(run, 'department').fate).toBe('refused');
    expect(run.record.modifiedProperties.map(({ displayName }) => displayName)).toEqual(['displayName']);
  });

  it('of one reference beside another that was written is a Warning as well', async () => {
    const target = createTarget({
      objects: [
        { ref: 't-ada', attributes: adaInTarget },
        { ref: 't-boss', attributes: { userName: 'boss@source.example' } },
      ],
    });
    target.fails('update', failure('attribute.rejected', { written: ['manager'] }));

    const run = await provisioned({
      mapping: mappingWith({ map: { manager: '[manager]' } }),
      people: [ada({ manager: 'boss' }), person('boss')],
      target,
    });

    expect(ending(run)).toBe('end: warned Update');
  });

  it('of an object that vanished after it was matched is a failure with a tip to retry', async () => {
    const target = createTarget({
      objects: [{ ref: 't-ada', attributes: { ...adaInTarget, department: 'IT' } }],
    });
    target.fails('update', failure('object.notFound'));

    const run = await provisioned({ target });

    expect(ending(run)).toBe('end: failed Update');
    expect(run.record.statusInfo.recommendedAction).toContain('disappeared before it could be changed');
  });
});

describe('a retry', () => {
  it('of a step that works at last is shown while it waits', async () => {
    const source = createSource({ people: [ada()] });
    const retrying = {
      ...source,
      read: (...[request, op]: Parameters<typeof source.read>) => {
        op.observe({ type: 'retry', attempt: 1, waitMs: 500, reason: '503' });
        return source.read(request, op);
      },
    };

    const run = await provisioned({ source: retrying });

    expect(run.record.evidence.cards[0]?.retries).toEqual([{ attempt: 1, waitMs: 500, reason: '503' }]);
    expect(ending(run)).toBe('end: succeeded Create');
  });

  it('of Test connection shows its card at once, and says Success when it connects', async () => {
    const source = createSource({ people: [ada()] });
    const retrying = {
      ...source,
      test: (...[op]: Parameters<typeof source.test>) => {
        op.observe({ type: 'retry', attempt: 1, waitMs: 500, reason: 'connection refused' });
        return source.test(op);
      },
    };

    const run = await provisioned({ source: retrying });

    expect(story(run)[0]).toBe('test: Success');
    expect(ending(run)).toBe('end: succeeded Create');
  });
});
