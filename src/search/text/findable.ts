import type { Listing, SearchField } from '../../domain/model/subject.ts';
import {
  type FoldedText,
  fold,
  foldTraced,
  foldTranscribed,
  isPlainAscii,
  isTranscribable,
  type Spelling,
} from './fold.ts';
import { isForeign, latinWord } from './latin.ts';
import { fieldWords, hasWords, isNameField, isSpaceless, MAX_WORD, type SearchWord } from './words.ts';

/** One value of a listing in one spelling, with the words it is found by. */
export type FindableText = {
  readonly field: SearchField;
  readonly value: string;
  /** `latin`: the words are spelled with Latin letters; each stands for the whole of its pieces. */
  readonly spelling: Spelling | 'latin';
  readonly words: readonly SearchWord[];
};

/**
 * Everything words of a listing are looked for in: the display name first, then its fields in their order. A value
 * with umlauts comes twice, the second time with the umlauts spelled out, and so does a name in another script.
 */
export function findableTexts(listing: Listing): readonly FindableText[] {
  const texts: FindableText[] = [];
  for (const { field, value } of findableFields(listing)) {
    if (hasWords(field)) texts.push(...spellingsOf(field, value));
  }
  const whole = wholeNameText(listing);
  return whole === undefined ? texts : [...texts, whole];
}

/** The display name is a field even where the source does not give it as one. */
export function findableFields({ displayName, fields }: Listing): Listing['fields'] {
  const first = fields.filter(({ field }) => field === 'displayName');
  if (first.length === 0) return [{ field: 'displayName', value: displayName }, ...fields];
  return [...first, ...fields.filter(({ field }) => field !== 'displayName')];
}

function spellingsOf(field: SearchField, value: string): readonly FindableText[] {
  const texts = foldedForms(value).map(
    ({ spelling, folded }): FindableText => ({ field, value, spelling, words: fieldWords(field, folded) }),
  );
  if (!isAlsoLatin(field, value)) return texts;
  return [...texts, { field, value, spelling: 'latin', words: latinWords(field, value) }];
}

/** As it is and, where there are umlauts, with them spelled out. */
export function foldedForms(
  value: string,
): readonly { readonly spelling: Spelling; readonly folded: string }[] {
  const plain = { spelling: 'plain', folded: fold(value) } as const;
  if (!isTranscribable(value)) return [plain];
  return [plain, { spelling: 'transcribed', folded: foldTranscribed(value) }];
}

export const isAlsoLatin = (field: SearchField, value: string): boolean =>
  isNameField(field) && !isPlainAscii(value) && isForeign(value);

/** The words of a name in another script, in Latin letters. */
export function latinWords(field: SearchField, value: string): readonly SearchWord[] {
  const folded = foldTraced(value);
  return fieldWords(field, folded.text)
    .filter((word) => isForeign(word.text))
    .map((word) => ({ ...word, text: latinWord(originalText(value, folded, word)).slice(0, MAX_WORD) }))
    .filter((word) => word.text !== '');
}

/** Folding takes syllables of Hangul apart; they are spelled as they were. */
const originalText = (value: string, { starts, ends }: FoldedText, { pieces }: SearchWord): string =>
  pieces.map(({ from, to }) => value.slice(starts[from], ends[to - 1])).join('');

/**
 * 王 + 小明 is typed 王小明 even where the display name is "Xiaoming Wang". Undefined for names that are written with
 * spaces.
 */
export function wholeSpacelessName({ fields }: Listing): string | undefined {
  const surname = fields.find(({ field }) => field === 'surname')?.value;
  const given = fields.find(({ field }) => field === 'givenName')?.value;
  if (surname === undefined || given === undefined || isPlainAscii(surname)) return undefined;
  const last = fieldWords('surname', fold(surname))[0]?.text;
  const first = fieldWords('givenName', fold(given))[0]?.text;
  if (last === undefined || first === undefined || !isSpaceless(last) || !isSpaceless(first))
    return undefined;
  return (last + first).slice(0, MAX_WORD);
}

/** Nothing on the screen holds the whole word, so it is the surname that is shown for it. */
function wholeNameText(listing: Listing): FindableText | undefined {
  const text = wholeSpacelessName(listing);
  const value = listing.fields.find(({ field }) => field === 'surname')?.value;
  if (text === undefined || value === undefined) return undefined;
  const pieces = fieldWords('surname', fold(value))[0]?.pieces ?? [];
  return { field: 'surname', value, spelling: 'plain', words: [{ text, pieces }] };
}
