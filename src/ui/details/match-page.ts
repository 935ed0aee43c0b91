import type { MatchAttempt, MatchCandidate, MatchEvidence } from '../../engine/run/evidence.ts';
import { capitalised, counted } from '../../engine/wording.ts';
import { fitsSideBySide, gridLines } from '../text/grid.ts';
import { blank, hanging, indented, type Line, line, span } from '../text/line.ts';
import { type DetailsPaper, heading, muted, namedTexts, pairs, valueSpan } from './paper.ts';

const linkStates = {
  alive: 'still there',
  gone: 'gone from the target',
} as const;

function linkLines(link: MatchEvidence['link']): readonly Line[] {
  if (link === undefined) return [muted('No stored link: the object was not provisioned from here before.')];
  return [
    hanging(2, span('Stored link to ', { tone: 'muted' }), link.target, ` (${linkStates[link.state]})`),
  ];
}

function attributeOf(candidate: MatchCandidate, name: string): string | undefined {
  return candidate.attributes.find((attribute) => attribute.name === name)?.value;
}

/** One column for each candidate, so that their differences stand side by side. */
function sideBySide(paper: DetailsPaper, candidates: readonly MatchCandidate[]): readonly Line[] {
  const names = [...new Set(candidates.flatMap(({ attributes }) => attributes.map(({ name }) => name)))];
  const idRow = [span('id', { tone: 'muted' }), ...candidates.map(({ id }) => span(id))];
  const rows = names.map((name) => [
    span(name, { tone: 'muted' }),
    ...candidates.map((candidate) => valueSpan(attributeOf(candidate, name))),
  ]);
  const titles = ['', ...candidates.map((_, index) => `Candidate ${index + 1}`)];
  return gridLines({ titles, rows: [idRow, ...rows] }, paper.width, paper.theme);
}

function oneByOne(paper: DetailsPaper, candidates: readonly MatchCandidate[]): readonly Line[] {
  return candidates.flatMap((candidate, index) => [
    ...(index === 0 ? [] : [blank]),
    line(span(candidates.length === 1 ? 'Candidate' : `Candidate ${index + 1}`, { tone: 'muted' })),
    ...namedTexts(paper, [{ name: 'id', value: candidate.id }, ...candidate.attributes]),
  ]);
}

function candidateLines(paper: DetailsPaper, candidates: readonly MatchCandidate[]): readonly Line[] {
  const wide = candidates.length > 1 && fitsSideBySide(candidates.length + 1, paper.width);
  return wide ? sideBySide(paper, candidates) : oneByOne(paper, candidates);
}

function found({ notAsked, candidates }: MatchAttempt): string {
  if (notAsked !== undefined) return `Not asked: ${notAsked}`;
  return candidates.length === 0 ? 'No match found' : `${counted(candidates.length, 'candidate')} found`;
}

function attemptLines(paper: DetailsPaper, attempt: MatchAttempt): readonly Line[] {
  const inner = { ...paper, width: paper.width - 2 };
  const candidates = candidateLines(inner, attempt.candidates);
  return [
    blank,
    heading(`${attempt.priority}. ${attempt.attribute}`),
    ...indented(2, [
      ...pairs(inner, [
        ['Expression', span(attempt.expression)],
        ['Value', valueSpan(attempt.value)],
        ['Answer', span(found(attempt))],
      ]),
      ...(candidates.length === 0 ? [] : [blank, ...candidates]),
    ]),
  ];
}

/** Each matching attribute that was tried, every candidate, and the operation that follows. */
export function matchPage(paper: DetailsPaper, evidence: MatchEvidence): readonly Line[] {
  return [
    hanging(2, 'Operation: ', span(evidence.operation, { bold: true })),
    hanging(2, span(capitalised(evidence.because), { tone: 'muted' })),
    blank,
    ...linkLines(evidence.link),
    ...evidence.attempts.flatMap((attempt) => attemptLines(paper, attempt)),
  ];
}
