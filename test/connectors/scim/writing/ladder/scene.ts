import type { Dialect } from '../../../../../src/connectors/scim/dialects/dialect.ts';
import { dialectNamed } from '../../../../../src/connectors/scim/dialects/named.ts';
import {
  createProfileKeeper,
  type FactName,
  type ProfileKeeper,
} from '../../../../../src/connectors/scim/server-profile.ts';
import type { Delta } from '../../../../../src/domain/model/entry.ts';
import type { Target } from '../../../../../src/engine/port.ts';
import type { JsonObject } from '../../../../../src/protocols/scim/json.ts';
import { json, type Received, recording } from '../../../transport/loopback-server.ts';
import { userUpdate } from '../../changes-of.ts';
import { against } from '../../scripted-server.ts';

/** What a server does with one PATCH: refuses it, ignores it, or keeps the resource that it gives back. */
export type Patched =
  | { readonly refuse: string; readonly detail?: string; readonly status?: number }
  | JsonObject
  | undefined;

export type Operation = { readonly op: string; readonly path?: string; readonly value?: unknown };

export type Scene = {
  readonly target: Target;
  readonly profile: ProfileKeeper;
  readonly received: readonly Received[];
  readonly notes: () => readonly string[];
  readonly update: (...deltas: readonly Delta[]) => ReturnType<Target['update']>;
  /** The operations of every PATCH so far. */
  readonly patches: () => readonly (readonly Operation[])[];
  readonly methods: () => readonly string[];
  readonly held: () => JsonObject;
};

const isRefusal = (patched: JsonObject): boolean => 'refuse' in patched;

/**
 * A server with one object, which answers every PATCH with 204, as the servers do that prove nothing. What a PATCH does
 * to the object is the test's business.
 */
export async function serverThat(
  patched: (operations: readonly Operation[], held: JsonObject) => Patched,
  {
    dialect = 'portable',
    pinned = new Map(),
    start = {},
  }: {
    readonly dialect?: Dialect['name'];
    readonly pinned?: ReadonlyMap<FactName, string>;
    readonly start?: JsonObject;
  } = {},
): Promise<Scene> {
  let held: JsonObject = { id: '1', ...start };
  const profile = createProfileKeeper({ pinned });
  const op = recording();
  const { target, received } = await against(
    ({ method, body }, response) => {
      if (method === 'GET') return json(response, 200, held);
      const next = patched(JSON.parse(body).Operations ?? [], held);
      if (next !== undefined && isRefusal(next)) {
        const { refuse, detail, status = 400 } = next as { refuse: string; detail?: string; status?: number };
        return json(response, status, { scimType: refuse, detail });
      }
      held = (next as JsonObject | undefined) ?? held;
      return void response.writeHead(204).end();
    },
    60_000,
    { dialect: dialectNamed(dialect), profile },
  );
  return {
    target,
    profile,
    received,
    notes: () => op.seen.flatMap((seen) => (seen.type === 'note' ? [seen.text] : [])),
    update: (...deltas) => target.update(userUpdate(...deltas), op),
    patches: () =>
      received.filter(({ method }) => method === 'PATCH').map(({ body }) => JSON.parse(body).Operations),
    methods: () => received.map(({ method }) => method),
    held: () => held,
  };
}
