import type { ImportEvidence } from '../../engine/run/evidence.ts';
import { blank, type Line, span } from '../text/line.ts';
import { type DetailsPaper, heading, muted, namedTexts, pairs, point } from './paper.ts';

/** What was read from the source. */
export function importPage(paper: DetailsPaper, evidence: ImportEvidence): readonly Line[] {
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
