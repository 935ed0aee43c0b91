import { describe, expect, it, onTestFinished } from 'vitest';
import { asRef } from '../../../../src/domain/model/entry.ts';
import type { ContractTarget, Crowd } from '../../../contract/shapes.ts';
import { contractCases } from '../../../contract/target-contract.ts';
import {
  connectedTo,
  dialects,
  type RealServer,
  type RealServerName,
  realServers,
  token,
} from '../../../support/truth/systems.ts';
import { rehearsed } from '../misbehaviour/rehearsal.ts';
import { type Expectation, surprises } from './contract-expectation.ts';
import { group, user } from './contract-shapes.ts';

type Peer = Exclude<RealServerName, 'the embedded server'>;

/** What these servers cannot do, whoever asks; everything else of the contract they must. */
const peers: Readonly<Record<Peer, Expectation>> = {
  'scimmy-routers': {
    // Only some types of roles, and no extension that its application has not declared.
    says: [
      [
        'update',
        'attribute.rejected',
        /other attributes are written, but roles, urn:.*:Acme:2\.0:User:tag are not/,
      ],
    ],
    // A filter on an extension finds nobody; it is noted that this may be so.
    misses: ['finds by each attribute that tells people apart'],
  },
  'Better Auth': {
    says: [
      ['find', 'filter.unsupported', /employeeNumber is not supported for User/],
      [
        'update',
        'attribute.rejected',
        /other attributes are written, but urn:.*:Acme:2\.0:User:tag, nickName are not/,
      ],
    ],
  },
  // It refuses nothing.
  'a server made with scim-patch': { misses: ['writes the other attributes when one is refused'] },
};

const cases = contractCases();
const withCrowd = cases.filter(({ title }) => title.startsWith('adds many to a large group'));

function started(server: RealServer, dialect: (typeof dialects)[number]) {
  const { target, close } = connectedTo(server.baseUrl, { dialect });
  onTestFinished(async () => {
    await close();
    await server.close();
  });
  return (crowd?: Crowd): ContractTarget => ({
    target,
    selections: { user, group },
    unknownRef: asRef('00000000-0000-4000-8000-000000000000'),
    close,
    ...(crowd === undefined ? {} : { crowd }),
  });
}

/** How many are in the group and how many come and go; the store of Better Auth finds a hundred people at once. */
const sizes: Readonly<Record<Peer, readonly [members: number, others: number]>> = {
  'scimmy-routers': [300, 50],
  'Better Auth': [60, 25],
  'a server made with scim-patch': [300, 50],
};

/** People in a group and people beside it, made without the connector. */
async function crowdOn(
  { baseUrl }: RealServer,
  [inGroup, beside]: readonly [number, number],
): Promise<Crowd> {
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${baseUrl}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify(body),
    });
    const { id } = (await answer.json()) as { readonly id: string };
    return asRef(id);
  };
  const people = await Promise.all(
    Array.from({ length: inGroup + beside }, (_, n) => {
      const userName = `crowd.${n}@contoso.com`;
      const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
      return post('Users', { schemas, userName, active: true, emails: [{ type: 'work', value: userName }] });
    }),
  );
  const [members, others] = [people.slice(0, inGroup), people.slice(inGroup)];
  const made = await post('Groups', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName: 'Crowd',
    members: members.map((value) => ({ value })),
  });
  return { group: made, members, others, shared: { attribute: 'displayName', value: '' } };
}

describe.each(Object.entries(peers))('%s', (name, expected) => {
  const start = realServers[name as Peer];

  it.each(dialects)(
    'passes the contract in the dialect %s, and every claim about it is true',
    async (dialect) => {
      const server = await start();
      const running = started(server, dialect)();

      const seen = await rehearsed(running, server.truth);

      expect(surprises(seen, expected)).toEqual([]);
      expect(seen.passed).toBeGreaterThan(cases.length - 6);
    },
  );

  it('keeps the members of a large group while many others come and go', async () => {
    const server = await start();
    const running = started(server, 'portable')(await crowdOn(server, sizes[name as Peer]));

    const seen = await rehearsed(running, server.truth, withCrowd);

    expect(surprises(seen, {})).toEqual([]);
    expect(seen.passed).toBe(1);
  });
});
