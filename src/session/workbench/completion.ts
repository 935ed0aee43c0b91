import { functions } from '../../domain/expressions/registry.ts';
import type { TextFieldState } from '../state.ts';
import { cursorOffset, fieldWith } from '../text-field.ts';
import type { AppLanguage } from './language.ts';
import { type CursorWord, cursorPlaceIn } from './place.ts';

/** A name that could stand at the cursor. */
export type Completion = { readonly kind: 'function' | 'attribute'; readonly name: string };

/** Fewer letters are found in the middle of half of all names. */
const SHORTEST_MIDDLE = 3;

/** Names that begin with what is typed, then those that contain it, in their own order. */
function matching(names: readonly string[], typed: string): readonly string[] {
  const wanted = typed.toLowerCase();
  const begun = names.filter((name) => name.toLowerCase().startsWith(wanted));
  if (wanted.length < SHORTEST_MIDDLE) return begun;
  const rest = names.filter((name) => name.toLowerCase().indexOf(wanted) > 0);
  return [...begun, ...rest];
}

function namesFor({ kind }: CursorWord, language: AppLanguage | undefined): readonly string[] {
  if (kind === 'attribute') return (language?.attributes ?? []).map(({ name }) => name);
  return [...functions.keys()].toSorted((one, other) => one.localeCompare(other, 'en'));
}

/** What could stand at the cursor. Before anything is typed functions are listed only when they are `asked` for. */
export function completionsAt(
  field: TextFieldState,
  options: { readonly asked: boolean; readonly language: AppLanguage | undefined },
): readonly Completion[] {
  const { word } = cursorPlaceIn(field.text, cursorOffset(field));
  if (word === undefined) return [];
  if (word.kind === 'function' && word.typed === '' && !options.asked) return [];
  return matching(namesFor(word, options.language), word.typed).map((name) => ({ kind: word.kind, name }));
}

/** The opening parenthesis comes with a function, and its closing one where there is nothing to write between. */
function spelled(
  { kind, name }: Completion,
  after: string,
): { readonly text: string; readonly rest: string } {
  if (kind === 'attribute') return { text: `[${name}]`, rest: after };
  if (after.startsWith('(')) return { text: `${name}(`, rest: after.slice(1) };
  const hasParameters = (functions.get(name)?.parameters.length ?? 0) > 0;
  return { text: hasParameters ? `${name}(` : `${name}()`, rest: after };
}

/** The field with the name under the cursor replaced, the cursor behind it. */
export function completed(field: TextFieldState, completion: Completion): TextFieldState {
  const { word } = cursorPlaceIn(field.text, cursorOffset(field));
  if (word === undefined) return field;
  const { text, rest } = spelled(completion, field.text.slice(word.end));
  const before = fieldWith(field.text.slice(0, word.start) + text);
  return { text: before.text + rest, cursor: before.cursor };
}
