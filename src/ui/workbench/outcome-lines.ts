import type { ExpressionError } from '../../domain/expressions/errors.ts';
import type { ExpressionOutcome, UniqueCandidate } from '../../domain/expressions/evaluate.ts';
import type { TraceNode } from '../../domain/expressions/trace.ts';
import { isList, texts } from '../../domain/model/value.ts';
import { present } from '../../domain/present.ts';
import { unreachable } from '../../domain/result.ts';
import { counted } from '../../engine/wording.ts';
import { nullCause } from '../../session/workbench/null-cause.ts';
import { MOST_ITEMS } from '../../session/workbench/shown-trace.ts';
import type { Trial } from '../../session/workbench/trial.ts';
import { hanging, type Line, span, type TextSpan } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';

const quoted = (text: string): string => `"${text}"`;

/** `character 12`, counted from 1 as people do. */
function placeOf({ position }: ExpressionError): string {
  return position === undefined ? '' : ` at character ${position + 1}`;
}

/** What a message of the parser does not say itself. */
function hints({ message, expected = [], suggestion }: ExpressionError): readonly string[] {
  return [
    ...(expected.length === 0 || message.startsWith('Expected')
      ? []
      : [`Expected: ${expected.join(' or ')}.`]),
    ...(suggestion === undefined || message.includes('Did you mean') ? [] : [`Did you mean ${suggestion}?`]),
  ];
}

function errorLines(error: ExpressionError, { glyphs }: Theme): readonly Line[] {
  return [
    hanging(
      2,
      span(`${glyphs.failure} Error${placeOf(error)}`, { tone: 'bad', bold: true }),
      `  ${error.message}`,
    ),
    ...hints(error).map((hint) => hanging(4, '  ', span(hint, { tone: 'accent' }))),
  ];
}

/** Which part a null comes from. */
function causeOf(trace: TraceNode | undefined): string {
  if (trace === undefined) return '';
  const cause = nullCause(trace);
  if (cause.expression.startsWith('[')) return `${cause.expression} has no value.`;
  const name = /^\w+(?=\()/.exec(cause.expression)?.[0];
  return `${name === undefined ? cause.expression : `${name}(...)`} gives none.`;
}

function candidateLine({ rule, value }: UniqueCandidate): Line {
  const shown = value === undefined ? span('no value, passed over', { tone: 'muted' }) : span(quoted(value));
  return hanging(6, '  ', span(`${rule} `, { tone: 'muted' }), '= ', shown);
}

function head(
  glyph: string,
  word: string,
  tone: TextSpan['tone'],
  ...rest: readonly (string | TextSpan)[]
): Line {
  return hanging(2, span(`${glyph} ${word}`, { bold: true, ...present({ tone }) }), '  ', ...rest);
}

function valueLine(value: string | readonly string[], { glyphs }: Theme): Line {
  if (typeof value === 'string') {
    return value === ''
      ? head(glyphs.success, 'Empty text', 'good', span('""', { tone: 'muted' }))
      : head(glyphs.success, 'Value', 'good', quoted(value));
  }
  const count = value.length > MOST_ITEMS ? 'Long list' : `List of ${counted(value.length, 'value')}`;
  return head(glyphs.success, count, 'good', value.map(quoted).join(', '));
}

function outcomeLines(
  outcome: ExpressionOutcome,
  trace: TraceNode | undefined,
  theme: Theme,
): readonly Line[] {
  const { glyphs } = theme;
  switch (outcome.kind) {
    case 'value': {
      if (outcome.redacted === true) {
        const why = span('A value that is not shown.', { tone: 'muted' });
        return [head(glyphs.success, 'Value', 'good', texts(outcome.value).join(', '), '  ', why)];
      }
      return [valueLine(isList(outcome.value) ? texts(outcome.value) : texts(outcome.value).join(''), theme)];
    }
    case 'null':
      return [head(glyphs.skipped, 'Null', 'warn', 'No value. ', causeOf(trace))];
    case 'skipAttribute':
      return [
        head(
          glyphs.skipped,
          'Drops the attribute',
          'warn',
          `${outcome.because}: it is left out of the request.`,
        ),
      ];
    case 'skipObject':
      return [
        head(
          glyphs.skipped,
          'Drops the object',
          'warn',
          `${outcome.because}: nothing of the object is written.`,
        ),
      ];
    case 'chooseUnique':
      return [
        head(
          glyphs.waiting,
          'Unique value',
          'accent',
          'A real run asks the target for the first one that is free:',
        ),
        ...outcome.candidates.map(candidateLine),
      ];
    case 'error':
      return errorLines(outcome.error, theme);
    default:
      return unreachable(outcome);
  }
}

/** What came of an expression, in words, and what else is to know about it. */
export function trialLines({ outcome, trace, remarks }: Trial, theme: Theme): readonly Line[] {
  return [
    ...outcomeLines(outcome, trace, theme),
    ...remarks.map(({ message }) =>
      hanging(
        2,
        span(`${theme.glyphs.warning} `, { tone: 'warn', bold: true }),
        span(message, { tone: 'warn' }),
      ),
    ),
  ];
}
