import { scim } from '@better-auth/scim';
import { type BetterAuthPlugin, betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';
import { listening, type Peer } from './peer.ts';

const tables = ['user', 'session', 'account', 'verification'];

/** Better Auth with its SCIM plugin over its own memory adapter. Its token must be a long one. */
export async function startBetterAuth(token: string): Promise<Peer> {
  const plugin = scim({
    connections: [{ id: 'entra', credentials: [{ type: 'bearer', id: 'one', token }] }],
  });
  const database = Object.fromEntries(
    [...tables, ...Object.keys(plugin.schema)].map((name): [string, unknown[]] => [name, []]),
  );
  const auth = betterAuth({
    secret: 'a secret of a test, long enough for what signs with it',
    baseURL: 'http://127.0.0.1',
    database: memoryAdapter(database),
    // Its declaration says that some of its tables may be undefined, which the type of a plugin does not allow.
    plugins: [plugin as unknown as BetterAuthPlugin],
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
  });
  return listening(toNodeHandler(auth), '/api/auth/scim/v2');
}
