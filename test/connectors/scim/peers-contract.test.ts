import { createScimTarget } from '../../../src/connectors/scim/connector.ts';
import { bearer } from '../../../src/connectors/transport/credentials.ts';
import { createHttp } from '../../../src/connectors/transport/http.ts';
import { asRef } from '../../../src/domain/model/entry.ts';
import { ok } from '../../../src/domain/result.ts';
import type { ContractTarget } from '../../contract/shapes.ts';
import { describeTargetContract } from '../../contract/target-contract.ts';
import { startBetterAuth } from '../../support/peers/better-auth.ts';
import type { Peer } from '../../support/peers/peer.ts';
import { startScimPatchServer } from '../../support/peers/scim-patch-server.ts';
import { startScimmy } from '../../support/peers/scimmy.ts';
import { group, user } from './contract-shapes.ts';

const token = 'a-token-that-is-long-enough-for-the-strictest-of-these-servers';

/** Servers that we did not write, each empty and over real HTTP. The connector is told nothing about them. */
function against(start: (token: string) => Promise<Peer>): () => Promise<ContractTarget> {
  return async () => {
    const peer = await start(token);
    const http = createHttp({ baseUrl: peer.baseUrl, credentials: bearer(async () => ok(token)) });
    return {
      target: createScimTarget({ http, identity: { name: 'customappsso', place: http.place } }),
      selections: { user, group },
      unknownRef: asRef('00000000-0000-4000-8000-000000000000'),
      close: async () => {
        await http.close();
        await peer.close();
      },
    };
  };
}

describeTargetContract('scimmy-routers', against(startScimmy));
describeTargetContract('Better Auth', against(startBetterAuth));
describeTargetContract('a server made with scim-patch', against(startScimPatchServer));
