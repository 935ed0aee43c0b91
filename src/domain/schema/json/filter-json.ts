import type { FilterClause, FilterGroup, ScopeFilter } from '../types.ts';
import type { FilterJson } from './shape.ts';

type GroupsJson = FilterJson['groups'];

function readGroups(found: GroupsJson): readonly FilterGroup[] {
  return (found ?? []).map((group) => ({
    name: group.name ?? '',
    clauses: (group.clauses ?? []).map((clause) => ({
      operatorName: clause.operatorName,
      sourceOperandName: clause.sourceOperandName,
      values: clause.targetOperand?.values ?? [],
    })),
  }));
}

export function readFilter(found: FilterJson): ScopeFilter {
  return {
    groups: readGroups(found.groups),
    inputFilterGroups: readGroups(found.inputFilterGroups),
    categoryFilterGroups: readGroups(found.categoryFilterGroups),
  };
}

const encodeClause = ({ operatorName, sourceOperandName, values }: FilterClause): object => ({
  operatorName,
  sourceOperandName,
  targetOperand: { values },
});

const encodeGroups = (groups: readonly FilterGroup[]): readonly object[] =>
  groups.map(({ name, clauses }) => ({ name, clauses: clauses.map(encodeClause) }));

export function encodeFilter(filter: ScopeFilter): Record<string, unknown> {
  return {
    groups: encodeGroups(filter.groups),
    inputFilterGroups: encodeGroups(filter.inputFilterGroups),
    categoryFilterGroups: encodeGroups(filter.categoryFilterGroups),
  };
}
