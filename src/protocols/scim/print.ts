import { unreachable } from '../../domain/result.ts';
import type { Filter, ScimPath } from './syntax.ts';

/** The text of a path, as it stands in a synchronization schema and in a PATCH operation. */
export function printPath(path: ScimPath): string {
  const urn = path.urn === undefined ? '' : `${path.urn}:`;
  const filter = path.filter === undefined ? '' : `[${printFilter(path.filter)}]`;
  return `${urn}${path.attribute}${filter}${path.sub === undefined ? '' : `.${path.sub}`}`;
}

/** The text of a filter, with parentheses only where the meaning needs them. Not yet percent-encoded. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'compare':
      return `${printPath(filter.path)} ${filter.operator} ${JSON.stringify(filter.value)}`;
    case 'present':
      return `${printPath(filter.path)} pr`;
    case 'exists':
      return printPath(filter.path);
    case 'not':
      return `not (${printFilter(filter.term)})`;
    case 'and':
    case 'or':
      return filter.terms.map((term) => printTerm(term, filter.kind)).join(` ${filter.kind} `);
    default:
      return unreachable(filter);
  }
}

function printTerm(term: Filter, within: 'and' | 'or'): string {
  const bindsTighter = term.kind !== 'or' && term.kind !== within;
  return bindsTighter ? printFilter(term) : `(${printFilter(term)})`;
}
