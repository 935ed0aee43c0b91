import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScimTarget } from '../../../../src/connectors/scim/connector.ts';
import type { Dialect } from '../../../../src/connectors/scim/dialects/dialect.ts';
import { dialectNamed, dialectNames } from '../../../../src/connectors/scim/dialects/named.ts';
import { asRef, type Ref } from '../../../../src/domain/model/entry.ts';
import type { MisbehaviourName } from '../../../../src/emulators/scim/misbehaviour/table.ts';
import type { MembershipChange } from '../../../../src/engine/port.ts';
import { op, value } from '../../../contract/words.ts';
import { groupSelection, members, userSelection } from '../definitions.ts';
import { inMemoryHttp } from '../in-memory-http.ts';

const people = Array.from({ length: 30 }, (_, index) => `user-${index}`);

/** A group of some of the people, and a look at who is in it that no misbehaviour can blur. */
async function groupOf(
  dialect: Dialect['name'],
  misbehave: readonly MisbehaviourName[],
  start: readonly number[],
) {
  const http = inMemoryHttp(misbehave);
  const target = createScimTarget({
    http,
    identity: { name: 'customappsso', place: http.place },
    dialect: dialectNamed(dialect),
  });
  const refs: Ref[] = [];
  for (const name of people) {
    const attributes = new Map([['userName', `${name}@contoso.com`]]);
    const { objectType } = userSelection;
    refs.push(
      value(await target.create({ objectType, attributes, definitions: userSelection.attributes }, op)),
    );
  }
  const { objectType } = groupSelection;
  const draft = {
    objectType,
    attributes: new Map([['displayName', 'Sales']]),
    definitions: groupSelection.attributes,
  };
  const group = value(await target.create(draft, op));
  const change = (...indexes: readonly number[]): MembershipChange => ({
    objectType,
    group,
    members: indexes.map((index) => refs[index] ?? asRef('nobody')),
    attribute: members,
  });
  const held = () => http.membersOf(group).map((id) => refs.indexOf(asRef(id)));
  if (start.length > 0) value(await target.members.add(change(...start), op));
  return { ops: target.members, change, held, refs };
}

const some = fc.uniqueArray(fc.nat({ max: people.length - 1 }), { maxLength: 26 });
const sorted = (indexes: readonly number[]) => indexes.toSorted((a, b) => a - b);

describe.each(dialectNames)('any change of members in the dialect %s', (dialect) => {
  it.each([
    [],
    ['one-member-removal-per-patch'],
    ['members-per-patch-20'],
    ['members-per-patch-20-413'],
    ['members-alone-in-patch'],
    ['removal-with-ref-ignored'],
    ['legacy-removal-400'],
    ['members-duplicated-on-re-add'],
    ['group-patch-answers-200'],
    ['adscim-urn-400'],
    ['members-hidden'],
    ['patch-unsupported-405'],
    ['members-hidden', 'one-member-removal-per-patch', 'members-per-patch-20'],
  ] as const)(
    'ends with whom it should, on a server that goes wrong by %s %s %s',
    async (...misbehaviour) => {
      await fc.assert(
        fc.asyncProperty(some, some, some, async (start, joining, leaving) => {
          const { ops, change, held } = await groupOf(dialect, misbehaviour, start);

          value(await ops.add(change(...joining), op));
          value(await ops.remove(change(...leaving), op));

          const wanted = [...new Set([...start, ...joining])].filter((index) => !leaving.includes(index));
          expect(sorted(held())).toEqual(sorted(wanted));
          const seen = value(await ops.among(change(...joining), op));
          expect(seen).toEqual(change(...joining.filter((index) => wanted.includes(index))).members);
        }),
        { numRuns: 12 },
      );
    },
  );

  it('names exactly those who vanished on a server that empties groups', async () => {
    await fc.assert(
      fc.asyncProperty(some, some, async (start, leaving) => {
        const { ops, change, held, refs } = await groupOf(dialect, ['legacy-removal-empties-group'], start);

        const answer = await ops.remove(change(...leaving), op);

        const wanted = start.filter((index) => !leaving.includes(index));
        const vanished = wanted.filter((index) => !held().includes(index));
        expect(held().filter((index) => leaving.includes(index))).toEqual([]);
        expect(answer.ok).toBe(vanished.length === 0);
        if (answer.ok) return;
        expect(answer.error.systemCode).toBe('members.lost');
        expect(answer.error.lost?.toSorted()).toEqual(vanished.map((index) => refs[index]).toSorted());
      }),
      { numRuns: 20 },
    );
  });
});
