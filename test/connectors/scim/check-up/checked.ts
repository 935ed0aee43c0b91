import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createScimTarget, type ScimSettings } from '../../../../src/connectors/scim/connector.ts';
import { createProfileKeeper, type ProfileKeeper } from '../../../../src/connectors/scim/server-profile.ts';
import { bearer } from '../../../../src/connectors/transport/credentials/credentials.ts';
import { createHttp } from '../../../../src/connectors/transport/http.ts';
import { ok } from '../../../../src/domain/result.ts';
import type { MisbehaviourName } from '../../../../src/emulators/scim/misbehaviour/table.ts';
import { startScimServer } from '../../../../src/emulators/scim/start.ts';
import type { Capability, Check, CheckUpRequest, CheckUpTarget } from '../../../../src/engine/check-up.ts';
import type { Op } from '../../../../src/engine/port.ts';
import { recording } from '../../transport/loopback-server.ts';
import { attributeOf, groupSelection, members, userSelection } from '../definitions.ts';

export const token = 'a-token-that-is-long-enough-for-the-strictest-of-these-servers';

export const users: CheckUpRequest['kinds'][number] = {
  selection: userSelection,
  matching: [attributeOf(userSelection, 'userName')],
};

export const groups: CheckUpRequest['kinds'][number] = {
  selection: groupSelection,
  matching: [attributeOf(groupSelection, 'displayName')],
  members,
};

export const matchingBy = (...names: readonly string[]): CheckUpRequest['kinds'][number] => ({
  ...users,
  matching: names.map((name) => attributeOf(userSelection, name)),
});

export type CheckedUp = { readonly checks: readonly Check[]; readonly capabilities: readonly Capability[] };

/** The target that speaks to a base URL, and everything its check-up finds. Connections end with the test. */
export function targetAt(
  baseUrl: string,
  special: Partial<ScimSettings> & { readonly token?: string; readonly ca?: string } = {},
): CheckUpTarget {
  const { token: secret = token, ca, ...settings } = special;
  const http = createHttp({
    baseUrl,
    credentials: bearer(async () => ok(secret)),
    ...(ca === undefined ? {} : { ca }),
    time: { now: Date.now, sleep: async () => undefined, random: () => 0.5 },
  });
  onTestFinished(() => http.close());
  return createScimTarget({ http, identity: { name: 'customappsso', place: http.place }, ...settings });
}

export async function checkedUp(
  target: CheckUpTarget,
  request: Partial<CheckUpRequest> = {},
  op: Op = recording(),
): Promise<CheckedUp> {
  const checks: Check[] = [];
  const facts = target.checkUp?.({ kinds: [users, groups], mayWrite: false, ...request }, op);
  let next = await facts?.next();
  while (next !== undefined && !next.done) {
    checks.push(next.value);
    next = await facts?.next();
  }
  return { checks, capabilities: next?.value ?? [] };
}

/** `good credentials`, `bad filter on userName`. */
export const told = ({ checks }: CheckedUp): readonly string[] =>
  checks.map(({ name, verdict }) => `${verdict} ${name}`);

export const named = ({ checks }: CheckedUp, name: string): Check | undefined =>
  checks.find((check) => check.name === name);

export const methodsIn = ({ checks }: CheckedUp): readonly string[] =>
  checks.flatMap(({ exchanges }) => exchanges.map(({ request }) => request.split(' ')[0] ?? ''));

/** The embedded server over a folder, misbehaving as named; it ends with `close`. */
export async function serveFolder(directory: string, ...misbehave: readonly MisbehaviourName[]) {
  const server = await startScimServer({
    directory,
    port: 0,
    token,
    now: () => new Date(),
    misbehave,
    timing: { slowMs: 1 },
  });
  if (!server.ok) throw new Error(server.error.message);
  return server.value;
}

/** An empty folder for the state of a server; it goes with the test. */
export async function emptyFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'scim-check-up-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** The embedded server, empty, with its state in a folder of its own. */
export async function startEmbedded(
  ...misbehave: readonly MisbehaviourName[]
): Promise<{ readonly baseUrl: string; readonly profile: ProfileKeeper }> {
  const server = await serveFolder(await emptyFolder(), ...misbehave);
  onTestFinished(() => server.close());
  return { baseUrl: server.baseUrl, profile: createProfileKeeper() };
}
