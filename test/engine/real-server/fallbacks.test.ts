import { describe, expect, it, onTestFinished } from 'vitest';
import type { Dialect } from '../../../src/connectors/scim/dialects/dialect.ts';
import type { FactName } from '../../../src/connectors/scim/server-profile.ts';
import type { Subject } from '../../../src/domain/model/subject.ts';
import type { MisbehaviourName } from '../../../src/emulators/scim/misbehaviour/table.ts';
import type { RunRecord } from '../../../src/engine/run/record.ts';
import { group, person } from '../../support/provisioned.ts';
import { createLinks, createSource, type Person, unassigned } from '../../support/systems/memory-source.ts';
import { E, runOn } from '../../support/truth/run.ts';
import { seeded, startTruthServer } from '../../support/truth/server.ts';
import { connectedTo, token } from '../../support/truth/systems.ts';
import type { Resource } from '../../support/truth/values.ts';

/** One way round a peculiarity: what the run tells about it, what is remembered, and what that saves. */
type Rung = {
  readonly rung: string;
  readonly misbehave: readonly MisbehaviourName[];
  readonly dialect?: Dialect['name'];
  /** What differs between source and target; the same for two people or two groups. */
  readonly about: 'a user' | 'disabling' | 'members' | 'a new group';
  readonly source?: Person['attributes'];
  readonly target?: Resource;
  readonly told: RegExp;
  readonly learned: readonly [fact: FactName, value: string];
  /** The writes of the second run, none of which is refused. */
  readonly writes: readonly string[];
};

const rungs: readonly Rung[] = [
  {
    rung: 'a boolean as true or false',
    misbehave: ['string-boolean-400'],
    dialect: 'entra',
    about: 'disabling',
    told: /refuses `active` \(400 invalidValue\), so it is sent as true or false instead of a text/,
    learned: ['booleans', 'json'],
    writes: ['PATCH'],
  },
  {
    rung: 'the manager as an object',
    misbehave: ['string-manager-400'],
    dialect: 'entra',
    about: 'a user',
    source: { manager: 'boss' },
    told: /refuses `.*:manager` .*object with the id as its value/,
    learned: ['reference', 'object'],
    writes: ['PATCH'],
  },
  {
    rung: 'the id of the manager to its sub-attribute',
    misbehave: ['object-manager-ignored'],
    about: 'a user',
    source: { manager: 'boss' },
    told: /answers 200 and does not store `.*:manager`, so the id is sent to its sub-attribute value/,
    learned: ['reference', 'sub-attribute'],
    writes: ['PATCH'],
  },
  {
    rung: 'a missing entry added to its list',
    misbehave: ['typed-entry-400'],
    about: 'a user',
    source: { mail: 'mail@source.example' },
    told: /refuses `emails\[type eq "work"\]\.value` \(400 noTarget\), so the entry is added as a whole/,
    learned: ['typedEntry', 'add-entry'],
    writes: ['PATCH'],
  },
  {
    rung: 'the whole list where an addition drops the others',
    misbehave: ['typed-entry-400', 'add-list-replaces'],
    about: 'a user',
    source: { mail: 'mail@source.example' },
    target: { emails: [{ type: 'home', value: 'home@source.example' }] },
    told: /dropped the other entries of the list/,
    learned: ['addToList', 'replaces-others'],
    writes: ['PATCH'],
  },
  {
    rung: 'each attribute with its own path',
    misbehave: ['flat-map-400'],
    dialect: 'entra-2020',
    about: 'a user',
    source: { jobTitle: 'Countess', department: 'Sales' },
    told: /so each attribute is sent with a path of its own/,
    learned: ['simpleChanges', 'each-with-path'],
    writes: ['PATCH'],
  },
  {
    rung: 'one operation at a time',
    misbehave: ['one-operation-per-patch'],
    about: 'a user',
    source: { jobTitle: 'Countess', department: 'Sales' },
    told: /in one request .*so they are sent one by one/,
    learned: ['operations', 'one-by-one'],
    writes: ['PATCH', 'PATCH'],
  },
  {
    rung: 'the whole object where there is no PATCH',
    misbehave: ['patch-unsupported-405'],
    about: 'a user',
    source: { jobTitle: 'Countess' },
    told: /does not know PATCH \(405\)/,
    learned: ['patch', 'unsupported'],
    writes: ['PUT'],
  },
  {
    rung: 'a group without the second schema',
    misbehave: ['adscim-urn-400'],
    dialect: 'entra',
    about: 'a new group',
    told: /refuses the second schema that the service names for a group \(400\)/,
    learned: ['groupSchemas', 'core-only'],
    writes: ['POST'],
  },
  {
    rung: 'members removed by a filter where the list form is refused',
    misbehave: ['legacy-removal-400'],
    dialect: 'entra',
    about: 'members',
    told: /refuses the removal .*so they are removed by a filter/,
    learned: ['memberRemoval', 'filter'],
    writes: ['PATCH'],
  },
  {
    rung: 'members removed by a filter where the list form does nothing',
    misbehave: ['removal-with-ref-ignored'],
    dialect: 'entra',
    about: 'members',
    told: /says that it removed .* but they are still in the group, so they are removed by a filter/,
    learned: ['memberRemoval', 'filter'],
    writes: ['PATCH'],
  },
  {
    rung: 'one removal in each request',
    misbehave: ['one-member-removal-per-patch'],
    about: 'members',
    told: /refuses the removal .*one in each request/,
    learned: ['memberRemovals', 'one-by-one'],
    writes: ['PATCH', 'PATCH'],
  },
  {
    rung: 'members asked for with a filter where they are hidden',
    misbehave: ['members-hidden'],
    about: 'members',
    told: /does not show the members of a group, so it is asked for each of them/,
    learned: ['members', 'hidden'],
    writes: ['PATCH'],
  },
  {
    rung: 'a name in lower case',
    misbehave: ['user-name-filter-case-sensitive'],
    about: 'a user',
    source: { jobTitle: 'Countess', userPrincipalName: 'ADA@source.example' },
    target: { userName: 'ada@source.example' },
    told: /finds nothing by userName eq "…", so the value in lower case is tried/,
    learned: ['filter userName', 'lower-case'],
    writes: ['PATCH'],
  },
];

const names = ['first', 'second'] as const;
type Name = (typeof names)[number];
const own = <T extends object>(values: T | undefined, name: Name): T | Record<string, never> =>
  values === undefined
    ? {}
    : JSON.parse(
        JSON.stringify(values).replaceAll('ada@', `${name}@`).replaceAll('ADA@', `${name.toUpperCase()}@`),
      );

/** The same two objects twice over: what is learned from the first must serve the second. */
function world({ about, source, target }: Rung) {
  const inSource = (name: string, more: object = {}): Person =>
    person(name, { jobTitle: 'Engineer', department: 'R&D', ...more });
  const inTarget = (name: string, more: object = {}): Resource => ({
    id: `t-${name}`,
    userName: `${name}@source.example`,
    externalId: name,
    active: true,
    displayName: name,
    title: 'Engineer',
    [E]: { department: 'R&D' },
    ...more,
  });
  const crowd = ['a', 'b', 'c', 'd'];
  const isGroup = about === 'members' || about === 'a new group';
  const people = [
    inSource('boss'),
    ...crowd.map((name) => inSource(name)),
    ...names.map((name) => (isGroup ? group(name) : inSource(name, own(source, name)))),
  ];
  const Users = [
    ...['boss', ...crowd].map((name) => inTarget(name)),
    ...(isGroup ? [] : names.map((name) => inTarget(name, own(target, name)))),
  ];
  const members = crowd.map((name) => ({ value: `t-${name}` }));
  const Groups = names.map((name) => ({
    id: `t-${name}`,
    displayName: `Group ${name}`,
    externalId: name,
    members,
  }));
  return {
    resources: seeded(JSON.parse(JSON.stringify({ Users, Groups: about === 'members' ? Groups : [] }))),
    source: createSource({
      people,
      groups: Object.fromEntries(names.map((name) => [name, ['c', 'd']])),
      entitlements: about === 'disabling' ? { first: unassigned, second: unassigned } : {},
    }),
    links: createLinks(about === 'disabling' ? { first: 't-first', second: 't-second' } : {}),
    // a and b are no longer in the source groups: they are taken out of the target's.
    subject: (id: Name): Subject =>
      isGroup ? { kind: 'group', id, members: about === 'members' ? ['a', 'b'] : [] } : { kind: 'user', id },
  };
}

const notesOf = ({ evidence }: RunRecord) => evidence.cards.flatMap(({ notes }) => notes);
const endingOf = ({ evidence }: RunRecord) => evidence.ending;

describe('a way round a peculiarity of a server', () => {
  it.each(rungs)('is told, remembered and taken at once the next time: $rung', async (rung) => {
    const { resources, source, links, subject } = world(rung);
    const server = await startTruthServer({ token, misbehave: rung.misbehave, resources });
    const connected = connectedTo(server.baseUrl, { dialect: rung.dialect ?? 'portable' });
    onTestFinished(async () => {
      await connected.close();
      await server.close();
    });
    const run = async (name: Name) =>
      (await runOn({ source, target: connected.target, links, subject: subject(name) })).record;

    const first = await run('first');
    const learned = connected.profile.all().filter(({ fact }) => fact === rung.learned[0]);
    const asked = server.log().length;
    const second = await run('second');

    const sent = server.log().slice(asked);
    expect(notesOf(first).filter((text) => rung.told.test(text))).toHaveLength(1);
    expect(learned).toMatchObject([
      { value: rung.learned[1], because: expect.stringMatching(/./), from: 'learned' },
    ]);
    expect(notesOf(second).filter((text) => rung.told.test(text))).toEqual([]);
    expect(sent.filter(({ status }) => status >= 400)).toEqual([]);
    expect(sent.map(({ method }) => method).filter((method) => method !== 'GET')).toEqual(rung.writes);
    expect(sent.length).toBeLessThan(asked);
    expect(endingOf(second)).toBe(endingOf(first));
    expect(['succeeded', 'warned']).toContain(endingOf(second));
  });
});
