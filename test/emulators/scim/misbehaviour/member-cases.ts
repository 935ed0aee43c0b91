import type { members as misbehaviours } from '../../../../src/emulators/scim/misbehaviour/members.ts';
import { CORE_GROUP_URN, ENTRA_GROUP_URN } from '../../../../src/protocols/scim/urns.ts';
import { type Case, change, createGroup, get, members } from './case.ts';

const team = '/Groups/team';
const teamAfter = get(team);
const add = (...ids: readonly string[]) => ({
  op: 'add',
  path: 'members',
  value: ids.map((value) => ({ value })),
});
const removeByValue = (id: string) => ({ op: 'Remove', path: 'members', value: [{ $ref: null, value: id }] });
const removeByFilter = (id: string) => ({ op: 'remove', path: `members[value eq "${id}"]` });
const others = Array.from({ length: 21 }, (_, n) => `u${n}`);
const count = (seen: Parameters<typeof members>[0]) => (members(seen) as readonly string[]).length;

export const memberCases: Readonly<Record<keyof typeof misbehaviours, Case>> = {
  'legacy-removal-empties-group': {
    given: [change(team, removeByValue('ada'))],
    ask: teamAfter,
    look: members,
    clean: ['grace'],
    bad: undefined,
  },
  'removal-with-ref-ignored': {
    given: [change(team, removeByValue('ada'))],
    ask: teamAfter,
    look: members,
    clean: ['grace'],
    bad: ['ada', 'grace'],
  },
  'legacy-removal-400': { ask: change(team, removeByValue('ada')), clean: 204, bad: 400 },
  'one-member-removal-per-patch': {
    ask: change(team, removeByFilter('ada'), removeByFilter('grace')),
    clean: 204,
    bad: 400,
  },
  'members-per-patch-20': { ask: change(team, add(...others)), clean: 204, bad: 400 },
  'members-per-patch-20-413': { ask: change(team, add(...others)), clean: 204, bad: 413 },
  'members-alone-in-patch': {
    ask: change(team, add('u1'), { op: 'replace', path: 'displayName', value: 'T' }),
    clean: 204,
    bad: 400,
  },
  'members-hidden': { ask: teamAfter, look: members, clean: ['ada', 'grace'], bad: undefined },
  'members-duplicated-on-re-add': {
    given: [change(team, add('ada')), change(team, add('u1'))],
    ask: teamAfter,
    look: (seen) => (members(seen) as readonly string[]).toSorted(),
    clean: ['ada', 'grace', 'u1'],
    bad: ['ada', 'ada', 'grace', 'u1'],
  },
  'member-adds-lost-when-parallel': {
    together: others.map((id) => change(team, add(id))),
    ask: teamAfter,
    look: (seen) => count(seen) < others.length + 2,
    clean: false,
    bad: true,
  },
  'unknown-member-500': { ask: change(team, add('nobody')), clean: 400, bad: 500 },
  'unknown-member-accepted': { ask: change(team, add('nobody')), clean: 400, bad: 204 },
  'group-patch-answers-200': {
    ask: change(team, add('u1')),
    look: (seen) => [seen.status, members(seen)],
    clean: [204, undefined],
    bad: [200, ['ada', 'grace', 'u1']],
  },
  'duplicate-group-names-accepted': { ask: createGroup({ displayName: 'Team' }), clean: 409, bad: 201 },
  'adscim-urn-400': {
    ask: createGroup({ schemas: [CORE_GROUP_URN, ENTRA_GROUP_URN] }),
    clean: 201,
    bad: 400,
  },
};
