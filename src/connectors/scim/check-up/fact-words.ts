import type { Choice, FactName, Limit } from '../server-profile.ts';

/** What each fact is about. Its name stays beside it: that is the key to pin it by, in `profile` of the target. */
const aboutFacts: Readonly<Record<Choice | Limit, string>> = {
  patch: 'whether objects can be changed with PATCH; without it they are replaced with PUT',
  filters: 'whether a filter that fits nobody gives an empty list',
  simpleChanges: 'how several changed attributes stand in one PATCH',
  urnKeys: 'what becomes of keys that are schema URNs',
  clearing: 'how an attribute is emptied',
  booleans: 'how true and false are spelled in a PATCH',
  reference: 'how a reference such as the manager is spelled in a PATCH',
  typedPath: 'whether a path such as emails[type eq "work"].value is taken',
  typedEntry: 'how an entry such as the work e-mail is set while there is none',
  addToList: 'whether adding an entry leaves the other entries of the list alone',
  operations: 'whether one PATCH may hold several operations',
  groupSchemas: 'which schemas a new group may name',
  memberRemoval: 'how a member is removed from a group',
  memberRemovals: 'whether one PATCH may remove several members',
  addMembers: 'whether adding members leaves the others in the group',
  members: 'whether a group that is read shows its members',
  memberFilter: 'the filter that tells whether a group has a member',
  paging: 'how long lists are cut into pages',
  membersPerPatch: 'how many members one PATCH may hold',
  pageSize: 'how many objects a page may hold',
};

const isDescribed = (fact: FactName): fact is Choice | Limit => Object.hasOwn(aboutFacts, fact);

/** "how many objects a page may hold"; undefined for `filter ATTRIBUTE`, which says itself what it is. */
export const aboutFact = (fact: FactName): string | undefined =>
  isDescribed(fact) ? aboutFacts[fact] : undefined;
