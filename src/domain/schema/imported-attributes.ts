import { accountStatusAttribute, softDeletedAttribute } from './account-status.ts';
import type { ResolvedMapping } from './resolve.ts';
import type { ScopeFilter } from './types.ts';

/** The source attributes that the clauses of a filter read. */
export function filteredAttributes(filter: ScopeFilter | undefined): readonly string[] {
  if (filter === undefined) return [];
  const groups = [...filter.inputFilterGroups, ...filter.categoryFilterGroups, ...filter.groups];
  return groups.flatMap(({ clauses }) => clauses.map(({ sourceOperandName }) => sourceOperandName));
}

/**
 * The names of the source attributes that an import has to read, each once: the anchor first, then what mappings
 * (matching ones included), scoping filters and the account status need. Names that the source object does not
 * define are among them; the caller decides what to do about those.
 * `sourceAttributesOf` gives the attributes that an expression reads, none for one that cannot be parsed.
 */
export function importedAttributes(
  resolved: ResolvedMapping,
  sourceAttributesOf: (expression: string) => readonly string[],
): readonly string[] {
  const { mapping, sourceObject, anchors } = resolved;
  const mapped = mapping.attributeMappings.flatMap(({ source }) =>
    source === undefined ? [] : sourceAttributesOf(source.expression),
  );
  const status = [accountStatusAttribute(sourceObject), softDeletedAttribute(sourceObject)];
  const statusNames = status.flatMap((attribute) => attribute?.name ?? []);
  return [...new Set([anchors.source.name, ...mapped, ...filteredAttributes(mapping.scope), ...statusNames])];
}
