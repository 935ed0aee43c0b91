import { unreachable } from '../../domain/result.ts';
import type { ImportEvidence } from '../../engine/run/evidence.ts';
import type { Card, RunRecord, StepId } from '../../engine/run/record.ts';
import { tipFor } from '../../engine/tips.ts';
import { cardTook } from '../duration.ts';
import { blank, hanging, type Line, line, span } from '../text/line.ts';
import { cardMark, stepTitle } from '../words.ts';
import { attributesPage, membersPage } from './action-page.ts';
import { exchangesPage } from './exchanges-page.ts';
import { matchPage } from './match-page.ts';
import { type DetailsPaper, heading, markSpan, muted, namedTexts, pairs, point } from './paper.ts';
import { scopePage } from './scope-page.ts';

/** What was read from the source. */
function importPage(paper: DetailsPaper, evidence: ImportEvidence): readonly Line[] {
  const { objectType, id, displayName, attributes, withoutValue, notes } = evidence;
  return [
    ...pairs(paper, [
      ['Object', span(displayName ?? objectType)],
      ['Type', span(objectType)],
      ['Id', span(id)],
    ]),
    ...(notes.length === 0 ? [] : [blank, ...notes.map((note) => point(paper, note))]),
    blank,
    heading(`Imported attributes (${attributes.length})`),
    ...namedTexts(paper, attributes),
    ...(withoutValue.length === 0
      ? []
      : [blank, heading(`Without a value (${withoutValue.length})`), muted(withoutValue.join(', '))]),
  ];
}

/** One tab of a step's details, below its head. The lines are written only for the tab that is open. */
export type DetailsTab = { readonly title: string; readonly lines: (paper: DetailsPaper) => readonly Line[] };

const nothingYet = (card: Card): readonly Line[] => [
  muted(
    card.state === 'waiting' || card.state === 'running'
      ? 'Nothing to show yet.'
      : 'This step found nothing to show.',
  ),
];

/** The outcome of a step, its tip, and after the last one what the whole run came to. */
export function stepHead(paper: DetailsPaper, record: RunRecord, step: StepId): readonly Line[] {
  const card = cardOf(record, step);
  if (card === undefined) return [];
  const time = cardTook(card);
  return [
    hanging(
      2,
      span(stepTitle(card.step, record.evidence.subject.kind), { bold: true }),
      '  ',
      markSpan(cardMark(card.state, paper.theme.glyphs)),
      span(time === undefined ? '' : `  ${time}`, { tone: 'muted' }),
    ),
    ...(card.sentence === undefined ? [] : [line(card.sentence)]),
    ...(tipOf(card) === undefined ? [] : [line(span(`Tip: ${tipOf(card)}`, { tone: 'accent' }))]),
    ...statusLines(paper, record, card),
    blank,
  ];
}

const tipOf = ({ step, reason }: Card): string | undefined =>
  reason === undefined ? undefined : tipFor(step, reason);

/**
 * What the service would answer in `statusInfo`: on the last card, because it is about the whole run. What the card has
 * said above is not said once more.
 */
function statusLines(paper: DetailsPaper, { statusInfo, action }: RunRecord, card: Card): readonly Line[] {
  if (card.step !== 'action' || statusInfo.status === 'InProgress') return [];
  const rows = [
    ['Action', action],
    ['Error code', statusInfo.errorCode],
    ['Reason', statusInfo.reason],
    ['Details', statusInfo.additionalDetails],
    ['Recommended', statusInfo.recommendedAction],
  ] as const;
  const said = new Set([undefined, card.sentence, tipOf(card)]);
  const known = rows.flatMap(([name, value]) =>
    value === undefined || said.has(value) ? [] : [[name, span(value)] as const],
  );
  return pairs(paper, known);
}

function mainTabs(record: RunRecord, card: Card): readonly DetailsTab[] {
  const { evidence } = record;
  const isPreview = evidence.mode === 'preview';
  switch (card.step) {
    case 'test':
      return [{ title: 'Result', lines: () => [] }];
    case 'import':
      return [{ title: 'Attributes', lines: written(evidence.import, card, importPage) }];
    case 'scope':
      return [{ title: 'Conditions', lines: written(evidence.scope, card, scopePage) }];
    case 'match':
      return [{ title: 'Matches', lines: written(evidence.match, card, matchPage) }];
    case 'action': {
      const members = evidence.act?.members ?? [];
      return [
        {
          title: 'Attributes',
          lines: written(evidence.act, card, (paper, act) => attributesPage(paper, act, isPreview)),
        },
        ...(members.length === 0
          ? []
          : [{ title: 'Members', lines: (paper: DetailsPaper) => membersPage(paper, members) }]),
      ];
    }
    default:
      return unreachable(card.step);
  }
}

type Write<E> = (paper: DetailsPaper, evidence: E) => readonly Line[];

function written<E>(evidence: E | undefined, card: Card, write: Write<E>): DetailsTab['lines'] {
  return (paper) => (evidence === undefined ? nothingYet(card) : write(paper, evidence));
}

const cardOf = (record: RunRecord, step: StepId): Card | undefined =>
  record.evidence.cards.find((card) => card.step === step);

/** The tabs of one step, at least one and "Requests and answers" last. */
export function detailsTabs(record: RunRecord, step: StepId): readonly DetailsTab[] {
  const card = cardOf(record, step);
  if (card === undefined) return [{ title: 'Details', lines: () => [muted('This step did not happen.')] }];
  return [...mainTabs(record, card), { title: 'Requests and answers', lines: () => exchangesPage(card) }];
}

/** Everything about one step, for output that does not scroll. */
export function detailsLines(paper: DetailsPaper, record: RunRecord, step: StepId): readonly Line[] {
  const tabs = detailsTabs(record, step).map(({ title, lines }) => [
    line(span(title, { bold: true })),
    ...lines(paper),
    blank,
  ]);
  return [...stepHead(paper, record, step), ...tabs.flat()];
}
