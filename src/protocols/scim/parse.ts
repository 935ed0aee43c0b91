import { present } from '../../domain/present.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { canonicalName, isCoreUrn } from './attribute-names.ts';
import {
  type CompareOperator,
  compareOperators,
  type Filter,
  type FilterValue,
  type ScimPath,
  type SyntaxProblem,
} from './syntax.ts';

/*
 * filter = term *( "or" term )        term  = factor *( "and" factor )
 * factor = "(" filter ")" / "not" "(" filter ")" / path [ "pr" / operator literal ]
 * path   = head [ "[" filter "]" [ "." sub ] ]
 * Every function reads from a position and answers with the value and the position behind it.
 */
export type FilterSource = { readonly text: string; readonly urns: readonly string[] };
type Read<T> = Result<{ readonly value: T; readonly end: number }, SyntaxProblem>;
type Place = { readonly at: number; readonly depth: number };

/** Deeper nesting serves nobody and would only exhaust the stack. */
const MAX_DEPTH = 50;

const HEAD_END = /[\s[\]()"]/;
const NAME = /^[A-Za-z_$][\w$-]*$/;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/;
const WORD = /[A-Za-z]+/;

const read = <T>(value: T, end: number): Read<T> => ok({ value, end });
const wrong = (message: string, position: number): Read<never> => fail({ message, position });

/** The path that starts at a place; what follows it is the caller's business. */
export function scanPath(source: FilterSource, place: Place): Read<ScimPath> {
  const headEnd = endOfHead(source.text, place.at);
  const head = readHead(source, place.at, headEnd);
  if (!head.ok || source.text[headEnd] !== '[') return head;
  if (head.value.value.sub !== undefined) return wrong('a filter cannot follow a sub-attribute', headEnd);
  const filter = scanFilter(source, { at: skipSpaces(source.text, headEnd + 1), depth: place.depth + 1 });
  if (!filter.ok) return filter;
  const close = skipSpaces(source.text, filter.value.end);
  if (source.text[close] !== ']') return wrong('the bracket is not closed', close);
  return readSub(source, { ...head.value.value, filter: filter.value.value }, close + 1);
}

/** The filter that starts at a place, up to the first word or sign that cannot belong to it. */
export function scanFilter(source: FilterSource, place: Place): Read<Filter> {
  if (place.depth > MAX_DEPTH) return wrong('the filter is nested too deeply', place.at);
  return readTerms(source, place, 'or');
}

export function skipSpaces(text: string, at: number): number {
  let end = at;
  while (text[end] === ' ') end += 1;
  return end;
}

function readTerms(source: FilterSource, place: Place, kind: 'and' | 'or'): Read<Filter> {
  const terms: Filter[] = [];
  let at = place.at;
  for (;;) {
    const term =
      kind === 'or' ? readTerms(source, { ...place, at }, 'and') : readFactor(source, { ...place, at });
    if (!term.ok) return term;
    terms.push(term.value.value);
    const next = skipSpaces(source.text, term.value.end);
    const word = wordAt(source.text, next);
    if (word.toLowerCase() !== kind) return read(oneOf(kind, terms), term.value.end);
    at = skipSpaces(source.text, next + word.length);
  }
}

function oneOf(kind: 'and' | 'or', terms: readonly Filter[]): Filter {
  const [first, second] = terms;
  return first !== undefined && second === undefined ? first : { kind, terms };
}

function readFactor(source: FilterSource, place: Place): Read<Filter> {
  if (source.text[place.at] === '(') return readGroup(source, place);
  const word = wordAt(source.text, place.at);
  const behind = skipSpaces(source.text, place.at + word.length);
  if (word.toLowerCase() === 'not' && source.text[behind] === '(') {
    const group = readGroup(source, { ...place, at: behind });
    return group.ok ? read<Filter>({ kind: 'not', term: group.value.value }, group.value.end) : group;
  }
  return readComparison(source, place);
}

function readGroup(source: FilterSource, place: Place): Read<Filter> {
  const inner = scanFilter(source, { at: skipSpaces(source.text, place.at + 1), depth: place.depth + 1 });
  if (!inner.ok) return inner;
  const close = skipSpaces(source.text, inner.value.end);
  if (source.text[close] !== ')') return wrong('the parenthesis is not closed', close);
  return read(inner.value.value, close + 1);
}

function readComparison(source: FilterSource, place: Place): Read<Filter> {
  const path = scanPath(source, place);
  if (!path.ok) return path;
  const { value, end } = path.value;
  const at = skipSpaces(source.text, end);
  const word = at === end ? '' : wordAt(source.text, at);
  if (word.toLowerCase() === 'pr') return read<Filter>({ kind: 'present', path: value }, at + word.length);
  const operator = compareOperators.find((candidate) => candidate === word.toLowerCase());
  if (operator !== undefined) return readOperand(source, { path: value, operator, end: at + word.length });
  if (value.filter !== undefined && value.sub === undefined)
    return read<Filter>({ kind: 'exists', path: value }, end);
  return wrong('an operator is expected (eq, ne, co, sw, ew, pr, gt, ge, lt, le)', at);
}

function readOperand(
  source: FilterSource,
  left: { readonly path: ScimPath; readonly operator: CompareOperator; readonly end: number },
): Read<Filter> {
  const at = skipSpaces(source.text, left.end);
  if (at === left.end) return wrong('a blank and a value are expected', at);
  const literal = readLiteral(source.text, at);
  if (!literal.ok) return literal;
  const { value, end } = literal.value;
  if (!isComparable(left.operator, value)) return wrong(`${left.operator} needs a text or a number`, at);
  return read<Filter>({ kind: 'compare', path: left.path, operator: left.operator, value }, end);
}

/** true, false and null have no order and no parts (RFC 7644 table 3 asks for invalidFilter). */
function isComparable(operator: CompareOperator, value: FilterValue): boolean {
  return operator === 'eq' || operator === 'ne' || (typeof value !== 'boolean' && value !== null);
}

const words: ReadonlyMap<string, FilterValue> = new Map<string, FilterValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function readLiteral(text: string, at: number): Read<FilterValue> {
  if (text[at] === '"') return readString(text, at);
  const number = matchAt(NUMBER, text, at);
  if (number !== '') return read<FilterValue>(Number(number), at + number.length);
  const word = wordAt(text, at);
  const value = words.get(word.toLowerCase());
  if (value === undefined)
    return wrong('a value is expected: a quoted text, a number, true, false or null', at);
  return read(value, at + word.length);
}

function readString(text: string, at: number): Read<FilterValue> {
  const close = closingQuote(text, at);
  if (close === undefined) return wrong('the quotation mark is not closed', at);
  try {
    return read<FilterValue>(JSON.parse(text.slice(at, close + 1)) as string, close + 1);
  } catch {
    return wrong('the quoted text is no JSON string', at);
  }
}

function closingQuote(text: string, open: number): number | undefined {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '"') return at;
    if (text[at] === '\\') at += 1;
  }
  return undefined;
}

function readSub(source: FilterSource, path: ScimPath, at: number): Read<ScimPath> {
  if (source.text[at] !== '.') return read(path, at);
  const end = endOfHead(source.text, at);
  const sub = source.text.slice(at + 1, end);
  if (!NAME.test(sub)) return wrong(`"${sub}" is no attribute name`, at + 1);
  return read({ ...path, sub: canonicalName(sub, path.urn) }, end);
}

/** `[urn ":"] attribute ["." sub]`. The URN is taken off first: it may contain dots (`2.0`). */
function readHead(source: FilterSource, at: number, end: number): Read<ScimPath> {
  const head = source.text.slice(at, end);
  const whole = source.urns.find((urn) => urn.toLowerCase() === head.toLowerCase());
  if (whole !== undefined) return read({ attribute: whole }, end);
  const { urn, rest } = splitUrn(head, source.urns);
  const [attribute = '', ...subs] = rest.split('.');
  const bad = [attribute, ...subs].find((name) => !NAME.test(name));
  if (bad !== undefined) return wrong(`"${bad}" is no attribute name`, end - rest.length);
  if (subs.length > 1) return wrong('a path has at most one sub-attribute', end - rest.length);
  const [sub] = subs;
  const path = { ...present({ urn }), attribute: canonicalName(attribute, urn) };
  return read(sub === undefined ? path : { ...path, sub: canonicalName(sub, urn) }, end);
}

/** The URN of a core schema is dropped: it names the attribute of the resource itself. */
function splitUrn(head: string, urns: readonly string[]): { readonly urn?: string; readonly rest: string } {
  const lower = head.toLowerCase();
  const known = urns
    .filter((urn) => lower.startsWith(`${urn.toLowerCase()}:`))
    .reduce((longest, urn) => (urn.length > longest.length ? urn : longest), '');
  const rest = head.slice(known.length + 1);
  if (known !== '') return isCoreUrn(known) ? { rest } : { urn: known, rest };
  const colon = lower.startsWith('urn:') ? head.lastIndexOf(':') : -1;
  return colon < 0 ? { rest: head } : { urn: head.slice(0, colon), rest: head.slice(colon + 1) };
}

function endOfHead(text: string, at: number): number {
  let end = at;
  for (let char = text[end]; char !== undefined && !HEAD_END.test(char); char = text[end]) end += 1;
  return end;
}

function wordAt(text: string, at: number): string {
  return matchAt(WORD, text, at);
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  const sticky = new RegExp(pattern, 'y');
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? '';
}
