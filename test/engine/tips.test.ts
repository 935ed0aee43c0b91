import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../src/engine/failure.ts';
import { type ReasonCode, ruleFailures, skipReasons, stepIds } from '../../src/engine/record.ts';
import { serviceCode } from '../../src/engine/service-codes.ts';
import { tipFor } from '../../src/engine/tips.ts';
import { createTarget } from '../support/memory-target.ts';
import { failure } from '../support/memory-trouble.ts';
import { provisioned } from '../support/provisioned.ts';

const refusing = () => {
  const target = createTarget();
  target.fails('create', failure('object.duplicate'));
  return target;
};

describe('tips', () => {
  const reasons: readonly ReasonCode[] = [...failureCodes, ...skipReasons, ...ruleFailures, 'membersMissing'];

  it.each(stepIds)('exist for every reason of the step %s, and end with a thing to do', (step) => {
    for (const reason of reasons) {
      expect(tipFor(step, reason), reason).toMatch(/^[A-Z].{20,}\.$/);
    }
  });

  it('stand in the record of whatever did not succeed', async () => {
    const { record } = await provisioned({ target: refusing() });

    expect(record.statusInfo.recommendedAction).toBe(tipFor('action', 'object.duplicate'));
  });

  it('promise nothing that the service calls otherwise: every reason has its code or none', () => {
    for (const reason of reasons) expect(serviceCode(reason) ?? 'none').toMatch(/^[A-Za-z]+$/);
  });
});
