import type { FilterGroup, ObjectMapping, ScopeFilter, SynchronizationRule } from '../types.ts';
import { clauseKey, clauseText, groupKey } from './canonical.ts';
import type { SchemaChange } from './change.ts';
import { type Pairs, type Placed, pairItems } from './pairs.ts';

const kinds = ['groups', 'inputFilterGroups', 'categoryFilterGroups'] as const;
type Kind = (typeof kinds)[number];
type Effect = NonNullable<SchemaChange['effect']>;

const nouns: Readonly<Record<Kind, string>> = {
  groups: 'scoping filter',
  inputFilterGroups: 'input filter',
  categoryFilterGroups: 'category filter',
};

const textOf = ({ clauses }: FilterGroup): string =>
  [...new Map(clauses.map((clause) => [clauseKey(clause), clauseText(clause)])).values()]
    .toSorted()
    .join(' and ');

const titleOf = ({ name }: FilterGroup): string => (name === '' ? '' : ` "${name}"`);

/** Groups that count: those with clauses, each meaning once. */
function groupsOf(scope: ScopeFilter | undefined, kind: Kind, path: string): readonly Placed<FilterGroup>[] {
  const groups = (scope?.[kind] ?? []).map((item, index) => ({
    item,
    path: `${path}.scope.${kind}[${index}]`,
  }));
  const distinct = new Map(groups.map((group) => [groupKey(group.item), group]));
  return [...distinct.values()].filter(({ item }) => item.clauses.length > 0);
}

const isWithin = (part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean =>
  [...part].every((one) => whole.has(one));

function changedEffect(before: FilterGroup, after: FilterGroup): Effect {
  const [old, now] = [new Set(before.clauses.map(clauseKey)), new Set(after.clauses.map(clauseKey))];
  if (isWithin(old, now)) return 'narrower';
  return isWithin(now, old) ? 'wider' : 'either';
}

function changedGroup(
  kind: Kind,
  before: Placed<FilterGroup>,
  after: Placed<FilterGroup>,
): readonly SchemaChange[] {
  if (groupKey(before.item) === groupKey(after.item)) return [];
  const differences = [{ property: nouns[kind], before: textOf(before.item), after: textOf(after.item) }];
  const message = `The ${nouns[kind]}${titleOf(after.item)} has other clauses.`;
  const effect = changedEffect(before.item, after.item);
  return [{ kind: 'changed', subject: 'scope', path: after.path, message, differences, effect }];
}

/** Groups are alternatives: one more lets more in, but the first one shuts out everybody else. */
function addedGroup(kind: Kind, group: Placed<FilterGroup>, wasOpen: boolean): SchemaChange {
  const consequence = wasOpen
    ? 'until now there was none, and everybody passed'
    : 'it is one more way to pass';
  return {
    kind: 'added',
    subject: 'scope',
    path: group.path,
    message: `There is a new ${nouns[kind]}${titleOf(group.item)}: ${consequence}.`,
    differences: [{ property: nouns[kind], after: textOf(group.item) }],
    effect: wasOpen ? 'narrower' : 'wider',
  };
}

function removedGroup(kind: Kind, group: Placed<FilterGroup>, isOpen: boolean): SchemaChange {
  const consequence = isOpen
    ? 'none is left, so everybody passes'
    : 'who passed by it alone no longer passes';
  return {
    kind: 'removed',
    subject: 'scope',
    path: group.path,
    message: `The ${nouns[kind]}${titleOf(group.item)} is gone: ${consequence}.`,
    differences: [{ property: nouns[kind], before: textOf(group.item) }],
    effect: isOpen ? 'wider' : 'narrower',
  };
}

/** One group left on each side is the same one with other clauses, whatever its title. */
function pairGroups(
  old: readonly Placed<FilterGroup>[],
  now: readonly Placed<FilterGroup>[],
): Pairs<FilterGroup> {
  const byMeaning = pairItems(old, now, [groupKey]);
  const single = byMeaning.removed.length === 1 && byMeaning.added.length === 1;
  const rest = pairItems(byMeaning.removed, byMeaning.added, [single ? () => '' : ({ name }) => name]);
  return { ...rest, pairs: [...byMeaning.pairs, ...rest.pairs] };
}

function changesOfKind(
  kind: Kind,
  before: Placed<ObjectMapping>,
  after: Placed<ObjectMapping>,
): readonly SchemaChange[] {
  const old = groupsOf(before.item.scope, kind, before.path);
  const now = groupsOf(after.item.scope, kind, after.path);
  const found = pairGroups(old, now);
  return [
    ...found.pairs.flatMap((pair) => changedGroup(kind, pair.before, pair.after)),
    ...found.removed.map((group) => removedGroup(kind, group, now.length === 0)),
    ...found.added.map((group) => addedGroup(kind, group, old.length === 0)),
  ];
}

/** Scoping filters by what they let pass; titles, order and spellings of operators do not count. */
export const scopeChanges = (
  before: Placed<ObjectMapping>,
  after: Placed<ObjectMapping>,
): readonly SchemaChange[] => kinds.flatMap((kind) => changesOfKind(kind, before, after));

const restrictions = [
  ['includedContainers', 'organizational units', 'containerFilter'],
  ['includedGroups', 'groups', 'groupFilter'],
] as const;

function restrictionEffect(old: ReadonlySet<string>, now: ReadonlySet<string>): Effect {
  if (old.size === 0) return 'narrower';
  if (now.size === 0 || isWithin(old, now)) return 'wider';
  return isWithin(now, old) ? 'narrower' : 'either';
}

/** Organizational units and groups that a rule of AD cloud sync is restricted to; an empty list is no restriction. */
export function restrictionChanges(
  before: Placed<SynchronizationRule>,
  after: Placed<SynchronizationRule>,
): readonly SchemaChange[] {
  return restrictions.flatMap(([property, noun, filter]) => {
    const [old, now] = [new Set(before.item[property]), new Set(after.item[property])];
    if (isWithin(old, now) && isWithin(now, old)) return [];
    const text = (names: ReadonlySet<string>): string => [...names].toSorted().join('; ') || 'no restriction';
    return [
      {
        kind: 'changed' as const,
        subject: 'scope' as const,
        path: `${after.path}.${filter}`,
        message: `The rule is restricted to other ${noun}.`,
        differences: [{ property, before: text(old), after: text(now) }],
        effect: restrictionEffect(old, now),
      },
    ];
  });
}
