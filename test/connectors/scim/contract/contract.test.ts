import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asRef } from '../../../../src/domain/model/entry.ts';
import { startScimServer } from '../../../../src/emulators/scim/start.ts';
import type { ContractTarget } from '../../../contract/shapes.ts';
import { describeTargetContract } from '../../../contract/target-contract.ts';
import { connectedTo, dialects, token } from '../../../support/truth/systems.ts';
import { WORK_MAIL } from '../definitions.ts';
import { group, user } from './contract-shapes.ts';

/** The embedded server over real HTTP, empty, with its state in a folder of its own. */
const make = (dialect: (typeof dialects)[number]) => async (): Promise<ContractTarget> => {
  const directory = await mkdtemp(join(tmpdir(), 'scim-contract-'));
  const server = await startScimServer({ directory, port: 0, token, now: () => new Date() });
  if (!server.ok) throw new Error(server.error.message);
  const { target, close } = connectedTo(server.value.baseUrl, { dialect });
  return {
    target,
    selections: { user, group },
    unknownRef: asRef('00000000-0000-4000-8000-000000000000'),
    close: async () => {
      await close();
      await server.value.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

for (const dialect of dialects)
  describeTargetContract(`the SCIM connector with the embedded server, dialect ${dialect},`, make(dialect));

for (const matching of [WORK_MAIL, 'externalId'])
  describeTargetContract(
    `the SCIM connector matching by ${matching}`,
    async () => {
      const running = await make('portable')();
      const { named: _, ...plain } = user;
      return { ...running, selections: { user: { ...plain, matching } } };
    },
    { groups: false },
  );
