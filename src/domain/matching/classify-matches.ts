import type { Entry } from '../model/entry.ts';
import { type AttributeValue, displayText, isEmptyValue, isList } from '../model/value.ts';
import { coerce } from '../planning/compare.ts';
import type { MappedAttribute } from '../planning/map-attributes.ts';

/** What one matching attribute asks the target for; or why it is not asked. */
export type MatchQuestion =
  | { readonly kind: 'ask'; readonly value: string }
  | { readonly kind: 'skip'; readonly because: string }
  | { readonly kind: 'error'; readonly message: string };

/**
 * The value a matching attribute is searched by. Null and empty values are skipped: they would match everybody
 * without a value (entra-docs `customize-application-attributes`, matching users). It is asked for in the form in
 * which it would be written. Several values are refused: which of them names the object is anybody's guess, and a
 * search that finds nobody would create a second one.
 */
export function matchQuestion(mapped: MappedAttribute): MatchQuestion {
  const { outcome, definition } = mapped;
  if (outcome.kind === 'error') return { kind: 'error', message: outcome.error.message };
  if (outcome.kind !== 'value') return { kind: 'skip', because: 'the source has no value for it' };
  return questionFor(coerce(outcome.value, { ...definition, multivalued: isList(outcome.value) }));
}

function questionFor(value: AttributeValue): MatchQuestion {
  if (isEmptyValue(value)) return { kind: 'skip', because: 'the source has no value for it' };
  if (isList(value) && value.length > 1) {
    const message = `the source gives ${value.length} values where one is needed; take one, for example with Item`;
    return { kind: 'error', message };
  }
  return { kind: 'ask', value: displayText(value) ?? '' };
}

/** Zero hits: go on with the next attribute. One: the match. More: nobody may guess. */
export type MatchClass =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly entry: Entry }
  | { readonly kind: 'several'; readonly entries: readonly Entry[] };

/** The same object listed twice by a target is still one candidate. */
export function classify(entries: readonly Entry[]): MatchClass {
  const distinct = [...new Map(entries.map((entry) => [entry.ref, entry])).values()];
  const [first] = distinct;
  if (first === undefined) return { kind: 'none' };
  return distinct.length === 1 ? { kind: 'one', entry: first } : { kind: 'several', entries: distinct };
}
