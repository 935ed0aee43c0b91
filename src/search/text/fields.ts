import type { SearchField } from '../../domain/model/subject.ts';

/** All fields, by their numbers. The order is part of the format of a stored index. */
export const searchFields: readonly SearchField[] = [
  'displayName',
  'givenName',
  'surname',
  'userPrincipalName',
  'mail',
  'employeeId',
  'workerId',
  'wid',
  'personIdExternal',
  'samAccountName',
  'distinguishedName',
  'objectId',
  'description',
];

const numbers: ReadonlyMap<SearchField, number> = new Map(
  searchFields.map((field, number) => [field, number]),
);

export const fieldNumber = (field: SearchField): number => numbers.get(field) ?? 0;

/** A set of fields is a number with one bit each. */
export type FieldSet = number;

export const fieldBit = (field: SearchField): FieldSet => 1 << fieldNumber(field);
export const fieldSet = (...fields: readonly SearchField[]): FieldSet =>
  fields.reduce((set, field) => set | fieldBit(field), 0);
export const ALL_FIELDS: FieldSet = (1 << searchFields.length) - 1;
