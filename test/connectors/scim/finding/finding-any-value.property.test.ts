import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findEntries } from '../../../../src/connectors/scim/finding/matching.ts';
import type { Target } from '../../../../src/engine/port.ts';
import { matchesFilter, parseScimFilter } from '../../../../src/protocols/scim/filter.ts';
import { anyText } from '../../../protocols/scim/arbitraries.ts';
import { startBetterAuth } from '../../../support/peers/better-auth.ts';
import type { Peer } from '../../../support/peers/peer.ts';
import { startScimPatchServer } from '../../../support/peers/scim-patch-server.ts';
import { startScimmy } from '../../../support/peers/scimmy.ts';
import { json, recording } from '../../transport/loopback-server.ts';
import { startEmbedded, targetAt, token } from '../check-up/checked.ts';
import { userSelection } from '../definitions.ts';
import { listOf, userQuery } from '../queries.ts';
import { notesIn, parametersOf, readingFrom } from '../scripted-reading.ts';

describe('a search for any text', () => {
  it('finds the object that holds it and no other, through URL, filter and answer', async () => {
    const held = { id: '1', externalId: '' };
    const { reading } = await readingFrom((received, response) => {
      const filter = parseScimFilter(parametersOf(received)['filter'] ?? '');
      const found = filter.ok && matchesFilter(filter.value, held);
      json(response, filter.ok ? 200 : 400, found ? listOf(held) : listOf());
    });
    const find = (value: string) => findEntries(reading, userQuery('externalId', value), recording());
    const property = fc.asyncProperty(anyText, anyText, async (text, other) => {
      held.externalId = text;
      const [hit, miss] = [await find(text), await find(other)];

      expect(hit).toMatchObject({ ok: true, value: [{ ref: '1' }] });
      expect(miss.ok && miss.value.length).toBe(other === text ? 1 : 0);
    });
    await fc.assert(property, { numRuns: 200 });
  });
});

/** What a form or a spreadsheet may hold: any letters, signs and quotation marks, without blanks at the ends. */
const realText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => text.trim() === text && !/\p{Cc}/u.test(text));
const trickyText = fc
  .array(
    fc.constantFrom('"', '\\', "'", '+', '&', '%', '#', '?', '/', '(', ')', ' eq ', ' and ', 'ü', '名'),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => `x${parts.join('')}x`);

async function createWith(target: Target, externalId: string, number: number) {
  const attributes = new Map([
    ['userName', `user-${number}@contoso.com`],
    ['externalId', externalId],
  ]);
  const draft = { objectType: userSelection.objectType, attributes, definitions: userSelection.attributes };
  return target.create(draft, recording());
}

const embedded = async (): Promise<Pick<Peer, 'baseUrl'>> => startEmbedded();

describe.each([
  ['the embedded server', embedded, 'finds'],
  ['Better Auth', () => closing(startBetterAuth(token)), 'finds'],
  ['a server made with scim-patch', () => closing(startScimPatchServer(token)), 'finds, refuses or doubts'],
  ['scimmy-routers', () => closing(startScimmy(token)), 'finds, refuses or doubts'],
] as const)('%s', (_, start, promise) => {
  it(`${promise} every text that it stored`, async () => {
    const { baseUrl } = await start();
    const target = targetAt(baseUrl);
    let number = 0;
    const property = fc.asyncProperty(fc.oneof(realText, trickyText), async (text) => {
      number += 1;
      const created = await createWith(target, text, number);
      if (!created.ok) return;
      const op = recording();
      const found = await target.find(userQuery('externalId', text), op);

      if (found.ok && found.value.length > 0) {
        expect(found.value.map(({ ref }) => ref)).toContain(created.value);
      } else {
        expect(promise).toBe('finds, refuses or doubts');
        const told = found.ok ? notesIn(op.seen).at(-1) : found.error.message;
        expect(told).toContain('a quotation mark, a backslash');
      }
    });
    await fc.assert(property, { numRuns: 60 });
    expect(number).toBeGreaterThan(50);
  });
});

async function closing(starting: Promise<Peer>): Promise<Peer> {
  const peer = await starting;
  onTestFinished(() => peer.close());
  return peer;
}
