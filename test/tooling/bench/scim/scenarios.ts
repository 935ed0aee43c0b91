import type { RunOptions } from '../../../../src/cli/commands/run.ts';
import type { Minimum } from '../scenarios.ts';

/** What the files of the source hold: attributes by object id. */
export type Directory = { readonly people: Objects; readonly groups: Objects };
export type Objects = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export type ScimScenario = {
  readonly name: string;
  /** What happens in the source before the run. */
  readonly change?: (directory: Directory) => Directory;
  readonly run: RunOptions;
  /** How the line of the result begins. */
  readonly expects: string;
  /** Absent for runs that only prepare the next ones. */
  readonly minimum?: Minimum;
};

export const APP = 'bench';

const members = ['m1', 'm2', 'm3', 'm4', 'm5'] as const;

const person = (set: string, id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  objectId: `${set}-${id}`,
  userPrincipalName: `${set}.${id}@larkspur.example`,
  displayName: `${id} of ${set}`,
  givenName: id,
  surname: set,
  mail: `${set}.${id}@larkspur.example`,
  mailNickname: `${set}.${id}`,
  jobTitle: 'Engineer',
  department: 'Research',
  accountEnabled: true,
  IsSoftDeleted: false,
  assigned: true,
  ...more,
});

/** People and a group that no other set has, so that the same scenarios run twice on one server. */
export function directoryOf(set: string): Directory {
  const ids = ['boss', 'ada', ...members];
  const people = ids.map((id) => person(set, id, id === 'ada' ? { manager: `${set}-boss` } : {}));
  const group = { objectId: `${set}-team`, displayName: `Team of ${set}`, assigned: true };
  return {
    people: Object.fromEntries(people.map((one) => [one.objectId, one])),
    groups: { [group.objectId]: { ...group, members: members.map((id) => `${set}-${id}`) } },
  };
}

const changed =
  (kind: keyof Directory, id: string, values: Readonly<Record<string, unknown>>) =>
  (directory: Directory): Directory => ({
    ...directory,
    [kind]: { ...directory[kind], [id]: { ...directory[kind][id], ...values } },
  });

/**
 * Every scenario with the least it takes, in the order in which they run; `sum` adds it up. How each number comes about:
 *
 * - probe: one query for a value that nobody has proves address, sign-in and filter, before anything is believed.
 * - match: whoever is linked is read by id (1); anybody else is looked for by each matching attribute until one has a
 *   hit, and the sample schema has two: userName and externalId (2). A new group has one: displayName (1).
 * - references: whoever is pointed at is looked for, here always by a stored link (1 for the manager, 1 for each
 *   member), and references are written by a request of their own (1), because an unknown manager must not hold
 *   the rest back. Before somebody is removed from a group it is read who is in it (1).
 * - write: one POST, PATCH or DELETE.
 * - read back: one GET after the last write, which for a group shows its members too.
 *
 * RFC 7644 would allow less in two places: a POST may carry the manager and the members (section 3.3), and a Bulk
 * request several writes (section 3.7). Neither is used, as Microsoft Entra does not either: servers that drop a
 * reference in a POST, or have no Bulk, are common.
 */
export function scimScenarios(set: string): readonly ScimScenario[] {
  const id = (name: string): string => `${set}-${name}`;
  const app = APP;
  const user = (name: string): RunOptions => ({ app, user: id(name) });
  return [
    {
      name: 'create',
      run: user('boss'),
      expects: 'Create, Success',
      minimum: { probe: 1, match: 2, references: 0, write: 1, readBack: 1 },
    },
    ...members.map((name) => ({ name, run: user(name), expects: 'Create, Success' })),
    {
      name: 'create, with a manager',
      run: user('ada'),
      expects: 'Create, Success',
      minimum: { probe: 1, match: 2, references: 2, write: 1, readBack: 1 },
    },
    {
      name: 'update: title, department, a new telephone',
      change: changed('people', id('boss'), {
        jobTitle: 'Director',
        department: 'Board',
        telephoneNumber: '+49 30 5550100',
      }),
      run: user('boss'),
      expects: 'Update, Success',
      minimum: { probe: 1, match: 1, references: 0, write: 1, readBack: 1 },
    },
    {
      name: 'update: title, and another manager',
      change: changed('people', id('ada'), { jobTitle: 'Lead Engineer', manager: id('m1') }),
      run: user('ada'),
      expects: 'Update, Success',
      minimum: { probe: 1, match: 1, references: 2, write: 1, readBack: 1 },
    },
    {
      name: 'redundant',
      run: user('boss'),
      expects: 'Other, Skipped',
      minimum: { probe: 1, match: 1, references: 0, write: 0, readBack: 0 },
    },
    {
      name: 'disable',
      change: changed('people', id('boss'), { assigned: false }),
      run: { ...user('boss'), allow: ['disable'] },
      expects: 'Disable, Success',
      minimum: { probe: 1, match: 1, references: 0, write: 1, readBack: 1 },
    },
    {
      name: 'restore',
      change: changed('people', id('boss'), { assigned: true }),
      run: user('boss'),
      expects: 'Update, Success',
      minimum: { probe: 1, match: 1, references: 0, write: 1, readBack: 1 },
    },
    {
      name: 'new group with five members',
      run: { app, group: id('team'), member: members.map(id) },
      expects: 'Create, Success',
      minimum: { probe: 1, match: 1, references: 6, write: 1, readBack: 1 },
    },
    {
      name: 'removal of a member',
      change: changed('groups', id('team'), { members: members.slice(1).map(id) }),
      run: { app, group: id('team'), member: [id('m1')], allow: ['remove-member'] },
      expects: 'Update, Success',
      minimum: { probe: 1, match: 1, references: 2, write: 1, readBack: 1 },
    },
    {
      // Groups have no status that could be switched off, so one that left the scope is deleted.
      name: 'delete',
      change: changed('groups', id('team'), { assigned: false }),
      run: { app, group: id('team'), allow: ['delete'] },
      expects: 'Delete, Success',
      minimum: { probe: 1, match: 1, references: 0, write: 1, readBack: 1 },
    },
  ];
}
