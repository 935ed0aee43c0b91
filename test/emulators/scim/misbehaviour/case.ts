import { request } from 'undici';
import type { MisbehaviourName } from '../../../../src/emulators/scim/misbehaviour/table.ts';
import type { Json, JsonObject } from '../../../../src/protocols/scim/json.ts';
import { CORE_GROUP_URN, CORE_USER_URN, ENTERPRISE_USER_URN } from '../../../../src/protocols/scim/urns.ts';
import { filtered, patch, start, TOKEN } from '../support.ts';

export const E = ENTERPRISE_USER_URN;
export const ACME = 'urn:ietf:params:scim:schemas:extension:Acme:2.0:User';

export type Step = readonly [
  method: string,
  path: string,
  body?: Json | undefined,
  headers?: Readonly<Record<string, string>>,
];

export type Seen = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Empty when the text is no object in JSON. */
  readonly body: JsonObject;
};

/** One misbehaviour on the wire: the same requests to a good server and to a bad one, and where they differ. */
export type Case = {
  /** Sent one after the other before the request that is compared. */
  readonly given?: readonly Step[];
  /** Sent all at once before it. */
  readonly together?: readonly Step[];
  readonly ask: Step;
  /** What is compared: the status unless something else is named. */
  readonly look?: (seen: Seen) => unknown;
  readonly clean: unknown;
  readonly bad: unknown;
};

export const get = (path: string, headers?: Readonly<Record<string, string>>): Step =>
  headers === undefined ? ['GET', path] : ['GET', path, undefined, headers];
export const find = (filter: string, endpoint = 'Users'): Step => get(filtered(endpoint, filter));
export const change = (path: string, ...operations: readonly JsonObject[]): Step => [
  'PATCH',
  path,
  patch(...operations),
];
export const createUser = (more: JsonObject = {}): Step => [
  'POST',
  '/Users',
  { schemas: [CORE_USER_URN], userName: 'new one@larkspur.example', ...more },
];
export const createGroup = (more: JsonObject = {}): Step => [
  'POST',
  '/Groups',
  { schemas: [CORE_GROUP_URN], displayName: 'New', externalId: 'g/1', ...more },
];

/** A place in the body, by its keys. */
export const at =
  (...keys: readonly (string | number)[]) =>
  ({ body }: Seen): unknown =>
    keys.reduce<unknown>(
      (value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key],
      body,
    );

/** The ids of a list, undefined for an answer that is none. */
export const found = ({ body }: Seen): unknown =>
  (body['Resources'] as readonly JsonObject[] | undefined)?.map(({ id }) => id);

/** The ids of a group's members in the body. */
export const members = ({ body }: Seen): unknown =>
  (body['members'] as readonly JsonObject[] | undefined)?.map(({ value }) => value);

export const header =
  (name: string) =>
  ({ headers }: Seen): unknown =>
    headers[name];

const seed = {
  Users: [
    {
      id: 'ada',
      userName: 'ada@larkspur.example',
      externalId: 'E-1',
      displayName: 'Ada "the first"',
      active: true,
      name: { givenName: 'Ada', familyName: 'Lovelace' },
      emails: [{ type: 'work', value: 'ada@work.example' }],
      [E]: { employeeNumber: '42', manager: { value: 'grace' } },
    },
    { id: 'grace', userName: 'grace@larkspur.example' },
    { id: 'lin a', userName: 'lin@larkspur.example' },
    ...Array.from({ length: 24 }, (_, n) => ({ id: `u${n}`, userName: `u${n}@larkspur.example` })),
  ],
  Groups: [
    { id: 'team', displayName: 'Team', members: [{ value: 'ada' }, { value: 'grace' }] },
    { id: 'crew', displayName: 'Crew' },
  ],
};

/** What the compared request shows, asked of a server that misbehaves in these ways, or in none. */
export async function seenWith(
  misbehave: readonly MisbehaviourName[],
  { given = [], together = [], ask, look = ({ status }) => status }: Omit<Case, 'clean' | 'bad'>,
): Promise<unknown> {
  const { baseUrl, agent } = await start({ misbehave, seed });
  const send = async ([method, path, body, headers = {}]: Step): Promise<Seen> => {
    const answer = await request(`${baseUrl}${path}`, {
      dispatcher: agent,
      method: method as 'GET',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        accept: 'application/scim+json, application/json',
        'content-type': 'application/scim+json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, headers: answer.headers, text, body: parsed(text) };
  };
  for (const step of given) await send(step);
  await Promise.all(together.map(send));
  return look(await send(ask));
}

function parsed(text: string): JsonObject {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
