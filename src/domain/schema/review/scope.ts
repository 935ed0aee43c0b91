import { translatePattern } from '../../expressions/dotnet-pattern.ts';
import { type CompiledClause, type CompiledGroup, compileFilter } from '../../scoping/compile-filter.ts';
import type { MappingFacts, MappingSide } from './facts.ts';
import { type FindingCode, type SchemaFinding, schemaFinding } from './finding.ts';
import { unknownAttribute } from './mappings/targets.ts';

/** The operator's name in one spelling: capitals, without blanks and underscores. */
const plainName = ({ clause }: CompiledClause): string =>
  clause.operatorName.toUpperCase().replace(/[\s_]+/g, '');

type Site = { readonly path: string; readonly source: MappingSide | undefined };
type Check = (clause: CompiledClause, site: Site) => readonly SchemaFinding[];

const about = (
  code: FindingCode,
  compiled: CompiledClause,
  site: Site,
  property: string,
  message: string,
  fix: string,
) => [schemaFinding({ code, path: `${site.path}.${compiled.path}.${property}`, message, fix })];

const definitionOf = ({ clause }: CompiledClause, { source }: Site) =>
  source?.attributes.get(clause.sourceOperandName);

const reviewAttribute: Check = (compiled, site) => {
  const name = compiled.clause.sourceOperandName;
  const known = site.source?.attributes;
  if (known === undefined || known.size === 0 || known.has(name)) return [];
  const { differsInCase, hint } = unknownAttribute(name, known.keys());
  const why = differsInCase ? '; names are case-sensitive' : '';
  const message = `The source object "${site.source?.object.name}" has no attribute "${name}"${why}: the clause is tested on no value.`;
  return about('scope.unknownAttribute', compiled, site, 'sourceOperandName', message, hint);
};

const reviewSeveral: Check = (compiled, site) => {
  if (compiled.operands.length < 2) return [];
  const message = `The clause on "${compiled.clause.sourceOperandName}" has ${compiled.operands.length} values; what that means is not documented.`;
  return about(
    'scope.severalValues',
    compiled,
    site,
    'targetOperand.values',
    message,
    'Write one value, or a REGEX MATCH with alternatives: (a|b).',
  );
};

/** What an operand must look like for the clause ever to hold. */
function whyOperand(compiled: CompiledClause, operand: string, site: Site): string | undefined {
  const operator = plainName(compiled);
  const type = definitionOf(compiled, site)?.type;
  const isNumeric = operator === 'GREATERTHAN' || operator === 'GREATERTHANOREQUALS';
  if (isNumeric && !/^\s*[+-]?\d{1,19}\s*$/.test(operand))
    return 'it is no whole number, so the clause never holds';
  const isEquality = operator === 'EQUALS' || operator === 'NOTEQUALS';
  if (isEquality && type === 'Boolean' && operand !== 'True' && operand !== 'False')
    return 'the attribute is Boolean and reads as "True" or "False"';
  if (isEquality && operand !== operand.trim()) return 'it begins or ends with a blank, which counts';
  return operand === '' ? 'it is empty' : undefined;
}

const reviewOperands: Check = (compiled, site) =>
  compiled.operands.flatMap((operand, index) => {
    const why = whyOperand(compiled, operand, site);
    if (why === undefined) return [];
    const message = `The value "${operand}" of the clause on "${compiled.clause.sourceOperandName}" is hardly meant so: ${why}.`;
    return about(
      'scope.operand',
      compiled,
      site,
      `targetOperand.values[${index}]`,
      message,
      'Correct the value.',
    );
  });

const reviewType: Check = (compiled, site) => {
  const definition = definitionOf(compiled, site);
  const asksTruth = /^IS(?:TRUE|FALSE)$/.test(plainName(compiled));
  if (!asksTruth || definition === undefined || definition.type === 'Boolean') return [];
  const message = `"${definition.name}" is ${definition.type}, and ${compiled.clause.operatorName} holds only for a Boolean or the texts True and False.`;
  return about(
    'scope.operand',
    compiled,
    site,
    'operatorName',
    message,
    'Use EQUALS with the value that the attribute has.',
  );
};

/** A filter on an empty value is false; people expect otherwise of these. */
const surprising = new Set(['NOTEQUALS', 'NOTREGEXMATCH', '!&', 'ISFALSE']);

/** Entra objects always have these. Source: Graph v1.0 reference, `user` and `group`. */
const alwaysThere = new Set(['accountEnabled', 'mailEnabled', 'securityEnabled', 'IsSoftDeleted']);

const reviewEmpty: Check = (compiled, site) => {
  const definition = definitionOf(compiled, site);
  if (!surprising.has(plainName(compiled)) || definition === undefined || definition.required) return [];
  if (site.source?.system === 'entra' && alwaysThere.has(definition.name)) return [];
  const { operatorName, sourceOperandName } = compiled.clause;
  const message = `${operatorName} does not hold for objects without "${sourceOperandName}": they are left out.`;
  const fix = `Nothing needs to change if that is meant so; else add a second filter with ${sourceOperandName} IS NULL.`;
  return about('scope.withoutValue', compiled, site, 'operatorName', message, fix);
};

/** Two clauses of one group that cannot hold together. */
function contradict(a: CompiledClause, b: CompiledClause): boolean {
  const [first, second] = [plainName(a), plainName(b)];
  const pair = [first, second].toSorted().join();
  const sameOperand = a.operands[0] === b.operands[0];
  if (pair === 'EQUALS,EQUALS') return !sameOperand;
  if (pair === 'EQUALS,NOTEQUALS') return sameOperand;
  if (pair === 'ISFALSE,ISTRUE' || pair === 'ISNOTNULL,ISNULL') return true;
  return first !== second && (first === 'ISNULL' || second === 'ISNULL');
}

function reviewGroup({ clauses, title }: CompiledGroup, site: Site): readonly SchemaFinding[] {
  return clauses.flatMap((clause, index) => {
    const rival = clauses
      .slice(0, index)
      .find(
        (other) =>
          other.clause.sourceOperandName === clause.clause.sourceOperandName && contradict(other, clause),
      );
    if (rival === undefined) return [];
    const message = `The filter "${title}" never holds: "${clause.clause.sourceOperandName}" cannot be ${rival.clause.operatorName} ${rival.operands.join(', ')} and ${clause.clause.operatorName} ${clause.operands.join(', ')} at once.`;
    return about(
      'scope.neverHolds',
      clause,
      site,
      'operatorName',
      message,
      'Clauses of one filter must all hold; put the alternative into a filter of its own.',
    );
  });
}

function reviewEmptyGroups({ mapping }: MappingFacts, path: string): readonly SchemaFinding[] {
  if (mapping.scope === undefined) return [];
  return (['groups', 'inputFilterGroups', 'categoryFilterGroups'] as const).flatMap((property) =>
    (mapping.scope?.[property] ?? []).flatMap((group, index) =>
      group.clauses.length > 0
        ? []
        : schemaFinding({
            code: 'scope.emptyGroup',
            path: `${path}.${property}[${index}]`,
            message: `The filter "${group.name}" has no clauses and is ignored here; it might let everybody in.`,
            fix: 'Add a clause, or remove the filter.',
          }),
    ),
  );
}

const fixes: Readonly<Record<string, string>> = {
  UnknownOperator: 'Write one of these operators.',
  UnsupportedOperator: 'Express the condition by another operator, or by an assignment to the app.',
  UnsupportedAttribute: 'Filter by another attribute.',
  InvalidClause: 'Add a value, or use IS NULL or IS NOT NULL.',
  InvalidRegex: 'Correct the pattern; it has the .NET dialect.',
};

function reviewOnDemand({ source, mapping, target }: MappingFacts, path: string): readonly SchemaFinding[] {
  const cloudSync = source?.system === 'activeDirectory' && target?.system === 'entra';
  if (!cloudSync || mapping.scope === undefined || mapping.scope.groups.length === 0) return [];
  const message =
    'AD cloud sync does not apply scoping filters on demand; they count in the regular cycle only.';
  return [schemaFinding({ code: 'scope.notOnDemand', path, message, fix: 'Nothing needs to change.' })];
}

/** The scoping filters: operators, attributes and values that can be evaluated, and that can ever hold. */
export function reviewScope(facts: MappingFacts): readonly SchemaFinding[] {
  const path = `${facts.path}.scope`;
  const definitions = facts.source?.object.attributes ?? [];
  const written = facts.mapping.scope;
  const named = ({ operatorName, sourceOperandName }: { operatorName: string; sourceOperandName: string }) =>
    operatorName !== '' && sourceOperandName !== '';
  const isWhole =
    written === undefined ||
    [...written.groups, ...written.inputFilterGroups, ...written.categoryFilterGroups].every(({ clauses }) =>
      clauses.every(named),
    );
  const compiled = compileFilter({
    filter: isWhole ? written : undefined,
    definitions,
    compilePattern: translatePattern,
  });
  const problems = compiled.problems.map(({ code, message, path: inner }) =>
    schemaFinding({
      code: 'scope.problem',
      path: `${path}.${inner}`,
      message,
      fix: fixes[code] ?? 'Correct the clause.',
    }),
  );
  const site: Site = { path, source: facts.source };
  const checks = [reviewAttribute, reviewSeveral, reviewOperands, reviewType, reviewEmpty];
  const clauses = compiled.groups.flatMap((group) => [
    ...group.clauses.flatMap((clause) => checks.flatMap((check) => check(clause, site))),
    ...reviewGroup(group, site),
  ]);
  return [...problems, ...clauses, ...reviewEmptyGroups(facts, path), ...reviewOnDemand(facts, path)];
}
