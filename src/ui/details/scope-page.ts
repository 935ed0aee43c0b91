import type {
  ClauseVerdict,
  ContainerVerdict,
  FilterVerdict,
  GroupVerdict,
  MissingClauses,
  ScopeCondition,
  ScopeDecision,
} from '../../domain/scoping/verdict.ts';
import type { ScopeEvidence } from '../../engine/run/evidence.ts';
import { blank, hanging, indented, type Line, line, span } from '../text/line.ts';
import { answerMark } from '../words.ts';
import { type DetailsPaper, heading, markSpan, muted, point, valueSpan } from './paper.ts';

const groupTitles = {
  input: 'Input filter',
  category: 'Category filter',
  scope: 'Scoping filter',
} as const;

function conditionLine(paper: DetailsPaper, condition: ScopeCondition): Line {
  const mark = answerMark(condition.holds, ['Yes', 'No'], paper.theme.glyphs);
  return hanging(
    4,
    markSpan(mark),
    `  ${condition.label}`,
    span(`  ${condition.because}`, { tone: 'muted' }),
  );
}

function clauseLines(paper: DetailsPaper, clause: ClauseVerdict): readonly Line[] {
  const mark = answerMark(clause.holds, ['True', 'False'], paper.theme.glyphs);
  return [
    hanging(4, markSpan(mark), `  ${clause.text}`),
    hanging(6, span('    actual value: ', { tone: 'muted' }), valueSpan(clause.actual)),
    ...(clause.because === undefined ? [] : [hanging(4, span(`    ${clause.because}`, { tone: 'muted' }))]),
    ...(clause.tip === undefined ? [] : [hanging(4, span(`    Tip: ${clause.tip}`, { tone: 'accent' }))]),
  ];
}

function groupLines(paper: DetailsPaper, group: GroupVerdict): readonly Line[] {
  const mark = answerMark(group.holds, ['Passed', 'Not passed'], paper.theme.glyphs);
  const title = group.title === '' ? groupTitles[group.kind] : `${groupTitles[group.kind]}: ${group.title}`;
  return [
    hanging(2, span(title, { bold: true }), '  ', markSpan(mark)),
    ...indented(
      2,
      group.clauses.flatMap((clause) => clauseLines(paper, clause)),
    ),
  ];
}

function missingLines(paper: DetailsPaper, missing: readonly MissingClauses[]): readonly Line[] {
  if (missing.length === 0) return [];
  const one = ({ clauses }: MissingClauses) => point(paper, clauses.join(' and '));
  return [blank, heading('To pass, one of these would have to hold:'), ...missing.map(one)];
}

function filterLines(paper: DetailsPaper, verdict: FilterVerdict): readonly Line[] {
  if (verdict.groups.length === 0) return [blank, muted('This mapping has no scoping filter on attributes.')];
  return [
    blank,
    heading('Scoping filters'),
    ...(verdict.groups.length > 1
      ? [muted('Clauses of a filter must all hold; one filter that holds is enough.')]
      : []),
    ...verdict.groups.flatMap((group) => [blank, ...groupLines(paper, group)]),
    ...missingLines(paper, verdict.missing),
    ...verdict.notes.flatMap((note) => [blank, point(paper, note)]),
  ];
}

function containerLines(paper: DetailsPaper, verdict: ContainerVerdict | undefined): readonly Line[] {
  if (verdict === undefined) return [];
  const { glyphs } = paper.theme;
  return [
    blank,
    heading('Organizational units'),
    hanging(2, span('distinguished name: ', { tone: 'muted' }), valueSpan(verdict.distinguishedName)),
    ...verdict.containers.map(({ container, holds }) =>
      hanging(4, markSpan(answerMark(holds, ['Inside', 'Outside'], glyphs)), `  ${container}`),
    ),
    muted(verdict.because),
  ];
}

function informationLines(decision: ScopeDecision): readonly Line[] {
  if (!decision.filtersAreInformation) return [];
  return [
    line(
      span(
        'Scoping filters are shown for information only: on-demand provisioning from AD does not apply them.',
        {
          tone: 'warn',
        },
      ),
    ),
  ];
}

/** Every condition with the fact behind it, and every clause of every filter with the value that was tested. */
export function scopePage(paper: DetailsPaper, { decision, verdict }: ScopeEvidence): readonly Line[] {
  const mark = answerMark(decision.inScope, ['In scope', 'Not in scope'], paper.theme.glyphs);
  return [
    line(markSpan(mark)),
    ...informationLines(decision),
    blank,
    ...decision.conditions.map((condition) => conditionLine(paper, condition)),
    ...filterLines(paper, verdict),
    ...containerLines(paper, decision.containers),
  ];
}
