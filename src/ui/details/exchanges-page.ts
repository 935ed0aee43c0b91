import type { Exchange } from '../../engine/port.ts';
import type { Card } from '../../engine/run/record.ts';
import { durationText } from '../duration.ts';
import { blank, hanging, indented, type Line, line, span } from '../text/line.ts';
import { indentJson } from './indent-json.ts';
import { muted } from './paper.ts';

function bodyLines(body: string | undefined): readonly Line[] {
  if (body === undefined || body === '') return [];
  const text = indentJson(body) ?? body;
  const lines = text.split(/\r\n|[\r\n]/).map((one) => {
    const shown = one.replaceAll('\t', '  ');
    return hanging(shown.length - shown.trimStart().length + 2, shown);
  });
  return indented(2, lines);
}

function answerLine({ answer, tookMs }: Exchange): Line {
  if (answer === undefined) return muted('Not sent.');
  const time = tookMs === undefined ? '' : `  ${durationText(tookMs)}`;
  return hanging(2, span('Answer: ', { tone: 'muted' }), answer, span(time, { tone: 'muted' }));
}

function exchangeLines(exchange: Exchange, index: number): readonly Line[] {
  return [
    ...(index === 0 ? [] : [blank]),
    hanging(2, span(`${index + 1}. `, { tone: 'muted' }), span(exchange.request, { bold: true })),
    ...bodyLines(exchange.requestBody),
    answerLine(exchange),
    ...bodyLines(exchange.answerBody),
  ];
}

/** Every request of a step with its answer, redacted, the waits between tries and the ways round that were taken. */
export function exchangesPage({ exchanges, retries, notes }: Card): readonly Line[] {
  const waits = retries.map(({ attempt, waitMs, reason }) =>
    line(span(`Try ${attempt} after ${durationText(waitMs)}: ${reason}`, { tone: 'warn' })),
  );
  const first = [...notes.map((note) => hanging(2, span(note, { tone: 'warn' }))), ...waits];
  if (exchanges.length === 0 && first.length === 0) return [muted('This step sent no request.')];
  return [...first, ...(first.length === 0 ? [] : [blank]), ...exchanges.flatMap(exchangeLines)];
}
