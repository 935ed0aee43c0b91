import type { Subject } from '../../../src/domain/model/subject.ts';
import type { StoredResource } from '../../../src/emulators/scim/resources/model.ts';
import type { RunEnding } from '../../../src/engine/run/record.ts';
import { group, person } from '../provisioned.ts';
import {
  createLinks,
  createSource,
  type MemoryLinks,
  type Person,
  unassigned,
} from '../systems/memory-source.ts';
import { DEPARTMENT, E, WORK_MAIL } from '../truth/run.ts';
import { seeded } from '../truth/server.ts';
import type { Resource } from '../truth/values.ts';
import { chance } from './plan.ts';

/** One run to try: what the target holds before it, what the source says, and what must come of it in the end. */
export type Scenario = {
  readonly name: string;
  readonly subject: Subject;
  readonly source: ReturnType<typeof createSource>;
  readonly links: MemoryLinks;
  readonly before: readonly StoredResource[];
  /** By userName, what the server must hold in the end. */
  readonly wanted: Readonly<Record<string, Resource>>;
  /** Ids or userNames of the members that the group must have in the end, strangers included. */
  readonly members?: readonly string[];
  /** Ids that may leave the group. */
  readonly mayLeave: readonly string[];
  /** How a run without faults ends that comes after it. */
  readonly endings: readonly RunEnding[];
};

const team = ['a', 'b', 'c', 'd', 'e'];

/** A person of this seed as the source knows them, and as the target holds them. */
function people(seed: number) {
  const idOf = (one: string) => `${one}-${seed}`;
  const inSource = (one: string, attributes: Person['attributes'] = {}): Person =>
    person(idOf(one), {
      displayName: `Ada ${one} "${seed}"`,
      mail: `${idOf(one)}@source.example`,
      jobTitle: 'Engineer',
      department: 'R&D',
      ...attributes,
    });
  const userName = (one: string) => `${idOf(one)}@source.example`;
  const inTarget = (one: string, change: Resource = {}): Resource => ({
    id: `t-${idOf(one)}`,
    userName: userName(one),
    externalId: idOf(one),
    active: true,
    displayName: `Ada ${one} "${seed}"`,
    title: 'Engineer',
    emails: [{ type: 'work', value: userName(one), primary: true }],
    [E]: { department: 'R&D' },
    ...change,
  });
  return { idOf, inSource, userName, inTarget, targetId: (one: string) => `t-${idOf(one)}` };
}

const asWanted = (title: string, active = true): Resource => ({ active, title, [DEPARTMENT]: 'R&D' });

type Draft = Omit<Scenario, 'before' | 'name' | 'links' | 'mayLeave' | 'endings'> & {
  readonly Users?: readonly Resource[];
  readonly Groups?: readonly Resource[];
  readonly linked?: readonly string[];
  readonly mayLeave?: readonly string[];
  readonly endings?: readonly RunEnding[];
};

const scenarios: Readonly<Record<string, (seed: number) => Draft>> = {
  create: (seed) => {
    const { idOf, inSource, userName } = people(seed);
    return {
      subject: { kind: 'user', id: idOf('a') },
      source: createSource({ people: [inSource('a')] }),
      wanted: { [userName('a')]: { ...asWanted('Engineer'), [WORK_MAIL]: userName('a') } },
    };
  },
  'create with a manager': (seed) => {
    const { idOf, inSource, userName, inTarget, targetId } = people(seed);
    return {
      subject: { kind: 'user', id: idOf('a') },
      source: createSource({ people: [inSource('a', { manager: idOf('b') }), inSource('b')] }),
      Users: [inTarget('b')],
      wanted: { [userName('a')]: { ...asWanted('Engineer'), [`${E}:manager`]: targetId('b') } },
    };
  },
  update: (seed) => {
    const { idOf, inSource, userName, inTarget, targetId } = people(seed);
    return {
      subject: { kind: 'user', id: idOf('a') },
      source: createSource({
        people: [inSource('a', { jobTitle: 'Countess', manager: idOf('b') }), inSource('b')],
      }),
      Users: [inTarget('a'), inTarget('b')],
      wanted: { [userName('a')]: { ...asWanted('Countess'), [`${E}:manager`]: targetId('b') } },
    };
  },
  disable: (seed) => {
    const { idOf, inSource, userName, inTarget } = people(seed);
    return {
      subject: { kind: 'user', id: idOf('a') },
      source: createSource({ people: [inSource('a')], entitlements: { [idOf('a')]: unassigned } }),
      Users: [inTarget('a')],
      linked: ['a'],
      wanted: { [userName('a')]: asWanted('Engineer', false) },
    };
  },
  restore: (seed) => {
    const { idOf, inSource, userName, inTarget } = people(seed);
    return {
      subject: { kind: 'user', id: idOf('a') },
      source: createSource({ people: [inSource('a')] }),
      Users: [inTarget('a', { active: false })],
      linked: ['a'],
      wanted: { [userName('a')]: asWanted('Engineer') },
    };
  },
  'group with five members': (seed) => {
    const { idOf, inSource, inTarget, targetId } = people(seed);
    return {
      subject: { kind: 'group', id: `group-${seed}`, members: team.map(idOf) },
      source: createSource({
        people: [group(`group-${seed}`), ...team.map((one) => inSource(one))],
        groups: { [`group-${seed}`]: team.map(idOf) },
      }),
      Users: team.map((one) => inTarget(one)),
      wanted: {},
      members: team.map(targetId),
    };
  },
  'members of a group with strangers': (seed) => {
    const { idOf, inSource, inTarget, targetId } = people(seed);
    const everybody = [...team, 'x', 'y'];
    return {
      subject: { kind: 'group', id: `group-${seed}`, members: team.map(idOf) },
      // c and d have left the group in the source, a and b are in it in both, e is new; nobody asked about x and y.
      source: createSource({
        people: [group(`group-${seed}`), ...team.map((one) => inSource(one))],
        groups: { [`group-${seed}`]: ['a', 'b', 'e'].map(idOf) },
      }),
      Users: everybody.map((one) => inTarget(one)),
      Groups: [
        {
          id: `t-group-${seed}`,
          displayName: `Group group-${seed}`,
          externalId: `group-${seed}`,
          members: ['a', 'b', 'c', 'd', 'x', 'y'].map((one) => ({ value: targetId(one) })),
        },
      ],
      wanted: {},
      members: ['a', 'b', 'e', 'x', 'y'].map(targetId),
      mayLeave: ['c', 'd'].map(targetId),
      // Those who have left were chosen, and are told not to be members.
      endings: ['succeeded', 'warned'],
    };
  },
};

const DRAW = 1_000_003;

function drawn(seed: number): readonly [string, (seed: number) => Draft] {
  const all = Object.entries(scenarios);
  const one = all[Math.floor(chance(seed, DRAW) * all.length)];
  if (one === undefined) throw new Error('there is no scenario');
  return one;
}

/** The scenario of a seed: the same for ever. */
export function scenarioOf(seed: number): Scenario {
  const [name, made] = drawn(seed);
  const { Users = [], Groups = [], linked = [], ...draft } = made(seed);
  const { idOf, targetId } = people(seed);
  const before = seeded(JSON.parse(JSON.stringify({ Users, Groups })));
  const links = createLinks(Object.fromEntries(linked.map((one) => [idOf(one), targetId(one)])));
  return { mayLeave: [], endings: ['succeeded', 'redundant'], ...draft, name, before, links };
}
