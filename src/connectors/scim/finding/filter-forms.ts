import { present } from '../../../domain/present.ts';
import { coreAttributeAt } from '../../../protocols/scim/attribute-names.ts';
import { equalityFilter, printFilter } from '../../../protocols/scim/filter.ts';
import { printPath } from '../../../protocols/scim/path.ts';
import type { Filter, ScimPath } from '../../../protocols/scim/syntax.ts';
import type { ScimAttribute } from '../attributes.ts';
import type { FilterForm } from '../server-profile.ts';
import { encodeValue } from '../values.ts';

/** One filter to try. */
export type MatchForm = {
  /** What is known about the server once this filter has found something; a search by a part teaches nothing. */
  readonly form: Exclude<FilterForm, 'any-case' | 'all'> | 'part';
  /** The filter's text, not yet percent-encoded. */
  readonly filter: string;
  /** What the filter asks for, to show to people: `emails.value eq "…"`. */
  readonly shown: string;
  /** The attribute that each hit must hold the value in, if the server knows this filter. */
  readonly asks: ScimAttribute;
  /** What a hit must contain or be: the value, or the part of it that is asked for. */
  readonly text: string;
};

type Literal = string | number | boolean;

/** Numbers and booleans are not quoted in a filter (RFC 7644 section 3.4.2.2). */
function literalOf(value: string, attribute: ScimAttribute): Literal {
  const encoded = encodeValue(value, {
    ...attribute,
    definition: { ...attribute.definition, multivalued: false },
  });
  return typeof encoded === 'number' || typeof encoded === 'boolean' ? encoded : value;
}

/** `emails[type eq "work"].value` with a literal as `emails[type eq "work" and value eq "…"]`. */
function bracketed({ urn, attribute, filter, sub }: ScimPath, literal: Literal): string | undefined {
  if (filter === undefined || sub === undefined) return undefined;
  const term: Filter = { kind: 'compare', path: { attribute: sub }, operator: 'eq', value: literal };
  const terms = filter.kind === 'and' ? [...filter.terms, term] : [filter, term];
  return printPath({ ...present({ urn }), attribute, filter: { kind: 'and', terms } });
}

function withoutFilter({ filter: _, ...path }: ScimPath): ScimPath {
  return path;
}

/**
 * The forms of one question, the most exact first. Servers that do not understand
 * `emails[type eq "work"].value eq "v"` may understand `emails[type eq "work" and value eq "v"]`, and nearly all of them
 * `emails.value eq "v"`.
 */
function formsOf(attribute: ScimAttribute, value: string): readonly MatchForm[] {
  const { path } = attribute;
  const literal = literalOf(value, attribute);
  const rung = (form: MatchForm['form'], spell: (value: Literal) => string, asks = attribute): MatchForm => ({
    form,
    filter: spell(literal),
    shown: spell('…'),
    asks,
    text: value,
  });
  const equality = rung('equality', (text) => equalityFilter(path, text));
  if (path.filter === undefined || path.sub === undefined) return [equality];
  const plain = withoutFilter(path);
  const bracket = (text: Literal): string => bracketed(path, text) ?? '';
  return [
    equality,
    rung('bracket', bracket),
    rung('plain', (text) => equalityFilter(plain, text), { ...attribute, path: plain }),
  ];
}

/**
 * Names and e-mail addresses compare without regard to case (RFC 7643 sections 4.1.1 and 4.1.2), and many systems keep
 * them in lower case. Not every server folds the case of what it is asked for.
 */
function isKeptInLowerCase({ path, definition }: ScimAttribute): boolean {
  if (definition.caseExact || path.urn !== undefined) return false;
  return (path.attribute === 'userName' && path.sub === undefined) || path.attribute === 'emails';
}

/** Escaped in a filter, or the end of a line to whoever reads it: not every server takes them as they are meant. */
const tricky = /["\\\p{Cc}\p{Zl}\p{Zp}]+/u;

export const isTricky = (value: string): boolean => tricky.test(value);

const shortestPart = 3;

/** The longest part of a value that needs no escaping, as a filter of its own; which hit has the rest is seen here. */
function byPart({ path, definition }: ScimAttribute, value: string): readonly MatchForm[] {
  if (!isTricky(value) || definition.type !== 'String') return [];
  const [longest = ''] = value.split(tricky).toSorted((a, b) => b.length - a.length);
  if (longest.length < shortestPart) return [];
  const plain = withoutFilter(path);
  const spell = (text: string): string =>
    printFilter({ kind: 'compare', path: plain, operator: 'co', value: text });
  const asks = { definition, path: plain };
  return [{ form: 'part', filter: spell(longest), shown: spell('…'), asks, text: longest }];
}

/** The same question for the value in lower case; none where that is the same or would be another value. */
function inLowerCase(attribute: ScimAttribute, value: string, form: MatchForm['form']): readonly MatchForm[] {
  const folded = value.toLowerCase();
  if (folded === value || !isKeptInLowerCase(attribute)) return [];
  return formsOf(attribute, folded)
    .filter((rung) => rung.form === form)
    .map((rung) => (form === 'equality' ? { ...rung, form: 'lower-case' } : rung));
}

/** Which filters to try, in order, and which only when all of those are refused. */
export type Climb = { readonly rungs: readonly MatchForm[]; readonly otherwise: readonly MatchForm[] };

/**
 * The filters to try for a value. A form that has found something before is asked alone: its empty answer is an answer.
 * The lower-case spelling is asked for as well, unless the server is known to ignore case: an equality that found one
 * user says nothing about how it compares the next one.
 */
export function climbOf(attribute: ScimAttribute, value: string, known: FilterForm | undefined): Climb {
  const forms = formsOf(attribute, value);
  const proven = known === 'any-case' || known === 'lower-case' ? 'equality' : known;
  const chosen = forms.filter(({ form }) => form === proven);
  const rungs = chosen.length === 0 ? forms : chosen;
  const otherwise = forms.filter((form) => !rungs.includes(form));
  const last = rungs.at(-1);
  const lower = last === undefined || known === 'any-case' ? [] : inLowerCase(attribute, value, last.form);
  const exact = known === 'lower-case' ? [...lower, ...rungs] : [...rungs, ...lower];
  return { rungs: [...exact, ...byPart(attribute, value)], otherwise };
}

/**
 * Whether an empty answer may mean that the filter was not understood: servers exist that answer so for extensions and
 * for sub-attributes, although the object is there. The attributes every server knows are believed.
 */
export function isDoubtful({ path }: ScimAttribute): boolean {
  const plain = path.urn === undefined && path.filter === undefined && path.sub === undefined;
  return !plain || coreAttributeAt(path) === undefined;
}
