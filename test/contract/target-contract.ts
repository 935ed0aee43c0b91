import { afterEach, beforeEach, describe, it } from 'vitest';
import { findingAndCreating } from './finding-contract.ts';
import { writingNothing } from './harmless-contract.ts';
import { membership } from './membership-contract.ts';
import type { ContractTarget } from './shapes.ts';
import { updating } from './updating-contract.ts';
import { type ContractCase, wordsFor } from './words.ts';

/** What every target must do, whatever its protocol. */
export const contractCases = ({
  groups = true,
}: {
  readonly groups?: boolean;
} = {}): readonly ContractCase[] => [
  ...findingAndCreating,
  ...updating,
  ...(groups ? membership : []),
  ...writingNothing,
];

/** The whole contract, a test for each promise. `make` starts an empty target for each of them. */
export function describeTargetContract(
  name: string,
  make: () => Promise<ContractTarget>,
  about: { readonly groups?: boolean } = {},
): void {
  describe(`${name} as a target`, () => {
    let running: ContractTarget | undefined;
    beforeEach(async () => {
      running = await make();
    });
    afterEach(async () => {
      await running?.close();
      running = undefined;
    });

    it.for(contractCases(about))('$title', async ({ check, applies }, { skip }) => {
      if (running === undefined) throw new Error('no target is running');
      skip(applies?.(running) === false, 'says nothing about this target');
      await check(wordsFor({ running, first: 0 }));
    });
  });
}
