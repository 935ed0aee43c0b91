import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createScimTarget } from '../../../src/connectors/scim/connector.ts';
import { bearer } from '../../../src/connectors/transport/credentials.ts';
import { createHttp } from '../../../src/connectors/transport/http.ts';
import { asRef } from '../../../src/domain/model/entry.ts';
import { ok } from '../../../src/domain/result.ts';
import { startScimServer } from '../../../src/scim-server/start.ts';
import type { ContractTarget } from '../../contract/shapes.ts';
import { describeTargetContract } from '../../contract/target-contract.ts';
import { group, user } from './contract-shapes.ts';
import { WORK_MAIL } from './definitions.ts';

const token = 'contract-token';

/** The embedded server over real HTTP, empty, with its state in a folder of its own. */
async function make(): Promise<ContractTarget> {
  const directory = await mkdtemp(join(tmpdir(), 'scim-contract-'));
  const server = await startScimServer({ directory, port: 0, token, now: () => new Date() });
  if (!server.ok) throw new Error(server.error.message);
  const http = createHttp({ baseUrl: server.value.baseUrl, credentials: bearer(async () => ok(token)) });
  const target = createScimTarget({ http, identity: { name: 'customappsso', place: http.place } });
  return {
    target,
    selections: { user, group },
    unknownRef: asRef('00000000-0000-4000-8000-000000000000'),
    close: async () => {
      await http.close();
      await server.value.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

describeTargetContract('the SCIM connector with the embedded server', make);
describeTargetContract(
  'the SCIM connector matching by work e-mail',
  async () => {
    const running = await make();
    return { ...running, selections: { user: { ...user, matching: WORK_MAIL } } };
  },
  { groups: false },
);
