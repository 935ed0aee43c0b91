/**
 * Folding: what stays of a text when case, accents and look-alike spellings are taken away.
 * Every code point folds on its own, so a folded position can be traced back to the text on the screen.
 *
 *   text    Ł  ó  d  z  ́      Straße       Ｍüller
 *   folded  l  o  d  z        strasse      muller      (transcribed: mueller)
 *
 * Source: Unicode Standard Annex 15 (NFKD). Letters that have no decomposition are in the tables below.
 */
export type Spelling = 'plain' | 'transcribed';

/** `starts[i]` and `ends[i]` are the piece of the original text that the folded UTF-16 unit `i` came from. */
export type FoldedText = {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
};

const withoutDecomposition: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ł: 'l', ı: 'i' }),
  ...Object.entries({ þ: 'th', ŋ: 'n', ŧ: 't', ς: 'σ' }),
  // Arabic: final and dotless forms that people mix, and the letters of Persian keyboards.
  ...Object.entries({ ى: 'ي', ة: 'ه', ک: 'ك', ی: 'ي', ـ: '' }),
  // Apostrophes, the Hawaiian okina and the half rings of transcribed Arabic are one sign to a searcher.
  ...['’', '‘', '`', '´', 'ʼ', 'ʻ', 'ʹ', 'ʾ', 'ʿ', '＇'].map((sign) => [sign, "'"] as const),
]);

/** How names lose their umlauts and rings in passports and mail addresses: Müller is also Mueller. */
const transcriptions: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ä: 'ae',
    ö: 'oe',
    ü: 'ue',
    å: 'aa',
    ø: 'oe',
    Ä: 'ae',
    Ö: 'oe',
    Ü: 'ue',
    Å: 'aa',
    Ø: 'oe',
  }),
);

/**
 * Marks of Latin, Greek, Cyrillic, Hebrew and Arabic, and characters without a shape. Marks of other scripts stay:
 * the vowels of Devanagari or Thai and the voicing of Japanese kana are part of the name.
 */
const dropped = new RegExp(
  [
    '\\p{Cf}',
    '[\\u0300-\\u036f]',
    '[\\u0483-\\u0489]',
    '[\\u0591-\\u05c7]',
    '[\\u0610-\\u061a]',
    '[\\u064b-\\u065f]',
    '[\\u0670-\\u0670]',
    '[\\u06d6-\\u06ed]',
    '[\\u1ab0-\\u1aff]',
    '[\\u1dc0-\\u1dff]',
    '[\\u20d0-\\u20ff]',
    '[\\ufe00-\\ufe0f]',
    '[\\ufe20-\\ufe2f]',
  ].join('|'),
  'u',
);
/** The one character of ASCII that does not only lose its case: it is typed for an apostrophe. */
const BACKTICK = 0x60;
const plainAscii = /^[\u0000-\u005f\u0061-\u007f]*$/;

/** Folding such a text only takes its capitals away. */
export const isPlainAscii = (text: string): boolean => plainAscii.test(text);

/** The folded text alone. `fold(fold(x))` is `fold(x)`. */
export function fold(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase();
  let folded = '';
  let plain = 0;
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    const next = at + (point > 0xffff ? 2 : 1);
    if (point >= 0x80 || point === BACKTICK) {
      if (plain < at) folded += text.slice(plain, at).toLowerCase();
      folded += foldPoint(point);
      plain = next;
    }
    at = next;
  }
  return folded + text.slice(plain).toLowerCase();
}

/** The folded text with the way back. `transcribed` spells umlauts out; all else is as in `fold`. */
export function foldTraced(text: string, spelling: Spelling = 'plain'): FoldedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    const piece =
      (spelling === 'transcribed' ? transcriptions.get(character) : undefined) ??
      foldPoint(character.codePointAt(0) ?? 0);
    const end = at + character.length;
    for (let unit = 0; unit < piece.length; unit++) {
      starts.push(at);
      ends.push(end);
    }
    if (piece === '') extendTo(end, starts, ends);
    folded += piece;
    at = end;
  }
  return { text: folded, starts, ends };
}

const transcribable = new RegExp(`[${[...transcriptions.keys()].join('')}]`, 'u');
export const isTranscribable = (text: string): boolean => transcribable.test(text);

/** The folded text with umlauts spelled out, without the way back. */
export const foldTranscribed = (text: string): string =>
  fold(text.replaceAll(eachTranscribable, (letter) => transcriptions.get(letter) ?? letter));
const eachTranscribable = new RegExp(transcribable, 'gu');

/** A mark belongs to the letter before it, so a highlighted letter keeps its accent. */
function extendTo(end: number, starts: readonly number[], ends: number[]): void {
  const letter = starts.at(-1);
  for (let unit = ends.length - 1; unit >= 0 && starts[unit] === letter; unit--) ends[unit] = end;
}

/** A directory has few different characters, and normalising each of them anew was most of the time of indexing. */
const remembered = new Map<number, string>();
const MOST_REMEMBERED = 20_000;

function foldPoint(point: number): string {
  const known = remembered.get(point);
  if (known !== undefined) return known;
  const folded = decompose(String.fromCodePoint(point));
  if (remembered.size < MOST_REMEMBERED) remembered.set(point, folded);
  return folded;
}

function decompose(character: string): string {
  const known = withoutDecomposition.get(character);
  if (known !== undefined) return known;
  let folded = '';
  for (const part of character.normalize('NFKD').toLowerCase()) {
    if (!dropped.test(part)) folded += withoutDecomposition.get(part) ?? hiragana(part);
  }
  return folded;
}

/** Katakana reads as hiragana: a name is typed in either. */
function hiragana(part: string): string {
  return part >= '\u30a1' && part <= '\u30f6' ? String.fromCharCode(part.charCodeAt(0) - 0x60) : part;
}
