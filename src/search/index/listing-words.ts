import type { Listing, SearchField } from '../../domain/model/subject.ts';
import { type FieldSet, fieldBit } from '../text/fields.ts';
import {
  findableFields,
  foldedForms,
  isAlsoLatin,
  latinWords,
  wholeSpacelessName,
} from '../text/findable.ts';
import { isPlainAscii } from '../text/fold.ts';
import { forEachWord, hasWords, type WordSink } from '../text/words.ts';
import { createWordTable, type WordTable } from './word-table.ts';

/**
 * The different words of one listing after the other, as numbers, with the fields they are in: the same words as those
 * of `findableTexts`, but read where they are, without an object for each.
 */
export type ListingWords = {
  /** Calls `found` with each word of the listing once. */
  readonly read: (listing: Listing, found: (word: number, fields: FieldSet) => void) => void;
  /** All words so far, by their numbers. */
  readonly all: () => readonly string[];
};

export function createListingWords(): ListingWords {
  const table = createWordTable();
  const wordsOf = createValueReader(table);
  let ids: number[] = [];
  let sets: FieldSet[] = [];

  const note = (words: readonly number[], field: SearchField): void => {
    for (const word of words) {
      const place = ids.indexOf(word);
      if (place >= 0) sets[place] = (sets[place] ?? 0) | fieldBit(field);
      else {
        ids.push(word);
        sets.push(fieldBit(field));
      }
    }
  };

  return {
    read: (listing, take) => {
      ids = [];
      sets = [];
      for (const { field, value } of findableFields(listing)) {
        if (hasWords(field)) note(wordsOf(field, value), field);
      }
      const whole = wholeSpacelessName(listing);
      if (whole !== undefined) note([table.idOf(whole, '', 0, whole.length)], 'surname');
      for (const [at, id] of ids.entries()) take(id, sets[at] ?? 0);
    },
    all: table.words,
  };
}

/** First and last names repeat from person to person. */
const MOST_REMEMBERED = 50_000;

/** The words of one value, by their numbers. */
function createValueReader(table: WordTable): (field: SearchField, value: string) => readonly number[] {
  const names = new Map<string, readonly number[]>();
  /** User principal name and mail are nearly always the same. */
  let lastAddress: { readonly value: string; readonly words: readonly number[] } | undefined;
  let folded = '';
  let found: number[] = [];

  const sink: WordSink = {
    piece: (mark, from, to) => found.push(table.idOf(folded, mark, from, to)),
    joined: (pieces) => found.push(table.joinedId(folded, pieces)),
  };
  const readForm = (field: SearchField, form: string): void => {
    folded = form;
    forEachWord(field, form, sink);
  };
  const read = (field: SearchField, value: string): readonly number[] => {
    found = [];
    if (isPlainAscii(value)) {
      readForm(field, value.toLowerCase());
      return found;
    }
    for (const form of foldedForms(value)) readForm(field, form.folded);
    const inLatin = isAlsoLatin(field, value) ? latinWords(field, value) : [];
    for (const { text } of inLatin) found.push(table.idOf(text, '', 0, text.length));
    return found;
  };
  const readAddress = (field: SearchField, value: string): readonly number[] => {
    if (lastAddress?.value !== value) lastAddress = { value, words: read(field, value) };
    return lastAddress.words;
  };
  const readName = (field: SearchField, value: string): readonly number[] => {
    const words = names.get(value) ?? read(field, value);
    if (names.size < MOST_REMEMBERED) names.set(value, words);
    return words;
  };
  return (field, value) => {
    if (field === 'givenName' || field === 'surname') return readName(field, value);
    return field === 'userPrincipalName' || field === 'mail' ? readAddress(field, value) : read(field, value);
  };
}
