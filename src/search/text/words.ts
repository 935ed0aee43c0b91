import type { SearchField } from '../../domain/model/subject.ts';

/**
 * Words: what is compared. A word is a run of letters, of digits or of pictographs of a folded text (so that the
 * thousand "mueller1" to "mueller1000" of a large directory are few words); a compound name is also one word without
 * its signs ("O'Brien" is o, brien and obrien), and so is a name whose script uses no spaces ("山田 太郎" is also
 * 山田太郎).
 */
export type SearchWord = {
  readonly text: string;
  /** Where the units of `text` are in the folded text, piece after piece. */
  readonly pieces: readonly Piece[];
};
export type Piece = { readonly from: number; readonly to: number };

/** Longer words are cut: nobody types more, and the index must not grow with a hostile value. */
export const MAX_WORD = 64;

/**
 * Starts the words that say where somebody is (mail domain, organizational unit). Nearly everybody shares them, so
 * they are found from their beginning only. A control character is never part of a word that is typed.
 */
export const PLACE = '\u0001';

/**
 * Starts the words that are in nearly every address or distinguished name (com, ou, dc). They mean nobody; they are kept
 * so that a piece of an address which goes across them is found.
 */
export const FILLER = '\u0002';
/** The first unit that a word without a mark can begin with. */
export const FIRST_UNMARKED = '\u0003';

const compoundSigns = "'-‐‑‒–.·・";
const spaceless =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々\u3099\u309a]+$/u;
/** Below are Latin and most other alphabets. */
const FIRST_SPACELESS = 0x1100;
const hasLetter = /[\p{L}\p{N}\p{M}\p{So}\p{Emoji_Modifier}]/u;

export const isSpaceless = (word: string): boolean =>
  word.charCodeAt(0) >= FIRST_SPACELESS && spaceless.test(word);
export const isSign = (word: string): boolean => !hasLetter.test(word);

/** Numbers and not names: a directory has a hundred million characters. */
const GAP = 0;
const SIGN = 1;
const LETTER = 2;
const DIGIT = 3;
const PICTURE = 4;
const MARK = 5;

const classes: readonly (readonly [number, RegExp])[] = [
  [LETTER, /\p{L}/u],
  [DIGIT, /\p{N}/u],
  [MARK, /\p{M}/u],
  [PICTURE, /[\p{So}\p{Emoji_Modifier}]/u],
  [GAP, /[\s\p{Cc}]/u],
];
const findClass = (character: string): number =>
  classes.find(([, pattern]) => pattern.test(character))?.[0] ?? SIGN;
const asciiClasses = Uint8Array.from({ length: 0x80 }, (_, code) => findClass(String.fromCharCode(code)));
const classOf = (point: number): number =>
  point < 0x80 ? (asciiClasses[point] ?? SIGN) : findClass(String.fromCodePoint(point));

/** Runs of letters, of digits, of pictures, and signs that stand alone, in their order. */
export function plainPieces(folded: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let before = GAP;
  let open = GAP;
  let from = 0;
  for (let at = 0; at <= folded.length; ) {
    const point = pointAt(folded, at);
    const next = classOf(point);
    if (!goesOn(open, next)) {
      if (isWord(before, open, next)) pieces.push({ from, to: at });
      before = open;
      open = next === MARK ? LETTER : next;
      from = at;
    }
    at += point > 0xffff ? 2 : 1;
  }
  return pieces;
}

/** The code point, or a gap behind the text. */
function pointAt(text: string, at: number): number {
  if (at >= text.length) return SPACE;
  const unit = text.charCodeAt(at);
  return unit < FIRST_SURROGATE ? unit : (text.codePointAt(at) ?? SPACE);
}

const SPACE = 0x20;
const FIRST_SURROGATE = 0xd800;

const goesOn = (open: number, next: number): boolean =>
  next === open || (next === MARK && (open === LETTER || open === DIGIT));

/** A sign is a word only between gaps, so that a group called "?" can be found. */
const isWord = (before: number, run: number, after: number): boolean =>
  run === SIGN ? before === GAP && after === GAP : run !== GAP;

export const plainWords = (folded: string): readonly SearchWord[] =>
  plainPieces(folded).map((piece) => wordOf(folded, [piece]));

/** Ids have no words: they are compared as a whole or as pieces. */
export const hasWords = (field: SearchField): boolean => wordyFields.has(field);
const nameFields: ReadonlySet<SearchField> = new Set<SearchField>(['displayName', 'givenName', 'surname']);
export const isNameField = (field: SearchField): boolean => nameFields.has(field);
const wordyFields: ReadonlySet<SearchField> = new Set<SearchField>([
  ...nameFields,
  'userPrincipalName',
  'mail',
  'distinguishedName',
  'samAccountName',
  'description',
]);

/** Takes the words of a text one by one: as objects for one listing, without any for a whole directory. */
export type WordSink = {
  /** One run of the folded text, with a mark before it or none. */
  readonly piece: (mark: NameMark, from: number, to: number) => void;
  /** Several runs as one word, without what is between them. */
  readonly joined: (pieces: readonly Piece[]) => void;
};
export type NameMark = '' | typeof PLACE | typeof FILLER;

/** The findable words of a field's folded value. */
export function fieldWords(field: SearchField, folded: string): readonly SearchWord[] {
  const words: SearchWord[] = [];
  forEachWord(field, folded, {
    piece: (mark, from, to) => {
      const { text, pieces } = wordOf(folded, [{ from, to }]);
      words.push({ text: mark + text, pieces });
    },
    joined: (pieces) => words.push(wordOf(folded, pieces)),
  });
  return words;
}

export function forEachWord(field: SearchField, folded: string, sink: WordSink): void {
  switch (field) {
    case 'displayName':
    case 'givenName':
    case 'surname':
      forEachNameWord(folded, sink);
      break;
    case 'userPrincipalName':
    case 'mail':
      forEachAddressWord(folded, sink);
      break;
    case 'distinguishedName':
      forEachDistinguishedWord(folded, sink);
      break;
    case 'samAccountName':
    case 'description':
      for (const { from, to } of plainPieces(folded)) sink.piece('', from, to);
      break;
    default:
  }
}

function forEachNameWord(folded: string, sink: WordSink): void {
  const pieces = plainPieces(folded);
  for (const { from, to } of pieces) sink.piece('', from, to);
  if (pieces.length < 2) return;
  joinCompounds(folded, pieces, sink);
  const isOneName = ({ from, to }: Piece): boolean => isSpaceless(folded.slice(from, to));
  if (pieces.length <= MOST_SPACELESS && pieces.every(isOneName)) sink.joined(pieces);
}

const MOST_SPACELESS = 4;

function joinCompounds(folded: string, pieces: readonly Piece[], { joined }: WordSink): void {
  let first = 0;
  for (let at = 1; at <= pieces.length; at++) {
    const [before, next] = [pieces[at - 1], pieces[at]];
    if (before !== undefined && next !== undefined && isCompoundSign(folded, before.to, next.from)) continue;
    if (at - first > 1) joined(pieces.slice(first, at));
    first = at;
  }
}

const isCompoundSign = (folded: string, from: number, to: number): boolean =>
  to - from === 1 && compoundSigns.includes(folded.charAt(from));

/** RFC 5322 3.4.1: local part and domain, whose last label (com, org) tells nothing. */
function forEachAddressWord(folded: string, { piece }: WordSink): void {
  const at = folded.lastIndexOf('@');
  const dot = folded.lastIndexOf('.');
  for (const { from, to } of plainPieces(folded)) {
    if (at < 0 || from < at) piece('', from, to);
    else piece(dot > at && from > dot ? FILLER : PLACE, from, to);
  }
}

/** RFC 4514: the first component names the object, the others its containers. Attribute types (cn, ou) tell nothing. */
function forEachDistinguishedWord(folded: string, { piece }: WordSink): void {
  let start = 0;
  for (const component of folded.split(/(?<!\\),/)) {
    const value = component.indexOf('=') + 1;
    const mark = start === 0 ? '' : PLACE;
    for (const { from, to } of plainPieces(component)) {
      piece(from < value ? FILLER : mark, from + start, to + start);
    }
    start += component.length + 1;
  }
}

function wordOf(folded: string, pieces: readonly Piece[]): SearchWord {
  const text = pieces.map(({ from, to }) => folded.slice(from, to)).join('');
  return { text: text.slice(0, MAX_WORD), pieces };
}
