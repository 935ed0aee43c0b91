import type { Listing, SearchField } from '../domain/model/subject.ts';
import { type FieldSet, fieldBit } from './fields.ts';
import { findableFields, foldedForms, isAlsoLatin, latinWords, wholeSpacelessName } from './findable.ts';
import { isPlainAscii } from './fold.ts';
import { createWordTable } from './word-table.ts';
import { forEachWord, hasWords, type WordSink } from './words.ts';

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

/** First and last names repeat. */
const MOST_REMEMBERED = 50_000;

export function createListingWords(): ListingWords {
  const table = createWordTable();
  const remembered = new Map<string, readonly number[]>();
  let ids: number[] = [];
  let sets: FieldSet[] = [];
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
  const readValue = (field: SearchField, value: string): readonly number[] => {
    found = [];
    if (isPlainAscii(value)) readForm(field, value.toLowerCase());
    else {
      for (const form of foldedForms(value)) readForm(field, form.folded);
      if (isAlsoLatin(field, value)) {
        for (const { text } of latinWords(field, value)) found.push(table.idOf(text, '', 0, text.length));
      }
    }
    return found;
  };
  const readName = (field: SearchField, value: string): readonly number[] => {
    const known = remembered.get(value);
    if (known !== undefined) return known;
    const words = readValue(field, value);
    if (remembered.size < MOST_REMEMBERED) remembered.set(value, words);
    return words;
  };
  const note = (words: readonly number[], bit: FieldSet): void => {
    for (const word of words) {
      const place = ids.indexOf(word);
      if (place >= 0) sets[place] = (sets[place] ?? 0) | bit;
      else {
        ids.push(word);
        sets.push(bit);
      }
    }
  };

  return {
    read: (listing, take) => {
      ids = [];
      sets = [];
      let address = '';
      let addressWords: readonly number[] = [];
      for (const { field, value } of findableFields(listing)) {
        if (!hasWords(field)) continue;
        const isAddress = field === 'userPrincipalName' || field === 'mail';
        if (field === 'givenName' || field === 'surname') note(readName(field, value), fieldBit(field));
        else if (isAddress && value === address) note(addressWords, fieldBit(field));
        else {
          const words = readValue(field, value);
          note(words, fieldBit(field));
          if (isAddress) [address, addressWords] = [value, words];
        }
      }
      const whole = wholeSpacelessName(listing);
      if (whole !== undefined) note([table.idOf(whole, '', 0, whole.length)], fieldBit('surname'));
      for (const [at, id] of ids.entries()) take(id, sets[at] ?? 0);
    },
    all: table.words,
  };
}
