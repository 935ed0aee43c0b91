import type { ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { createScimTarget, type ScimSettings } from '../../../src/connectors/scim/connector.ts';
import { createHttp, defaultLimits } from '../../../src/connectors/transport/http.ts';
import type { Delta } from '../../../src/domain/model/entry.ts';
import type { AttributeValue } from '../../../src/domain/model/value.ts';
import type { Draft, Target } from '../../../src/engine/port.ts';
import { type Received, startLoopback } from '../transport/loopback-server.ts';
import { userSelection } from './definitions.ts';

/** A server that answers as the handler says, and the target that speaks to it; both end with the test. */
export async function against(
  handler: (received: Received, response: ServerResponse, count: number) => void,
  requestMs = 60_000,
  settings: Omit<ScimSettings, 'http' | 'identity'> = {},
): Promise<{ readonly target: Target; readonly received: readonly Received[] }> {
  const server = await startLoopback(handler);
  const http = createHttp({
    baseUrl: `${server.url}/scim/v2`,
    limits: { ...defaultLimits, requestMs },
    time: { now: Date.now, sleep: async () => undefined, random: () => 0.5 },
  });
  onTestFinished(async () => {
    await http.close();
    await server.close();
  });
  const identity = { name: 'customappsso', place: http.place };
  return { target: createScimTarget({ http, identity, ...settings }), received: server.received };
}

export { userUpdate } from './changes-of.ts';
export { listOf, userQuery } from './queries.ts';

export const draftOf = (values: readonly (readonly [string, AttributeValue])[]): Draft => ({
  objectType: userSelection.objectType,
  attributes: new Map(values),
  definitions: userSelection.attributes,
});

export const title: Delta = { change: 'add', attribute: 'title', value: 'Dr' };
