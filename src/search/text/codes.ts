import type { Listing, SearchField } from '../../domain/model/subject.ts';
import { type FieldSet, fieldBit, fieldSet } from './fields.ts';
import { fold } from './fold.ts';

export const idFields: readonly SearchField[] = [
  'employeeId',
  'workerId',
  'wid',
  'personIdExternal',
  'samAccountName',
  'distinguishedName',
  'objectId',
];
/** Fields whose value is compared as a whole or as a piece, signs included: ids and addresses. */
const codeFields: ReadonlySet<SearchField> = new Set<SearchField>(['userPrincipalName', 'mail', ...idFields]);

/** Random hexadecimal: a piece of it is in somebody's and means nobody. They are found by their beginning. */
const randomFields: ReadonlySet<SearchField> = new Set<SearchField>(['objectId', 'wid']);

/** Ids of one word: a typed digit too much, or a wrong one, can be put right. */
export const plainIds: FieldSet = fieldSet('employeeId', 'workerId', 'personIdExternal');
export const isPlainId = (field: SearchField): boolean => (fieldBit(field) & plainIds) !== 0;
/** Codes that are made of words and signs. */
export const wordedCodes: FieldSet = fieldSet(
  'userPrincipalName',
  'mail',
  'samAccountName',
  'distinguishedName',
);

export type Code = { readonly field: SearchField; readonly value: string };

export const isCodeField = (field: SearchField): boolean => codeFields.has(field);
export const isRandomField = (field: SearchField): boolean => randomFields.has(field);

/** Every code of a listing. An id that is in none of its fields is still found, as its object id. */
export function codesOf(listing: Listing): readonly Code[] {
  const codes = listing.fields.filter(({ field, value }) => isCodeField(field) && value.trim() !== '');
  if (
    codes.some(({ value }) => codeIdentity(value) === codeIdentity(listing.id)) ||
    listing.id.trim() === ''
  ) {
    return codes;
  }
  return [...codes, { field: 'objectId', value: listing.id }];
}

/** What two spellings of a code are compared by when one may be a piece of the other. */
export const codeKey = (value: string): string =>
  plainCode.test(value) ? value.toLowerCase() : evenSpaces(fold(value));

/** Nothing in it but its case is folded away: nearly all codes are like that. */
const plainCode = /^[!-+\--<>-_a-~]*$/;

/** What makes two codes the same: case and spaces do not count (RFC 4518 2.6), accents do. */
export const codeIdentity = (value: string): string => evenSpaces(value.normalize('NFC').toLowerCase());

const uneven = /[\s\p{Cc},=]/u;

/** RFC 4514 2: spaces around the signs of a distinguished name mean nothing. */
function evenSpaces(text: string): string {
  if (!uneven.test(text)) return text;
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/ ?([,=]) ?/gu, '$1')
    .trim();
}
