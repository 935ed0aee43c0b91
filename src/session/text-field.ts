import { unreachable } from '../domain/result.ts';
import type { TextEdit } from './actions.ts';
import type { TextFieldState } from './state.ts';

let segmenter: Intl.Segmenter | undefined;

/** Made when it is first needed, because that takes milliseconds. */
function segments(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** One character is one unit there, and a long expression need not be segmented for every key. */
const plain = /^[\x20-\x7e]*$/;

/** The characters as a person counts them: an emoji or a letter with its marks is one. */
const split = (text: string): readonly string[] =>
  plain.test(text) ? text.split('') : [...segments(text)].map(({ segment }) => segment);

const countOf = (text: string): number => (plain.test(text) ? text.length : split(text).length);

export const emptyField: TextFieldState = { text: '', cursor: 0 };

export const fieldWith = (text: string): TextFieldState => ({ text, cursor: countOf(text) });

/** Where the cursor stands in UTF-16 units. */
export const cursorOffset = ({ text, cursor }: TextFieldState): number =>
  plain.test(text) ? Math.min(cursor, text.length) : split(text).slice(0, cursor).join('').length;

/** Inserts at the cursor. What arrives was cleaned of control characters where keys are decoded. */
export function insert(field: TextFieldState, text: string): TextFieldState {
  const at = cursorOffset(field);
  const before = field.text.slice(0, at) + text;
  return { text: before + field.text.slice(at), cursor: countOf(before) };
}

function wordStart(parts: readonly string[], from: number): number {
  let at = from;
  while (at > 0 && parts[at - 1] === ' ') at -= 1;
  while (at > 0 && parts[at - 1] !== ' ') at -= 1;
  return at;
}

function wordEnd(parts: readonly string[], from: number): number {
  let at = from;
  while (at < parts.length && parts[at] === ' ') at += 1;
  while (at < parts.length && parts[at] !== ' ') at += 1;
  return at;
}

const cut = (parts: readonly string[], start: number, end: number): TextFieldState => ({
  text: [...parts.slice(0, start), ...parts.slice(end)].join(''),
  cursor: start,
});

/** One editing key, by whole characters; at an end of the text it changes nothing. */
export function edit(field: TextFieldState, change: TextEdit): TextFieldState {
  const parts = split(field.text);
  const { text, cursor } = field;
  switch (change) {
    case 'deleteBackward':
      return cut(parts, Math.max(0, cursor - 1), cursor);
    case 'deleteForward':
      return cut(parts, cursor, cursor + 1);
    case 'deleteWordBackward':
      return cut(parts, wordStart(parts, cursor), cursor);
    case 'deleteToStart':
      return cut(parts, 0, cursor);
    case 'deleteToEnd':
      return cut(parts, cursor, parts.length);
    case 'left':
      return { text, cursor: Math.max(0, cursor - 1) };
    case 'right':
      return { text, cursor: Math.min(parts.length, cursor + 1) };
    case 'wordLeft':
      return { text, cursor: wordStart(parts, cursor) };
    case 'wordRight':
      return { text, cursor: wordEnd(parts, cursor) };
    case 'start':
      return { text, cursor: 0 };
    case 'end':
      return { text, cursor: parts.length };
    default:
      return unreachable(change);
  }
}
