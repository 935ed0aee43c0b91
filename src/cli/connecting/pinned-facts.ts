import {
  type Choice,
  choices,
  type FactName,
  type FilterFact,
  filterForms,
  type Limit,
  limits,
} from '../../connectors/scim/server-profile.ts';
import { nearestName } from '../../domain/expressions/syntax/suggest.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** What is wrong with a fact, and what to write instead. */
export type FactTrouble = { readonly message: string; readonly fix: string };

const isChoice = (name: string): name is Choice => Object.hasOwn(choices, name);
const isLimit = (name: string): name is Limit => limits.some((limit) => limit === name);
const isFilterFact = (name: string): name is FilterFact => name.startsWith('filter ');

const quoted = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');

function unknownFact(name: string): FactTrouble {
  const names = [...Object.keys(choices), ...limits];
  const meant = nearestName(name, names);
  const fix =
    meant === undefined ? `Use one of ${quoted(names)}, or "filter ATTRIBUTE".` : `Did you mean "${meant}"?`;
  return { message: 'nothing of this name is known about servers', fix };
}

function oneOf(value: string, values: readonly string[]): FactTrouble | undefined {
  if (values.includes(value)) return undefined;
  return { message: 'this fact has no such value', fix: `Use one of ${quoted(values)}.` };
}

function troubleWith(name: FactName, value: string): FactTrouble | undefined {
  if (isChoice(name)) return oneOf(value, choices[name]);
  if (isFilterFact(name)) return oneOf(value, filterForms);
  return /^[1-9]\d{0,5}$/u.test(value)
    ? undefined
    : { message: 'this fact is a number', fix: 'Use a whole number from 1 to 999999.' };
}

/** A fact by its name and value as somebody wrote them, in a workspace or in the state of another release. */
export function readFact(name: string, value: string): Result<FactName, FactTrouble> {
  if (!isChoice(name) && !isLimit(name) && !isFilterFact(name)) return fail(unknownFact(name));
  const trouble = troubleWith(name, value);
  return trouble === undefined ? ok(name) : fail(trouble);
}
