import { tipFor } from '../../engine/tips.ts';
import { changedSinceRun } from '../../session/screens/workbench.ts';
import type { SamplePerson, WorkbenchScreen } from '../../session/state.ts';
import { hanging, type Line, line, span } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';

const nameOf = ({ listing }: SamplePerson): string =>
  listing.displayName === '' ? listing.id : listing.displayName;

/** Whose values the expression is tried with, in one line. */
export function personLine({ person }: WorkbenchScreen, spinner: string, { glyphs }: Theme): Line {
  if (person === undefined) {
    return line(span('Nobody is chosen: attributes have no value.', { tone: 'warn' }));
  }
  const name = nameOf(person);
  switch (person.values.state) {
    case 'loading':
      return line(span(`${spinner} `, { tone: 'accent' }), `Reading ${name}`);
    case 'failed':
      return line(
        span(`${glyphs.failure} Failure  `, { tone: 'bad' }),
        `Can't read ${name}: attributes have no value.`,
      );
    default:
      return line(
        span('With ', { tone: 'muted' }),
        span(name, { bold: true }),
        span(`  ${person.listing.id}`, { tone: 'muted' }),
      );
  }
}

function failureLines(message: string, tip: string): readonly Line[] {
  return [line(message), line(span(`Tip: ${tip}`, { tone: 'accent' }))];
}

/** What is to know about the person and the schema beyond the result: below it, because it is read once. */
export function circumstances({ person, language }: WorkbenchScreen, { glyphs }: Theme): readonly Line[] {
  const warning = (text: string): Line =>
    hanging(2, span(`${glyphs.warning} `, { tone: 'warn', bold: true }), span(text, { tone: 'warn' }));
  const changed = person === undefined ? [] : changedSinceRun(person);
  return [
    ...(person?.values.state === 'failed'
      ? failureLines(person.values.failure.message, tipFor('import', person.values.failure.code))
      : []),
    ...(language.state === 'failed'
      ? failureLines(language.failure.message, tipFor('import', language.failure.code))
      : []),
    ...(changed.length === 0 ? [] : [warning(`Changed in the source since the run: ${changed.join(', ')}.`)]),
    ...(person?.values.state === 'ready' ? person.values.read.notes.map(warning) : []),
  ];
}
