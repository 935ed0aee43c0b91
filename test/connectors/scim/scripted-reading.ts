import type { ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Reading } from '../../../src/connectors/scim/client.ts';
import { createProfileKeeper } from '../../../src/connectors/scim/server-profile.ts';
import { createHttp, defaultLimits } from '../../../src/connectors/transport/http.ts';
import type { Observation } from '../../../src/engine/port.ts';
import { type Received, startLoopback } from '../transport/loopback-server.ts';

type Scripted = { readonly reading: Reading; readonly received: readonly Received[] };

/** What it takes to read from a server that answers as the handler says; both end with the test. */
export async function readingFrom(
  handler: (received: Received, response: ServerResponse, count: number) => void,
  special: Partial<Reading> = {},
): Promise<Scripted> {
  const server = await startLoopback(handler);
  const http = createHttp({
    baseUrl: `${server.url}/scim/v2`,
    limits: defaultLimits,
    time: { now: Date.now, sleep: async () => undefined, random: () => 0.5 },
  });
  onTestFinished(async () => {
    await http.close();
    await server.close();
  });
  return { reading: { http, profile: createProfileKeeper(), ...special }, received: server.received };
}

export const parametersOf = ({ url }: Received): Readonly<Record<string, string>> =>
  Object.fromEntries(new URL(url, 'http://x').searchParams);

export const filtersOf = (received: readonly Received[]): readonly (string | undefined)[] =>
  received.map((one) => parametersOf(one)['filter']);

export const notesIn = (seen: readonly Observation[]): readonly string[] =>
  seen.flatMap((one) => (one.type === 'note' ? [one.text] : []));

/** What the keeper of a reading has learned, as `fact: value`. */
export const learnedBy = ({ profile }: Reading): readonly string[] =>
  profile.all().flatMap(({ fact, value, from }) => (from === 'learned' ? [`${fact}: ${value}`] : []));
