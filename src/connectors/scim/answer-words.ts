import { present } from '../../domain/present.ts';
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  parseWireJson,
  valueOfKey,
} from '../../protocols/scim/json.ts';
import type { HttpAnswer } from '../transport/message.ts';

/** What an answer that is no success says about itself. Every part may be missing. */
export type AnswerWords = {
  /** RFC 7644 table 9 and RFC 9865 section 2.1, in the server's spelling. */
  readonly scimType?: string;
  /** One line for people, without control characters. */
  readonly detail?: string;
};

const shownCharacters = 300;
/** Whoever has not said what is wrong by then does not say it later either. */
const readCharacters = 16_000;

// Control characters, and the signs that turn the direction of a line (Unicode standard annex 9).
const unseen = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

const oneLine = (text: string): string => text.replace(unseen, ' ').replace(/\s+/g, ' ').trim();

function shortened(text: string): string {
  const characters = [...text.slice(0, readCharacters)];
  return characters.length > shownCharacters
    ? `${characters.slice(0, shownCharacters).join('')}…`
    : characters.join('');
}

/** Details can hold a whole stack trace: its first line says what is wrong, in Python its last one. */
function tellingLine(text: string): string | undefined {
  const lines = text
    .slice(0, readCharacters)
    .split(/[\r\n]+/)
    .map(oneLine)
    .filter((line) => line !== '');
  const [first] = lines;
  const line = first?.startsWith('Traceback (most recent call last)') === true ? lines.at(-1) : first;
  return line === undefined || !isTelling(line) ? undefined : shortened(line);
}

const statusWords = /\b(http|status|code|error|page|not found|[45]\d\d)\b/gi;

/** "Error" and "404 Not Found" say no more than the status, which is told anyway. */
const isTelling = (text: string): boolean => /[^\s\p{P}]/u.test(text.replace(statusWords, ''));

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['amp', '&'],
]);

const decoded = (text: string): string =>
  text.replace(/&(#39|[a-z]{2,4});/g, (whole, name) =>
    name === '#39' ? "'" : (entities.get(name) ?? whole),
  );

const withoutTags = (html: string): string => decoded(html.replace(/<[^>]*>/g, ' '));

/** A page says what it is in its title, else in its first heading, else in its first words. */
function wordsOfPage(html: string): string | undefined {
  const page = html.slice(0, readCharacters);
  const named = [/<title\b[^>]*>([^<]*)/i, /<h1\b[^>]*>([\s\S]{0,1000}?)<\/h1>/i].map(
    (pattern) => pattern.exec(page)?.[1],
  );
  const body = page.replace(/<(script|style|title)\b[\s\S]*?<\/\1\s*>/gi, '');
  const texts = [...named, body].flatMap((text) => (text === undefined ? [] : oneLine(withoutTags(text))));
  const words = texts.find(isTelling);
  return words === undefined ? undefined : shortened(words);
}

const textIn = (body: JsonObject, name: string): string | undefined => {
  const value = valueOfKey(body, name);
  return typeof value === 'string' && isTelling(value) ? value : undefined;
};

/** SCIM's own word for it first (RFC 7644 section 3.12), then what OAuth, SCIM 1.1 and gateways call it. */
function detailIn(body: JsonObject): string | undefined {
  const names = ['detail', 'error_description', 'description', 'message', 'title', 'error'];
  const direct = names.map((name) => textIn(body, name)).find((text) => text !== undefined);
  if (direct !== undefined) return direct;
  const errors = valueOfKey(body, 'errors') ?? valueOfKey(body, 'error');
  const first = isJsonArray(errors) ? errors[0] : errors;
  return isJsonObject(first) ? names.map((name) => textIn(first, name)).find(Boolean) : undefined;
}

/** A page or a plain text in place of a SCIM answer, in one line: "502 Bad Gateway", "Unauthorized". */
export function wordsOfText(body: string): string | undefined {
  return /<(!doctype|html|head|body|title|h1)\b/i.test(body.slice(0, 2_000))
    ? wordsOfPage(body)
    : tellingLine(body);
}

/** The words of an error answer: of a SCIM error, of another JSON error, of a page or a plain text. */
export function scimErrorOf(answer: HttpAnswer): AnswerWords {
  const parsed = parseWireJson(answer.body);
  if (parsed === undefined) {
    const detail = wordsOfText(answer.body);
    return detail === undefined ? {} : { detail };
  }
  const body = isJsonArray(parsed) ? parsed[0] : parsed;
  if (!isJsonObject(body)) return {};
  const scimType = textIn(body, 'scimType');
  const detail = tellingLine(detailIn(body) ?? '');
  return {
    ...(scimType === undefined ? {} : { scimType: shortened(oneLine(scimType)) }),
    ...present({ detail }),
  };
}
