import type { SearchField } from '../domain/model/subject.ts';

/**
 * Words: what is compared. A word is a run of letters, digits, marks and pictographs of a folded text; a compound
 * name is also one word without its signs ("O'Brien" is o, brien and obrien), and so is a name whose script uses no
 * spaces ("山田 太郎" is also 山田太郎).
 */
export type Word = {
  readonly text: string;
  /** Where the units of `text` are in the folded text, piece after piece. */
  readonly pieces: readonly Piece[];
};
type Piece = { readonly from: number; readonly to: number };

/** Longer words are cut: nobody types more, and the index must not grow with a hostile value. */
export const MAX_WORD = 64;

/**
 * Starts the words that say where somebody is (mail domain, organizational unit). Nearly everybody shares them, so
 * they are found from their beginning only. A control character is never part of a word that is typed.
 */
export const PLACE = '\u0001';

const letters = '\\p{L}\\p{N}\\p{M}';
const pictures = '\\p{So}\\p{Emoji_Modifier}';
const gap = '\\s\\p{Cc}';
const other = `[^${letters}${pictures}${gap}]`;
/** A sign that stands alone is a word as well, so that a group called "?" can be found. */
const wordOrSign = new RegExp(`[${letters}]+|[${pictures}]+|(?<=^|[${gap}])${other}+(?=$|[${gap}])`, 'gu');
const compoundSign = /^['\-‐‑‒–.·・]$/u;
const spaceless =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々\u3099\u309a]+$/u;
const hasLetter = new RegExp(`[${letters}${pictures}]`, 'u');

export const isSpaceless = (word: string): boolean => spaceless.test(word);
export const isSign = (word: string): boolean => !hasLetter.test(word);

/** The words of a folded text, in its order. */
export function plainWords(folded: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of folded.matchAll(wordOrSign)) {
    words.push(wordOf(folded, [{ from: match.index, to: match.index + match[0].length }]));
  }
  return words;
}

/** The findable words of a field's folded value. Code-like fields (ids) have none: they are compared as a whole. */
export function fieldWords(field: SearchField, folded: string): readonly Word[] {
  switch (field) {
    case 'displayName':
    case 'givenName':
    case 'surname':
      return nameWords(folded);
    case 'userPrincipalName':
    case 'mail':
      return addressWords(folded);
    case 'distinguishedName':
      return distinguishedWords(folded);
    case 'samAccountName':
    case 'description':
      return plainWords(folded);
    default:
      return [];
  }
}

function nameWords(folded: string): readonly Word[] {
  const words = plainWords(folded);
  return words.length < 2 ? words : [...words, ...compounds(folded, words), ...wholeSpaceless(folded, words)];
}

function compounds(folded: string, words: readonly Word[]): readonly Word[] {
  const found: Word[] = [];
  let run: Piece[] = [];
  const close = (): void => {
    if (run.length > 1) found.push(wordOf(folded, run));
    run = [];
  };
  for (const piece of words.flatMap((word) => word.pieces)) {
    const before = run.at(-1);
    if (before !== undefined && !compoundSign.test(folded.slice(before.to, piece.from))) close();
    run.push(piece);
  }
  close();
  return found;
}

function wholeSpaceless(folded: string, words: readonly Word[]): readonly Word[] {
  if (words.length > 4 || !words.every((word) => isSpaceless(word.text))) return [];
  return [
    wordOf(
      folded,
      words.flatMap((word) => word.pieces),
    ),
  ];
}

/** RFC 5322 3.4.1: local part and domain. The last label (com, org) tells nothing and is left out. */
function addressWords(folded: string): readonly Word[] {
  const at = folded.lastIndexOf('@');
  if (at < 0) return plainWords(folded);
  const labels = shifted(plainWords(folded.slice(at + 1)), at + 1);
  return [...plainWords(folded.slice(0, at)), ...places(labels.length > 1 ? labels.slice(0, -1) : labels)];
}

/** RFC 4514: the first component names the object, the others its containers. Attribute types are no words. */
function distinguishedWords(folded: string): readonly Word[] {
  const found: Word[] = [];
  let from = 0;
  for (const component of folded.split(/(?<!\\),/)) {
    const value = from + component.indexOf('=') + 1;
    const words = shifted(plainWords(folded.slice(value, from + component.length)), value);
    found.push(...(from === 0 ? words : places(words)));
    from += component.length + 1;
  }
  return found;
}

function places(words: readonly Word[]): readonly Word[] {
  return words.map((word) => ({ ...word, text: PLACE + word.text }));
}

function shifted(words: readonly Word[], by: number): readonly Word[] {
  return words.map(({ text, pieces }) => ({
    text,
    pieces: pieces.map(({ from, to }) => ({ from: from + by, to: to + by })),
  }));
}

function wordOf(folded: string, pieces: readonly Piece[]): Word {
  const text = pieces.map(({ from, to }) => folded.slice(from, to)).join('');
  return { text: text.slice(0, MAX_WORD), pieces };
}
