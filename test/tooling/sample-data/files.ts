import { adDn, adUser, cloudUser, containers } from './ad-facets.ts';
import {
  type Attributes,
  type Colleague,
  entraId,
  entraUser,
  partnerId,
  partnerUser,
  type StoredObject,
  saasId,
  successFactorsPerson,
  withOverrides,
  workdayWorker,
} from './facets.ts';
import { company, type Person, type SystemName } from './person.ts';
import type { Cast, Group, StoredByHand } from './personas.ts';
import { guidOf } from './random.ts';
import { saasUser } from './saas-seed.ts';

export type World = {
  readonly cast: Cast;
  readonly everybody: readonly Person[];
  readonly byKey: ReadonlyMap<string, Person>;
};

const livesIn = (world: World, system: SystemName): readonly Person[] =>
  world.everybody.filter((person) => person.in[system] !== undefined);

const colleagueIn =
  (world: World): Colleague =>
  (key, system) => {
    const found = key === undefined ? undefined : world.byKey.get(key);
    return found?.in[system] === undefined ? undefined : found;
  };

function person(world: World, key: string): Person {
  const found = world.byKey.get(key);
  if (found === undefined) throw new Error(`nobody has the key ${key}`);
  return found;
}

function groupByKey(world: World, key: string): Group {
  const found = world.cast.groups.find((group) => group.key === key);
  if (found === undefined) throw new Error(`no group has the key ${key}`);
  return found;
}

/** Some of the bulk, spread evenly and without those who are disabled; many of them have a SaaS account. */
const bulkMembers = (world: World, count: number): readonly Person[] =>
  world.everybody
    .filter(({ key, in: where }) => key.startsWith('bulk') && where.entra?.['accountEnabled'] !== false)
    .slice(0, count);

function entraGroup(world: World, group: Group): StoredObject {
  const members = [
    ...group.members.map((key) => entraId(person(world, key))),
    ...bulkMembers(world, group.bulk).map(entraId),
    ...group.groups.map((key) => groupByKey(world, key).id),
  ];
  const base = {
    displayName: group.displayName,
    description: group.description,
    mailNickname: group.key,
    mailEnabled: false,
    securityEnabled: true,
    dirSyncEnabled: false,
  };
  return {
    id: group.id,
    type: 'Group',
    story: group.story,
    attributes: { ...withOverrides(base, group.attributes), members },
  };
}

function adGroup(world: World, group: Group): StoredObject {
  const { member, ...overrides } = group['active-directory'] ?? {};
  const dns = Array.isArray(member)
    ? member.map((key) => adDn(person(world, String(key)), colleagueIn(world)))
    : [];
  const base = {
    cn: `${group.displayName.slice(0, 51)}_${group.id.slice(24)}`,
    parentDistinguishedName: `OU=Cloud Groups,OU=Groups,${company.forest}`,
    sAMAccountName: `$${guidOf(`sam:${group.key}`).slice(0, 18)}`,
    groupType: -2147483640,
    displayName: group.displayName,
    description: group.description,
    adminDescription: `Group_${group.id}`,
    'msDS-ExternalDirectoryObjectId': `Group_${group.id}`,
    member: dns,
  };
  return {
    id: guidOf(`active-directory:${group.key}`),
    type: 'group',
    story: group.story,
    attributes: withOverrides(base, overrides),
  };
}

const madeByHand = (system: string, { key, ...held }: StoredByHand): StoredObject => ({
  id: system === 'cloud-entra' ? `User_${guidOf(`${system}:${key}`)}` : guidOf(`${system}:${key}`),
  ...held,
});

type Assignment = { readonly principal: string; readonly role: string };

/** Every app knows an entitled role and one that only opens the door; groups are always assigned with the former. */
function assignments(world: World): Attributes {
  const apps = new Map<string, Assignment[]>();
  const add = (app: string, assignment: Assignment): unknown =>
    apps.set(app, [...(apps.get(app) ?? []), assignment]);
  for (const someone of world.everybody) {
    for (const [app, role] of Object.entries(someone.assigned))
      add(app, { principal: entraId(someone), role });
  }
  for (const group of world.cast.groups) {
    for (const app of group.assigned) add(app, { principal: group.id, role: 'User' });
  }
  const roles = [
    { name: 'User', entitles: true },
    { name: 'Sign-in only', entitles: false },
  ];
  return Object.fromEntries([...apps].map(([app, list]) => [app, { roles, assignments: list }]));
}

/** Source object -> target object for everybody whom an app has provisioned "before". */
function links(world: World): Attributes {
  const targetOf: Readonly<Record<string, (linked: Person) => string>> = {
    saas: saasId,
    'cross-tenant': partnerId,
  };
  const rows = world.everybody.flatMap((linked) =>
    linked.linked.map((app) => ({
      app,
      source: entraId(linked),
      target: targetOf[app]?.(linked) ?? '',
      objectType: 'User',
    })),
  );
  return Object.fromEntries(
    ['saas', 'cross-tenant'].map((app) => [
      app,
      rows.filter((row) => row.app === app).map(({ app: _app, ...link }) => link),
    ]),
  );
}

function saasSeed(world: World): Attributes {
  const users = livesIn(world, 'saas').map((held) => saasUser(held, colleagueIn(world)));
  const byHand = world.cast.targetOnly.saas.map(({ story: _story, ...resource }, index) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id: guidOf(`saas:by-hand-${index}`),
    ...resource,
    meta: { resourceType: 'User' },
  }));
  const groups = world.cast.groups.flatMap((group) =>
    group.saas === undefined
      ? []
      : [
          {
            schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
            id: guidOf(`saas:${group.key}`),
            externalId: group.id,
            displayName: group.displayName,
            members: group.saas.members.map((key) => ({ value: saasId(person(world, key)) })),
            meta: { resourceType: 'Group' },
          },
        ],
  );
  return { Users: [...users, ...byHand], Groups: groups } as unknown as Attributes;
}

/** Every file of `sample-data/systems`, by name, as the JSON it holds. */
export function systemFiles(world: World): ReadonlyMap<string, Attributes> {
  const colleague = colleagueIn(world);
  const byHand = world.cast.targetOnly;
  const facets = (
    system: SystemName,
    facet: (held: Person, colleague: Colleague) => StoredObject,
  ): readonly StoredObject[] => livesIn(world, system).map((held) => facet(held, colleague));
  const onPremises = [
    ...facets('active-directory', adUser),
    ...world.cast.groups
      .filter((group) => group['active-directory'] !== undefined)
      .map((group) => adGroup(world, group)),
    ...byHand['active-directory'].map((held) => madeByHand('active-directory', held)),
  ];
  const files: Readonly<Record<string, unknown>> = {
    'entra.json': {
      objects: [...facets('entra', entraUser), ...world.cast.groups.map((group) => entraGroup(world, group))],
    },
    'entra-assignments.json': assignments(world),
    'active-directory.json': { containers, objects: onPremises },
    'workday.json': { objects: facets('workday', workdayWorker) },
    'successfactors.json': { objects: facets('successfactors', successFactorsPerson) },
    'tenant2.json': {
      objects: [
        ...facets('tenant2', partnerUser),
        ...byHand['tenant2'].map((held) => madeByHand('tenant2', held)),
      ],
    },
    'cloud-entra.json': {
      objects: [
        ...facets('cloud-entra', cloudUser),
        ...byHand['cloud-entra'].map((held) => madeByHand('cloud-entra', held)),
      ],
    },
    'scim-seed.json': saasSeed(world),
    'links.json': links(world),
  };
  return new Map(Object.entries(files) as [string, Attributes][]);
}
