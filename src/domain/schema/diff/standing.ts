import { translatePattern } from '../../expressions/dotnet-pattern.ts';
import type { PatternRunner } from '../../expressions/pattern-runner.ts';
import { type Attributes, displayText } from '../../model/value.ts';
import { fail, ok, type Result } from '../../result.ts';
import { type CompiledGroup, compileFilter } from '../../scoping/compile-filter.ts';
import { evaluateContainers } from '../../scoping/containers.ts';
import { evaluateClause } from '../../scoping/evaluate-clause.ts';
import type { GroupKind } from '../../scoping/verdict.ts';
import type { ResolvedMapping } from '../resolve.ts';

/** Whether filters and organizational units let an object pass, and what of them does not hold. */
export type Standing = { readonly inScope: boolean; readonly missing: readonly string[] };

/** The failure is a pattern that takes too long on a value. */
export type JudgeStanding = (attributes: Attributes) => Result<Standing, string>;

const kinds: readonly GroupKind[] = ['input', 'category', 'scope'];

/** The clauses of a group that do not hold; none for a group that holds. */
function missingClauses(
  { clauses }: CompiledGroup,
  attributes: Attributes,
  runPattern: PatternRunner,
): Result<readonly string[], string> {
  const missing: string[] = [];
  for (const compiled of clauses) {
    const name = compiled.clause.sourceOperandName;
    const verdict = evaluateClause(compiled, attributes.get(name), runPattern);
    if (!verdict.ok) return fail(`the regular expression on "${name}" takes too long on this value`);
    if (!verdict.value.holds) missing.push(verdict.value.text);
  }
  return ok(missing);
}

/** A kind without groups lets everything pass; of several groups one that holds is enough. */
function judgeKind(
  groups: readonly CompiledGroup[],
  attributes: Attributes,
  runPattern: PatternRunner,
): Result<Standing, string> {
  const alternatives: string[] = [];
  for (const group of groups) {
    const missing = missingClauses(group, attributes, runPattern);
    if (!missing.ok) return missing;
    if (missing.value.length === 0) return ok({ inScope: true, missing: [] });
    alternatives.push(missing.value.join(' and '));
  }
  return ok({ inScope: groups.length === 0, missing: alternatives });
}

/**
 * Makes the scope of a mapping ready for any number of objects: patterns and operators are read once.
 * Fails when the filter itself is wrong. Assignment and account status are not known here and do not count.
 */
export function scopeStanding(
  { mapping, sourceObject, rule }: ResolvedMapping,
  runPattern: PatternRunner,
): Result<JudgeStanding, string> {
  const compiled = compileFilter({
    filter: mapping.scope,
    definitions: sourceObject.attributes,
    compilePattern: translatePattern,
  });
  const [problem] = compiled.problems;
  if (problem !== undefined) return fail(problem.message);
  const byKind = kinds.map((kind) => compiled.groups.filter((group) => group.kind === kind));
  return ok((attributes) => {
    const containers = evaluateContainers(rule, displayText(attributes.get('distinguishedName')));
    const outside = containers === undefined || containers.holds ? [] : [containers.because];
    let standing: Standing = { inScope: outside.length === 0, missing: outside };
    for (const groups of byKind) {
      const judged = judgeKind(groups, attributes, runPattern);
      if (!judged.ok) return judged;
      standing = {
        inScope: standing.inScope && judged.value.inScope,
        missing: [...standing.missing, ...judged.value.missing],
      };
    }
    return ok(standing);
  });
}
