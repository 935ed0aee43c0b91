import type { TextEdit } from '../../../session/actions.ts';
import type { Screen, TextFieldState } from '../../../session/state.ts';
import { ANY_TEXT, type Binding } from './binding.ts';

/** Screens with a text field that everything printable goes to. */
export type FieldScreen = Extract<
  Screen,
  { readonly field: TextFieldState } | { readonly filter: TextFieldState }
>;

export const textFieldOf = (screen: FieldScreen): TextFieldState =>
  screen.at === 'apps' ? screen.filter : screen.field;

const editing = (help: string, edit: TextEdit, ...keys: readonly string[]): Binding => ({
  keys,
  help,
  action: () => ({ type: 'text.edited', edit }),
});

/** Readline's keys, which administrators have in their fingers. Home and End belong to the list. */
export const fieldBindings: readonly Binding[] = [
  editing('Delete the character before the cursor.', 'deleteBackward', 'backspace'),
  editing('Delete the character under the cursor.', 'deleteForward', 'delete', 'ctrl+d'),
  editing('Delete the word before the cursor.', 'deleteWordBackward', 'ctrl+w', 'alt+backspace'),
  editing('Delete to the start of the text.', 'deleteToStart', 'ctrl+u'),
  editing('Delete to the end of the text.', 'deleteToEnd', 'ctrl+k'),
  editing('One character to the left.', 'left', 'left', 'ctrl+b'),
  editing('One character to the right.', 'right', 'right', 'ctrl+f'),
  editing('One word to the left.', 'wordLeft', 'ctrl+left', 'alt+left', 'alt+b'),
  editing('One word to the right.', 'wordRight', 'ctrl+right', 'alt+right', 'alt+f'),
  editing('To the start of the text.', 'start', 'ctrl+a'),
  editing('To the end of the text.', 'end', 'ctrl+e'),
];

export const typing = (help: string): Binding => ({
  keys: [ANY_TEXT],
  help,
  action: (_situation, text) => ({ type: 'text.typed', text }),
});
