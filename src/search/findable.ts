import type { Listing, SearchField } from '../domain/model/subject.ts';
import { fold, foldTraced, isTranscribable, type Spelling } from './fold.ts';
import { fieldWords, isSpaceless, MAX_WORD, type Word } from './words.ts';

/** One value of a listing in one spelling, with the words it is found by. */
export type FindableText = {
  readonly field: SearchField;
  readonly value: string;
  readonly spelling: Spelling;
  readonly words: readonly Word[];
};

/**
 * Everything words of a listing are looked for in: the display name first, then its fields in their order. A value
 * with umlauts comes twice, the second time with the umlauts spelled out.
 */
export function findableTexts(listing: Listing): readonly FindableText[] {
  const named = listing.fields.some(({ field }) => field === 'displayName');
  const fields: Listing['fields'] = named
    ? listing.fields.toSorted((a, b) => Number(b.field === 'displayName') - Number(a.field === 'displayName'))
    : [{ field: 'displayName', value: listing.displayName }, ...listing.fields];
  const texts = fields.flatMap(({ field, value }) => spellings(field, value));
  const whole = wholeSpacelessName(texts);
  return whole === undefined ? texts : [...texts, whole];
}

function spellings(field: SearchField, value: string): readonly FindableText[] {
  const plain: FindableText = { field, value, spelling: 'plain', words: fieldWords(field, fold(value)) };
  if (plain.words.length === 0 || !isTranscribable(value)) return [plain];
  const words = fieldWords(field, foldTraced(value, 'transcribed').text);
  return [plain, { field, value, spelling: 'transcribed', words }];
}

/**
 * 王 + 小明 is typed 王小明 even where the display name is "Xiaoming Wang". Nothing on the screen holds the whole word,
 * so it is the surname that is shown for it.
 */
function wholeSpacelessName(texts: readonly FindableText[]): FindableText | undefined {
  const surname = texts.find(({ field }) => field === 'surname');
  const last = surname?.words[0];
  const first = texts.find(({ field }) => field === 'givenName')?.words[0];
  if (surname === undefined || last === undefined || first === undefined) return undefined;
  if (!isSpaceless(last.text) || !isSpaceless(first.text)) return undefined;
  const word = { text: (last.text + first.text).slice(0, MAX_WORD), pieces: last.pieces };
  return { ...surname, words: [word] };
}
