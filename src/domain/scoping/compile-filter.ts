import { nearestName } from '../expressions/syntax/suggest.ts';
import { fail, ok, type Result } from '../result.ts';
import type { AttributeDefinition, FilterClause, FilterGroup, ScopeFilter } from '../schema/types.ts';
import { type CompilePattern, findOperator, type Operator } from './operators.ts';
import type { GroupKind, ScopeProblem, ScopeProblemCode } from './verdict.ts';

/** A clause made ready for values: its operator is known, its patterns compile. */
export type CompiledClause = {
  readonly title: string;
  /** Inside the filter: `groups[0].clauses[2]`. */
  readonly path: string;
  readonly clause: FilterClause;
  /** Empty for an operator that takes no value, whatever the file holds. */
  readonly operands: readonly string[];
  readonly operator: Operator;
  readonly patterns: readonly RegExp[];
  readonly tip?: string;
};

export type CompiledGroup = {
  readonly kind: GroupKind;
  readonly title: string;
  readonly clauses: readonly CompiledClause[];
};

export type CompiledFilter = {
  readonly groups: readonly CompiledGroup[];
  readonly notes: readonly string[];
  readonly problems: readonly ScopeProblem[];
};

export type FilterSetup = {
  readonly filter: ScopeFilter | undefined;
  /** The attributes of the source object; an empty list means that nothing is known about them. */
  readonly definitions: readonly AttributeDefinition[];
  readonly compilePattern: CompilePattern;
};

const properties = [
  ['input', 'inputFilterGroups'],
  ['category', 'categoryFilterGroups'],
  ['scope', 'groups'],
] as const;

/**
 * Attributes that filters cannot read whatever the schema says of them.
 * Source: entra-docs `known-issues` and `define-conditional-rules-for-provisioning-user-accounts`.
 */
const unsupportedNames: ReadonlyMap<string, string> = new Map([
  ['approleassignments', 'app role assignments are not supported'],
  ['usertype', 'the user type is not supported'],
  ['manager', 'references are not supported'],
  ['members', 'the members of a group are not supported'],
  ['member', 'the members of a group are not supported'],
  ...['StatusHireDate', 'startDate', 'endDate', 'StatusTerminationDate', 'accountExpires'].map(
    (name): [string, string] => [name.toLowerCase(), 'dates are not supported'],
  ),
]);

function reasonUnsupported(name: string, definition: AttributeDefinition | undefined): string | undefined {
  const reason = unsupportedNames.get(name.toLowerCase());
  if (reason !== undefined || definition === undefined) return reason;
  if (definition.multivalued) return 'attributes with several values are not supported';
  if (definition.type === 'DateTime') return 'dates are not supported';
  return definition.type === 'Reference' ? 'references are not supported' : undefined;
}

type Setup = {
  readonly byName: ReadonlyMap<string, AttributeDefinition>;
  readonly compilePattern: CompilePattern;
};

const problem = (code: ScopeProblemCode, message: string, path: string) => fail({ code, message, path });

function compilePatterns(
  operands: readonly string[],
  path: string,
  compile: CompilePattern,
): Result<readonly RegExp[], ScopeProblem> {
  const patterns: RegExp[] = [];
  for (const [index, source] of operands.entries()) {
    const compiled = compile(source);
    if (!compiled.ok) {
      const message = `The regular expression ${JSON.stringify(source)} is not valid: ${compiled.error.message}.`;
      return problem('InvalidRegex', message, `${path}.targetOperand.values[${index}]`);
    }
    patterns.push(compiled.value);
  }
  return ok(patterns);
}

function tipFor(clause: FilterClause, operands: readonly string[], setup: Setup): string | undefined {
  const name = clause.sourceOperandName;
  if (setup.byName.size > 0 && !setup.byName.has(name)) {
    const near = nearestName(name, [...setup.byName.keys()]);
    const hint = near === undefined ? '' : `; did you mean "${near}"?`;
    return `the source schema has no attribute "${name}"${hint}`;
  }
  return operands.length > 1
    ? 'what several values mean is not documented; write one value per clause'
    : undefined;
}

type ClausePlace = { readonly title: string; readonly path: string };

function compileValues(
  operator: Operator,
  clause: FilterClause,
  { title, path }: ClausePlace,
  setup: Setup,
): Result<CompiledClause, ScopeProblem> {
  const takesValue = operator.form === 'binary' || operator.form === 'pattern';
  if (takesValue && clause.values.length === 0) {
    const message = `The operator "${clause.operatorName}" on "${clause.sourceOperandName}" needs a value.`;
    return problem('InvalidClause', message, `${path}.targetOperand.values`);
  }
  const operands = takesValue ? clause.values : [];
  const patterns =
    operator.form === 'pattern' ? compilePatterns(operands, path, setup.compilePattern) : ok([]);
  if (!patterns.ok) return patterns;
  const tip = tipFor(clause, operands, setup);
  return ok({
    title,
    path,
    clause,
    operands,
    operator,
    patterns: patterns.value,
    ...(tip !== undefined && { tip }),
  });
}

function compileClause(
  clause: FilterClause,
  at: ClausePlace,
  setup: Setup,
): Result<CompiledClause, ScopeProblem> {
  const { path } = at;
  const found = findOperator(clause.operatorName);
  if (!found.ok) return problem(found.error.code, found.error.message, `${path}.operatorName`);
  const name = clause.sourceOperandName;
  const reason = reasonUnsupported(name, setup.byName.get(name));
  if (reason !== undefined) {
    const message = `The attribute "${name}" cannot be used in a scoping filter: ${reason}.`;
    return problem('UnsupportedAttribute', message, `${path}.sourceOperandName`);
  }
  return compileValues(found.value, clause, at, setup);
}

type Outcome = {
  readonly group?: CompiledGroup;
  readonly note?: string;
  readonly problems: readonly ScopeProblem[];
};

function compileGroup(group: FilterGroup, kind: GroupKind, path: string, setup: Setup): Outcome {
  if (group.clauses.length === 0) {
    return { note: `the filter ${JSON.stringify(group.name)} has no clauses and is ignored`, problems: [] };
  }
  const results = group.clauses.map((clause, index) =>
    compileClause(clause, { title: group.name, path: `${path}.clauses[${index}]` }, setup),
  );
  const clauses = results.flatMap((result) => (result.ok ? [result.value] : []));
  const problems = results.flatMap((result) => (result.ok ? [] : [result.error]));
  return { group: { kind, title: group.name, clauses }, problems };
}

/**
 * Makes a filter ready for evaluation and lists everything that stands in its way, without any value. A group without
 * clauses is left out: as a group that always holds it would open the scope to everybody.
 * Source: Graph v1.0 reference `filter`, `filterGroup`, `filterClause`.
 */
export function compileFilter({ filter, definitions, compilePattern }: FilterSetup): CompiledFilter {
  if (filter === undefined) return { groups: [], notes: [], problems: [] };
  const setup: Setup = { byName: new Map(definitions.map((item) => [item.name, item])), compilePattern };
  const outcomes = properties.flatMap(([kind, property]) =>
    filter[property].map((group, index) => compileGroup(group, kind, `${property}[${index}]`, setup)),
  );
  return {
    groups: outcomes.flatMap(({ group }) => group ?? []),
    notes: outcomes.flatMap(({ note }) => note ?? []),
    problems: outcomes.flatMap(({ problems }) => problems),
  };
}
