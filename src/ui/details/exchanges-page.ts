import type { Exchange } from '../../engine/port.ts';
import type { Card } from '../../engine/run/record.ts';
import { durationText } from '../duration.ts';
import { blank, hanging, indented, type Line, line, span } from '../text/line.ts';
import { muted } from './paper.ts';

/**
 * JSON text with line breaks and margins, every other character as it was: numbers that JavaScript would round and
 * keys that appear twice stay visible. Undefined when the text does not look like JSON.
 */
export function indentJson(text: string): string | undefined {
  if (!/^\s*[{[]/.test(text) || text.includes('\n')) return undefined;
  const tokens = text.match(/"(?:[^"\\]|\\.)*(?:"|\\?$)|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
  return tokens.reduce<Written>(write, { text: '', depth: 0, opened: false }).text;
}

type Written = { readonly text: string; readonly depth: number; readonly opened: boolean };

const newLine = (depth: number): string => `\n${'  '.repeat(Math.min(depth, 20))}`;

function write({ text, depth, opened }: Written, token: string): Written {
  const isClosing = token === '}' || token === ']';
  if (isClosing) {
    const inner = Math.max(0, depth - 1);
    return { text: opened ? text + token : text + newLine(inner) + token, depth: inner, opened: false };
  }
  const before = opened ? newLine(depth) : '';
  if (token === '{' || token === '[') return { text: text + before + token, depth: depth + 1, opened: true };
  if (token === ',') return { text: `${text},${newLine(depth)}`, depth, opened: false };
  if (token === ':') return { text: `${text}: `, depth, opened: false };
  return { text: text + before + token, depth, opened: false };
}

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
