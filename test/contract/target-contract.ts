import { afterEach, beforeEach, describe } from 'vitest';
import { findingAndCreating } from './finding-contract.ts';
import { writingNothing } from './harmless-contract.ts';
import { membership } from './membership-contract.ts';
import type { ContractTarget } from './shapes.ts';
import { updating } from './updating-contract.ts';
import { wordsFor } from './words.ts';

/**
 * What every target must do, whatever its protocol. `make` starts an empty one for each test. Memberships are tested
 * when `groups` is not false.
 */
export function describeTargetContract(
  name: string,
  make: () => Promise<ContractTarget>,
  { groups = true }: { readonly groups?: boolean } = {},
): void {
  describe(`${name} as a target`, () => {
    let running: ContractTarget | undefined;
    const current = (): ContractTarget => {
      if (running === undefined) throw new Error('no target is running');
      return running;
    };
    const words = wordsFor(current);
    beforeEach(async () => {
      running = await make();
    });
    afterEach(async () => {
      await running?.close();
      running = undefined;
    });

    findingAndCreating(current, words);
    updating(current, words);
    if (groups) membership(current, words);
    writingNothing(current, words);
  });
}
