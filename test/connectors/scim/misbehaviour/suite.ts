import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../../src/connectors/scim/dialects/dialect.ts';
import { filters } from '../../../../src/emulators/scim/misbehaviour/filters.ts';
import { identities } from '../../../../src/emulators/scim/misbehaviour/identity.ts';
import { lists } from '../../../../src/emulators/scim/misbehaviour/lists.ts';
import { members } from '../../../../src/emulators/scim/misbehaviour/members.ts';
import { methods } from '../../../../src/emulators/scim/misbehaviour/methods.ts';
import { patchShapes } from '../../../../src/emulators/scim/misbehaviour/patch-shapes.ts';
import { patchValues } from '../../../../src/emulators/scim/misbehaviour/patch-values.ts';
import { type MisbehaviourName, misbehaviours } from '../../../../src/emulators/scim/misbehaviour/table.ts';
import { contractCases } from '../../../contract/target-contract.ts';
import type { ContractCase } from '../../../contract/words.ts';
import { isLong } from '../../../support/long.ts';
import { isAbout, surprises } from '../contract/contract-expectation.ts';
import { expectedOf } from './expectations.ts';
import { type Rehearsal, rehearse } from './rehearsal.ts';

const cases = contractCases();
/** A server that never answers in time costs the time of each request: one case of each kind is enough. */
const briefly = cases.filter(({ title }) =>
  ['answers the test', 'finds nothing', 'finds and reads', 'says object.notFound for an'].some(
    isAbout(title),
  ),
);

/** Only what a server does with writes depends on the dialect; `npm run test:long` has all of them in all dialects. */
const aboutWriting = (name: MisbehaviourName): boolean =>
  [members, patchShapes, patchValues, methods, identities].some((table) => Object.hasOwn(table, name));

const rehearsedIn = (dialect: Dialect['name']) =>
  misbehaviours.filter(({ name }) => isLong || dialect === 'portable' || aboutWriting(name));

const group = (table: object) => (name: MisbehaviourName) => Object.hasOwn(table, name);
const [isOfLists, isOfMembers, isOfFilters] = [group(lists), group(members), group(filters)];

/** Questions are the same in every dialect, and names that are hard to ask for concern filters alone. */
function casesFor(dialect: Dialect['name'], name: MisbehaviourName): readonly ContractCase[] {
  const left = ['previews', 'does nothing at all', ...(isOfFilters(name) ? [] : ['finds names'])];
  const asked = ['finds by each', 'finds one of two', 'does not mistake', 'finds names', 'finds everybody'];
  const isAsked = dialect === 'portable' || isOfFilters(name) || isOfLists(name);
  const skipped = isAsked ? left : [...left, ...asked];
  return cases.filter(({ title }) => !skipped.some(isAbout(title)));
}

function settings(dialect: Dialect['name'], name: MisbehaviourName): Partial<Rehearsal> {
  if (name === 'slow') return { timing: { slowMs: 3_600_000 }, isImpatient: true, cases: briefly };
  const isCrowded = isOfMembers(name) || isOfLists(name);
  return { isCrowded, cases: casesFor(dialect, name) };
}

/** The whole contract on one server for each misbehaviour; every claim is compared with the server's real state. */
export function describeMisbehaviours(dialect: Dialect['name']): void {
  describe(`the contract in the dialect ${dialect}, with a server`, () => {
    it('that behaves', async () => {
      const clean = await rehearse({ dialect, isCrowded: true });

      expect(surprises(clean, {})).toEqual([]);
      expect(clean.passed).toBe(cases.length);
    });

    it.each(rehearsedIn(dialect))('that misbehaves: $name', async ({ name }) => {
      const rehearsed = await rehearse({ dialect, misbehave: [name], ...settings(dialect, name) });

      expect(surprises(rehearsed, expectedOf(dialect, name))).toEqual([]);
    });
  });
}
