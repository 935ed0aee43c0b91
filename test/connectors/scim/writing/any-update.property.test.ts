import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScimTarget } from '../../../../src/connectors/scim/connector.ts';
import type { Dialect } from '../../../../src/connectors/scim/dialects/dialect.ts';
import { dialectNamed, dialectNames } from '../../../../src/connectors/scim/dialects/named.ts';
import type { Delta, Ref } from '../../../../src/domain/model/entry.ts';
import { type AttributeValue, isEmptyValue } from '../../../../src/domain/model/value.ts';
import { sameValue } from '../../../../src/domain/planning/compare.ts';
import type { MisbehaviourName } from '../../../../src/emulators/scim/misbehaviour/table.ts';
import type { Target } from '../../../../src/engine/port.ts';
import { ENTERPRISE_USER_URN } from '../../../../src/protocols/scim/urns.ts';
import { value as done, op } from '../../../contract/words.ts';
import { define, MANAGER, userSelection } from '../definitions.ts';
import { inMemoryHttp } from '../in-memory-http.ts';

const TAG = 'urn:ietf:params:scim:schemas:extension:Acme:2.0:User:tag';
const definitions = [
  ...userSelection.attributes.filter(({ name }) => name !== 'id' && name !== 'userName'),
  define('nickName'),
  define('name.familyName'),
  define('emails[type eq "other"].value'),
  define('phoneNumbers[type eq "fax"].value'),
  define('addresses[type eq "work"].streetAddress'),
  define('addresses[type eq "work"].postalCode'),
  define(TAG),
];
const selection = { objectType: ENTERPRISE_USER_URN, attributes: definitions };

type Values = Readonly<Record<string, AttributeValue>>;

const word = fc.stringMatching(/^[A-Za-zäß漢"\\ .:[\]-]{0,6}[a-z]$/);
const texts = Object.fromEntries(
  definitions
    .filter(({ name, type }) => type === 'String' && name !== 'externalId')
    .map(({ name }) => [name, word]),
);
/** Some attributes of a user, `active` always among them: it can be changed and never goes. */
const anyUser: fc.Arbitrary<Values> = fc.record(
  { active: fc.boolean(), [MANAGER]: fc.constantFrom('1', '2'), ...texts },
  { requiredKeys: ['active'] },
);

function deltasBetween(held: Values, wanted: Values): readonly Delta[] {
  return definitions.flatMap((definition): readonly Delta[] => {
    const { name: attribute } = definition;
    const [old, value] = [held[attribute], wanted[attribute]];
    if (sameValue(old, value, definition)) return [];
    if (value === undefined) return old === undefined ? [] : [{ change: 'remove', attribute, old }];
    return old === undefined
      ? [{ change: 'add', attribute, value }]
      : [{ change: 'replace', attribute, value, old }];
  });
}

async function makeUser(target: Target, held: Values): Promise<Ref> {
  const attributes = new Map<string, AttributeValue>([
    ['userName', 'ada@contoso.com'],
    ...Object.entries(held),
  ]);
  const ref = done(await target.create({ objectType: ENTERPRISE_USER_URN, attributes, definitions }, op));
  const manager = held[MANAGER];
  if (manager !== undefined) {
    const deltas: readonly Delta[] = [{ change: 'add', attribute: MANAGER, value: manager }];
    done(await target.update({ objectType: ENTERPRISE_USER_URN, ref, deltas, definitions }, op));
  }
  return ref;
}

/** The attributes that are not as wanted after the update, and what the update answered. */
async function updated(
  dialect: Dialect['name'],
  misbehave: readonly MisbehaviourName[],
  [held, wanted]: readonly [Values, Values],
) {
  const http = inMemoryHttp(misbehave);
  const identity = { name: 'customappsso', place: http.place };
  const target = createScimTarget({ http, identity, dialect: dialectNamed(dialect) });
  const ref = await makeUser(target, held);
  const before = http.sent.length;
  const deltas = deltasBetween(held, wanted);
  const answer = await target.update({ objectType: ENTERPRISE_USER_URN, ref, deltas, definitions }, op);
  const requests = http.sent.slice(before).map(({ method }) => method);
  const { attributes } = done(await target.read({ selection, ref }, op));
  const differing = definitions.filter((definition) => {
    const stored = attributes.get(definition.name);
    return !sameValue(isEmptyValue(stored) ? undefined : stored, wanted[definition.name], definition);
  });
  return { answer, differing: differing.map(({ name }) => name), requests, deltas };
}

const anyPair = fc.tuple(anyUser, anyUser);

describe.each(dialectNames)('any update in the dialect %s', (dialect) => {
  it('leaves a good server with what is wanted, in at most two PATCH requests', async () => {
    await fc.assert(
      fc.asyncProperty(anyPair, async (pair) => {
        const { answer, differing, requests } = await updated(dialect, [], pair);

        expect(answer).toMatchObject({ ok: true });
        expect(differing).toEqual([]);
        expect(requests.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    'typed-entry-400',
    'typed-entry-replace-400',
    'add-list-replaces',
    'replace-list-merges',
    'flat-map-400',
    'nested-map-replaces',
    'extension-map-split-at-dot',
    'one-operation-per-patch',
    'string-boolean-400',
    'string-boolean-stored-as-text',
    'string-manager-400',
    'string-manager-stored-as-text',
    'object-manager-ignored',
    'manager-value-path-400',
    'null-400',
    'empty-string-400',
    'empty-string-ignored',
    'removes-absent-400',
    'patch-unsupported-405',
    'patch-unsupported-501',
  ] as const)('leaves a server with what is wanted that goes wrong by %s', async (misbehaviour) => {
    await fc.assert(
      fc.asyncProperty(anyPair, async (pair) => {
        const { answer, differing } = await updated(dialect, [misbehaviour], pair);

        expect(answer).toMatchObject({ ok: true });
        expect(differing).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['typed-entry-400', 'add-list-replaces'],
    ['typed-entry-400', 'string-boolean-400', 'string-manager-400', 'flat-map-400'],
    ['one-operation-per-patch', 'typed-entry-400', 'object-manager-ignored'],
    ['string-boolean-stored-as-text', 'string-manager-stored-as-text', 'extension-map-split-at-dot'],
  ] as const)(
    'leaves a server with what is wanted that goes wrong by %s and %s and more',
    async (...misbehaviour) => {
      await fc.assert(
        fc.asyncProperty(anyPair, async (pair) => {
          const { answer, differing } = await updated(dialect, misbehaviour, pair);

          expect(answer).toMatchObject({ ok: true });
          expect(differing).toEqual([]);
        }),
        { numRuns: 40 },
      );
    },
  );

  it.each([
    ['nick-name-400', 'nickName'],
    ['custom-extension-400', TAG],
  ] as const)('writes everything else where %s', async (misbehaviour, attribute) => {
    await fc.assert(
      fc.asyncProperty(anyPair, async ([held, wanted]) => {
        const { [attribute]: _, ...start } = held;
        const { answer, differing } = await updated(dialect, [misbehaviour], [start, wanted]);

        // A key of a map without a path gets through where a path does not.
        expect([[], [attribute]]).toContainEqual(differing);
        expect(answer.ok).toBe(differing.length === 0);
        if (!answer.ok) expect(answer.error.attributes).toEqual(differing);
      }),
      { numRuns: 60 },
    );
  });
});
