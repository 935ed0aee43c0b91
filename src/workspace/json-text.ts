import { pathText } from '../domain/path-text.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { IssuePlace, PathKey } from './workspace-issue.ts';

/** JSON that knows where each of its values stands, so that an issue can name a line. */
export type JsonDocument = {
  /** Objects have no prototype: `__proto__` is a key like any other. */
  readonly value: unknown;
  /** Path text (`apps[0].id`) -> where its key stands; for items of lists, where the item stands. */
  readonly places: ReadonlyMap<string, IssuePlace>;
  /** A key that stands twice in one object; `JSON.parse` would silently keep the last. */
  readonly repeated: readonly { readonly path: string; readonly place: IssuePlace }[];
};

/** `message` says what is expected, and quotes at most one punctuation mark of the text: the rest may be a secret. */
export type JsonProblem = { readonly message: string; readonly place: IssuePlace };

const MAX_DEPTH = 64;

const tokenPattern =
  /[ \t\r\n]*(?:(?<mark>[{}[\],:])|(?<string>"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?<plain>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

type Token = {
  readonly kind: 'mark' | 'string' | 'plain' | 'end' | 'unknown';
  readonly text: string;
  readonly at: number;
};

type Reading = {
  readonly text: string;
  /** Keeps its own position, therefore one for each reading. */
  readonly tokens: RegExp;
  readonly lineStarts: readonly number[];
  at: number;
  problem: JsonProblem | undefined;
  readonly places: Map<string, IssuePlace>;
  readonly repeated: { readonly path: string; readonly place: IssuePlace }[];
};

/** Reads one JSON text (RFC 8259). Accepts exactly what `JSON.parse` accepts, up to a depth of 64. */
export function readJsonText(text: string): Result<JsonDocument, JsonProblem> {
  const reading: Reading = {
    text,
    tokens: new RegExp(tokenPattern),
    lineStarts: [0, ...Array.from(text.matchAll(/\n/gu), (found) => found.index + 1)],
    at: 0,
    problem: undefined,
    places: new Map(),
    repeated: [],
  };
  const value = readValue(reading, []);
  if (reading.problem === undefined) {
    const rest = take(reading);
    if (rest.kind !== 'end') stop(reading, rest, 'the end of the file is expected here');
  }
  if (reading.problem !== undefined) return fail(reading.problem);
  return ok({ value, places: reading.places, repeated: reading.repeated });
}

function take(reading: Reading): Token {
  reading.tokens.lastIndex = reading.at;
  const { mark, string, plain } = reading.tokens.exec(reading.text)?.groups ?? {};
  const text = mark ?? string ?? plain;
  if (text === undefined) return nothingKnown(reading);
  reading.at = reading.tokens.lastIndex;
  const kind = mark !== undefined ? 'mark' : string !== undefined ? 'string' : 'plain';
  return { kind, text, at: reading.at - text.length };
}

function nothingKnown(reading: Reading): Token {
  const rest = /[^ \t\r\n]/gu;
  rest.lastIndex = reading.at;
  const found = rest.exec(reading.text);
  if (found === null) return { kind: 'end', text: '', at: reading.text.length };
  return { kind: 'unknown', text: found[0], at: found.index };
}

function readValue(reading: Reading, path: readonly PathKey[]): unknown {
  const token = take(reading);
  if (path.length > MAX_DEPTH)
    return stop(reading, token, `the file is nested deeper than ${MAX_DEPTH} levels`);
  if (token.text === '{') return readObject(reading, path);
  if (token.text === '[') return readList(reading, path);
  if (token.kind === 'string' || token.kind === 'plain') return JSON.parse(token.text);
  return stop(reading, token, whatIsWrong(token, 'a value is expected here'));
}

function readList(reading: Reading, path: readonly PathKey[]): unknown {
  const items: unknown[] = [];
  if (comesNext(reading, ']')) return items;
  while (reading.problem === undefined) {
    const item = [...path, items.length];
    reading.places.set(pathText(item), placeOf(reading, startOfNext(reading)));
    items.push(readValue(reading, item));
    if (endsAfterItem(reading, ']')) break;
  }
  return items;
}

function readObject(reading: Reading, path: readonly PathKey[]): unknown {
  const found: Record<string, unknown> = Object.create(null);
  if (comesNext(reading, '}')) return found;
  while (reading.problem === undefined) {
    const key = readKey(reading);
    if (key === undefined) break;
    remember(reading, found, [...path, key.name], key);
    found[key.name] = readValue(reading, [...path, key.name]);
    if (endsAfterItem(reading, '}')) break;
  }
  return found;
}

type Key = { readonly name: string; readonly at: number };

function readKey(reading: Reading): Key | undefined {
  const token = take(reading);
  if (token.kind !== 'string') {
    stop(reading, token, whatIsWrong(token, 'a name in double quotes is expected here'));
    return undefined;
  }
  const colon = take(reading);
  if (colon.text !== ':') stop(reading, colon, 'a colon is expected here');
  return reading.problem === undefined ? { name: JSON.parse(token.text) as string, at: token.at } : undefined;
}

function remember(reading: Reading, found: object, path: readonly PathKey[], key: Key): void {
  const place = placeOf(reading, key.at);
  if (Object.hasOwn(found, key.name)) reading.repeated.push({ path: pathText(path), place });
  reading.places.set(pathText(path), place);
}

function endsAfterItem(reading: Reading, end: ']' | '}'): boolean {
  if (reading.problem !== undefined) return true;
  const token = take(reading);
  if (token.text === end) return true;
  if (token.text === ',') return false;
  stop(reading, token, whatIsWrong(token, `a comma or ${end} is expected here`));
  return true;
}

function comesNext(reading: Reading, mark: string): boolean {
  const before = reading.at;
  if (take(reading).text === mark) return true;
  reading.at = before;
  return false;
}

function startOfNext(reading: Reading): number {
  const before = reading.at;
  const { at } = take(reading);
  reading.at = before;
  return at;
}

function whatIsWrong(token: Token, expected: string): string {
  if (token.kind === 'end') return 'the file ends too early; a bracket or a quote is not closed';
  if (token.text === '/' || token.text === '#') return 'JSON has no comments';
  if (token.text === "'") return 'JSON needs double quotes, not single ones';
  if (token.text === '"') return 'this text is not closed, or holds a line break or an unknown \\ sequence';
  return token.text === '}' || token.text === ']'
    ? `${expected}; perhaps there is a comma too many before ${token.text}`
    : expected;
}

function stop(reading: Reading, token: Token, message: string): undefined {
  reading.problem ??= { message, place: placeOf(reading, token.at) };
  return undefined;
}

function placeOf({ lineStarts }: Reading, at: number): IssuePlace {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((lineStarts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: at - (lineStarts[low] ?? 0) + 1 };
}
