import type { ServerResponse } from 'node:http';
import type { Dialect } from '../../../../src/connectors/scim/dialects/dialect.ts';
import { dialectNamed } from '../../../../src/connectors/scim/dialects/named.ts';
import {
  createProfileKeeper,
  type Learned,
  type ProfileKeeper,
} from '../../../../src/connectors/scim/server-profile.ts';
import { asRef } from '../../../../src/domain/model/entry.ts';
import type { MembershipChange, MembershipOps } from '../../../../src/engine/port.ts';
import { json, type Received, recording } from '../../transport/loopback-server.ts';
import { groupSelection, members } from '../definitions.ts';
import { against, listOf } from '../scripted-server.ts';

export type Operation = {
  readonly op: string;
  readonly path?: string;
  readonly value?: readonly { readonly value: string }[];
};

/** What a server does with one PATCH of its group. */
export type Reaction =
  | { readonly members: readonly string[] }
  | { readonly refuse: number; readonly scimType?: string; readonly detail?: string };

export type GroupServer = {
  readonly ops: MembershipOps;
  readonly profile: ProfileKeeper;
  readonly received: readonly Received[];
  readonly patches: () => readonly (readonly Operation[])[];
  readonly methods: () => readonly string[];
  readonly notes: () => readonly string[];
  readonly held: () => readonly string[];
  readonly op: ReturnType<typeof recording>;
};

export const change = (...ids: readonly string[]): MembershipChange => ({
  objectType: groupSelection.objectType,
  group: asRef('g'),
  members: ids.map(asRef),
  attribute: members,
});

/** The ids that an operation names: in its value, or in the filter of its path. */
export const idsIn = ({ path, value }: Operation): readonly string[] =>
  value?.map((one) => one.value) ?? [/value eq "(.*)"\]$/.exec(path ?? '')?.[1] ?? ''];

/** Adds and removes as the operations say. */
export function wellBehaved(operations: readonly Operation[], held: readonly string[]): Reaction {
  const next = operations.reduce<readonly string[]>((now, operation) => {
    const ids = idsIn(operation);
    const kept = now.filter((id) => !ids.includes(id));
    if (/remove/i.test(operation.op)) return kept;
    return /replace/i.test(operation.op) ? ids : [...kept, ...ids];
  }, held);
  return { members: next };
}

type Sent = {
  readonly members?: readonly { readonly value: string }[];
  readonly Operations?: readonly Operation[];
};

const idOf = ({ value }: { readonly value: string }): string => value;

/** A server leaves the attribute out when there is nobody to show. */
const shownGroup = (ids: readonly string[]) =>
  ids.length === 0 ? { id: 'g' } : { id: 'g', members: ids.map((value) => ({ value })) };

/** A server with one group. `shows` is what a read gives, `found` whether a filter finds the group. */
export async function groupServer({
  start = [],
  react = wellBehaved,
  shows = (held) => held,
  found = () => false,
  dialect = 'portable',
  remembered = [],
}: {
  readonly start?: readonly string[];
  readonly react?: (operations: readonly Operation[], held: readonly string[]) => Reaction;
  readonly shows?: (held: readonly string[]) => readonly string[];
  readonly found?: (filter: string, held: readonly string[]) => boolean | 'refused';
  readonly dialect?: Dialect['name'];
  readonly remembered?: readonly Learned[];
} = {}): Promise<GroupServer> {
  let held = start;
  const profile = createProfileKeeper({ remembered });
  const op = recording();
  const answerRead = (url: string, response: ServerResponse): void => {
    const filter = new URL(url, 'http://h').searchParams.get('filter');
    const hit = filter === null ? undefined : found(filter, held);
    if (hit === undefined) json(response, 200, shownGroup(shows(held)));
    else if (hit === 'refused') json(response, 400, { scimType: 'invalidFilter' });
    else json(response, 200, hit ? listOf({ id: 'g' }) : listOf());
  };
  const reactionTo = (method: string, sent: Sent): Reaction =>
    method === 'PUT' ? { members: (sent.members ?? []).map(idOf) } : react(sent.Operations ?? [], held);
  const answerWrite = (reaction: Reaction, response: ServerResponse): void => {
    if ('refuse' in reaction) json(response, reaction.refuse, reaction);
    else {
      held = reaction.members;
      response.writeHead(204).end();
    }
  };
  const { target, received } = await against(
    ({ method, url, body }, response) => {
      if (method === 'GET') answerRead(url, response);
      else answerWrite(reactionTo(method, JSON.parse(body)), response);
    },
    60_000,
    { dialect: dialectNamed(dialect), profile },
  );
  const ops = target.members;
  if (ops === undefined) throw new Error('the SCIM target has members');
  return {
    ops,
    profile,
    received,
    op,
    patches: () =>
      received.filter(({ method }) => method === 'PATCH').map(({ body }) => JSON.parse(body).Operations),
    methods: () => received.map(({ method }) => method),
    notes: () => op.seen.flatMap((seen) => (seen.type === 'note' ? [seen.text] : [])),
    held: () => held,
  };
}
