import { describe, expect, it } from 'vitest';
import { fail } from '../../../src/domain/result.ts';
import { adaInTarget, provisioned } from '../../support/provisioned.ts';
import { createLinks } from '../../support/systems/memory-source.ts';
import { createTarget } from '../../support/systems/memory-target.ts';

const full = {
  ...createLinks(),
  save: async () =>
    fail({
      code: 'configuration.invalid',
      message: 'Can’t remember which objects belong together (ENOSPC).',
    } as const),
};
const objects = [{ ref: 't-ada', attributes: adaInTarget }];

describe('a connection that cannot be stored', () => {
  it.each([
    ['a create', {}],
    ['an update', { objects: [{ ref: 't-ada', attributes: { ...adaInTarget, department: 'IT' } }] }],
    ['a run that found nothing to change', { objects }],
  ])('is a Warning that says so, after %s', async (_, setup) => {
    const { record } = await provisioned({ target: createTarget(setup), links: full });

    expect(record.evidence.ending).toBe('warned');
    expect(record.evidence.reason).toBe('link.notSaved');
    expect(record.statusInfo.reason).toContain('is not remembered: Can’t remember');
  });
});
