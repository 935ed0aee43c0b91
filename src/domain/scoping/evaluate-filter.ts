import type { PatternRunner } from '../expressions/pattern-runner.ts';
import type { Attributes } from '../model/value.ts';
import { fail, ok, type Result } from '../result.ts';
import { type CompiledGroup, compileFilter, type FilterSetup } from './compile-filter.ts';
import { evaluateClause } from './evaluate-clause.ts';
import type { ClauseVerdict, FilterVerdict, GroupKind, GroupVerdict, ScopeProblem } from './verdict.ts';

export type FilterInput = FilterSetup & {
  /** The source object as imported, before any mapping. */
  readonly attributes: Attributes;
  readonly runPattern: PatternRunner;
};

function evaluateGroup(group: CompiledGroup, input: FilterInput): Result<GroupVerdict, ScopeProblem> {
  const { kind, title } = group;
  const clauses: ClauseVerdict[] = [];
  for (const compiled of group.clauses) {
    const name = compiled.clause.sourceOperandName;
    const verdict = evaluateClause(compiled, input.attributes.get(name), input.runPattern);
    if (!verdict.ok) {
      const message = `The regular expression on "${name}" takes too long on this value; simplify it.`;
      return fail({ code: 'InvalidRegex', message, path: `${compiled.path}.targetOperand.values` });
    }
    clauses.push(verdict.value);
  }
  return ok({ kind, title, holds: clauses.every(({ holds }) => holds), clauses });
}

/** A kind without groups lets everything pass; of several groups one that holds is enough. */
function passes(groups: readonly GroupVerdict[], kind: GroupKind): boolean {
  const ofKind = groups.filter((group) => group.kind === kind);
  return ofKind.length === 0 || ofKind.some(({ holds }) => holds);
}

/**
 * Evaluates a scoping filter on one source object: every clause of every group, without short circuit, so that each
 * can be shown with the value it was tested on. No filter, or none with a clause, lets everything pass.
 * Fails when the filter itself is wrong (`compileFilter` lists all such problems) or a pattern exceeds its limit.
 * Source: entra-docs `define-conditional-rules-for-provisioning-user-accounts`.
 */
export function evaluateFilter(input: FilterInput): Result<FilterVerdict, ScopeProblem> {
  const { groups, notes, problems } = compileFilter(input);
  const [problem] = problems;
  if (problem !== undefined) return fail(problem);
  const verdicts: GroupVerdict[] = [];
  for (const group of groups) {
    const verdict = evaluateGroup(group, input);
    if (!verdict.ok) return verdict;
    verdicts.push(verdict.value);
  }
  const inputPassed = passes(verdicts, 'input');
  const categoryPassed = passes(verdicts, 'category');
  const inScope = inputPassed && categoryPassed && passes(verdicts, 'scope');
  const missing = verdicts
    .filter(({ kind }) => !passes(verdicts, kind))
    .map(({ kind, title, clauses }) => ({
      kind,
      title,
      clauses: clauses.filter(({ holds }) => !holds).map(({ text }) => text),
    }));
  return ok({ inScope, inputPassed, categoryPassed, groups: verdicts, missing, notes });
}
