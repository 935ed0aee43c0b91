import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../src/engine/failure.ts';
import { type ReasonCode, ruleFailures, skipReasons, stepIds } from '../../src/engine/run/record.ts';
import { serviceCode } from '../../src/engine/service-codes.ts';
import { tipFor } from '../../src/engine/tips.ts';
import { provisioned } from '../support/provisioned.ts';
import { createTarget } from '../support/systems/memory-target.ts';
import { failure } from '../support/systems/memory-trouble.ts';

const refusing = () => {
  const target = createTarget();
  target.fails('create', failure('object.duplicate'));
  return target;
};

describe('tips', () => {
  const reasons: readonly ReasonCode[] = [...failureCodes, ...skipReasons, ...ruleFailures, 'membersMissing'];

  /** What a person is told to do. */
  const doing =
    /\b(add|ask|assign|bring|change|check|choose|compare|correct|create|disable|fill|give|look|make|map|match|needs? to be done|open|provision|remove|report|retry|switch|take|wait)\b/i;

  it.each(stepIds)('exist for every reason of the step %s, and end with a thing to do', (step) => {
    for (const reason of reasons) {
      const tip = tipFor(step, reason);
      expect(tip, reason).toMatch(/^[A-Z].{20,}\.$/);
      expect(tip.split(/(?<=\.) /).at(-1), reason).toMatch(doing);
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
