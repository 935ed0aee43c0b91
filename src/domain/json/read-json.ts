import { printParseErrorCode, visit } from 'jsonc-parser';
import { fail, ok, type Result } from '../result.ts';
import { pathBelow } from './path-text.ts';

/** Line and column count from 1; the column counts UTF-16 units. */
export type JsonPlace = { readonly line: number; readonly column: number };

/**
 * Where a text stops being JSON. `message` says what is expected there, and quotes at most one mark of the text: the
 * rest may be a secret.
 */
export type JsonFault = JsonPlace & { readonly message: string };

/** Where the values of a JSON text stand, so an issue can name a line. */
export type JsonPlaces = {
  /** Path text (`apps[0].id`) -> where its key stands; for items of lists, where the item stands. */
  readonly places: ReadonlyMap<string, JsonPlace>;
  /** Every key that appears again in one object; a JSON value keeps only the last. */
  readonly repeated: readonly { readonly path: string; readonly place: JsonPlace }[];
};

/** Deeper than any real file; a hostile one must not exhaust the stack of a reader further on. */
const MAX_DEPTH = 500;

/** RFC 8259: neither comments nor a comma before a closing bracket. */
const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

/**
 * Parses JSON (RFC 8259) of at most 500 levels, tolerating a byte order mark. `__proto__` is a key like any other.
 * Where it fails, says at which line and column, which the runtime's own message does not always do.
 */
export function parseJson(text: string): Result<unknown, JsonFault> {
  const plain = withoutMark(text);
  try {
    const value: unknown = JSON.parse(plain);
    return isTooDeep(value) ? fail(firstFault(plain)) : ok(value);
  } catch {
    return fail(firstFault(plain));
  }
}

function isTooDeep(root: unknown): boolean {
  let level: readonly unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return false;
}

/** An object or a list that is being read: its path, and the names or the number of items met so far. */
type Open = { readonly path: string; readonly names: Set<string>; items: number; readonly isList: boolean };

/** The places in a text that is JSON. */
export function placesIn(text: string): JsonPlaces {
  const places = new Map<string, JsonPlace>();
  const repeated: { readonly path: string; readonly place: JsonPlace }[] = [];
  const opened: Open[] = [];
  /** The path of the value that comes next. */
  let next = '';
  const startValue = (line: number, character: number): void => {
    const around = opened.at(-1);
    if (around?.isList !== true) return;
    next = pathBelow(around.path, around.items);
    around.items += 1;
    places.set(next, { line: line + 1, column: character + 1 });
  };
  const begin =
    (isList: boolean) =>
    (_at: number, _length: number, line: number, character: number): void => {
      startValue(line, character);
      opened.push({ path: next, names: new Set(), items: 0, isList });
    };
  const end = (): void => {
    opened.pop();
  };
  visit(
    withoutMark(text),
    {
      onObjectBegin: begin(false),
      onObjectEnd: end,
      onArrayBegin: begin(true),
      onArrayEnd: end,
      onLiteralValue: (_value, _at, _length, line, character) => startValue(line, character),
      onObjectProperty: (name, _at, _length, line, character) => {
        const around = opened.at(-1);
        next = pathBelow(around?.path ?? '', name);
        const place = { line: line + 1, column: character + 1 };
        places.set(next, place);
        if (around?.names.has(name)) repeated.push({ path: next, place });
        around?.names.add(name);
      },
    },
    strict,
  );
  return { places, repeated };
}

function placeAt(text: string, offset: number): JsonPlace {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

const VALUE = 'a value';

/** What should stand where an error is; the others are about a text or a number that is wrong in itself. */
const expectations: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'a property name in double quotes',
  ValueExpected: VALUE,
  ColonExpected: 'a colon',
  CommaExpected: 'a comma or the closing bracket',
  CloseBraceExpected: 'a comma or the closing bracket',
  CloseBracketExpected: 'a comma or the closing bracket',
  EndOfFileExpected: 'the end of the text',
};

/** Thrown out of the library's reader, which calls itself for each level, and caught below. */
class TooDeep extends Error {
  readonly offset: number;

  constructor(offset: number) {
    super('too deep');
    this.offset = offset;
  }
}

type Fault = { readonly code: string; readonly offset: number };

/** Everything the library complains about, and TooDeep where a bracket opens one level too many. */
function faultsIn(text: string): readonly Fault[] {
  const faults: Fault[] = [];
  let depth = 0;
  const open = (offset: number): void => {
    depth += 1;
    if (depth > MAX_DEPTH) throw new TooDeep(offset);
  };
  const close = (): void => {
    depth -= 1;
  };
  const onError = (code: number, offset: number) => {
    faults.push({ code: printParseErrorCode(code), offset });
  };
  const visitor = { onObjectBegin: open, onArrayBegin: open, onObjectEnd: close, onArrayEnd: close, onError };
  try {
    visit(text, visitor, strict);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    faults.push({ code: 'TooDeep', offset: error.offset });
  }
  return faults;
}

function firstFault(text: string): JsonFault {
  const [first] = faultsIn(text);
  const offset = first?.offset ?? text.length;
  if (first?.code === 'TooDeep') {
    return { ...placeAt(text, offset), message: `the text nests deeper than ${MAX_DEPTH} levels` };
  }
  if (first?.code === 'InvalidCommentToken') {
    return { ...placeAt(text, offset), message: 'JSON has no comments' };
  }
  const expected =
    first?.code === 'InvalidSymbol'
      ? expectedInsteadOf(text, offset)
      : ((first && expectations[first.code]) ?? VALUE);
  const isBroken = first !== undefined && brokenTexts.has(first.code);
  const found = isBroken
    ? 'the text here is not closed, or holds a line break or an unknown \\ sequence'
    : whatIsThere(text, offset);
  return { ...placeAt(text, offset), message: `${expected} is expected, but ${found}` };
}

/**
 * The library passes over what is no token at all, so `[NaN]` is an empty list to it. A colon in that place is an error
 * that names what is expected, unless a colon is what should stand there.
 */
function expectedInsteadOf(text: string, offset: number): string {
  const [fault] = faultsIn(`${text.slice(0, offset)}:`);
  return fault?.offset === offset ? (expectations[fault.code] ?? VALUE) : 'a colon';
}

/** The errors of a text in quotes that does not end, or holds what must be escaped. */
const brokenTexts: ReadonlySet<string> = new Set([
  'UnexpectedEndOfString',
  'InvalidUnicode',
  'InvalidEscapeCharacter',
  'InvalidCharacter',
]);

const closings: ReadonlySet<string> = new Set(['}', ']']);

function whatIsThere(text: string, offset: number): string {
  const next = text.charAt(offset);
  if (text.trim() === '') return 'the text is empty';
  if (next === '') return 'the text ends too early: a bracket or a quote is not closed';
  if (next === "'") return 'there is a single quote: JSON needs double quotes, not single ones';
  if (next === '"') return 'there is a text in quotes';
  if (!'{}[]:,'.includes(next)) return 'there is something else';
  const isAfterComma = closings.has(next) && text.slice(0, offset).trimEnd().endsWith(',');
  return `there is "${next}"${isAfterComma ? `; perhaps there is a comma too many before ${next}` : ''}`;
}
