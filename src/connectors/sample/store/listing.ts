import type { Listing, SearchField, SubjectKind } from '../../../domain/model/subject.ts';
import { displayText } from '../../../domain/model/value.ts';
import { present } from '../../../domain/present.ts';
import type { StoredObject } from './records.ts';

/** Which attribute of a system feeds which field of the search, most telling field first. */
export type FieldNames = readonly (readonly [SearchField, string])[];

export type ListingTexts = {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly names: FieldNames;
  /** Findable values that are no attributes: the immutable id, a distinguished name. */
  readonly extra?: Listing['fields'];
  readonly hiddenBecause?: string | undefined;
  readonly note?: string | undefined;
};

/** One line of a source's list. An object without a display name is shown by its id. */
export function listingOf({ attributes }: StoredObject, shown: ListingTexts): Listing {
  const fields = shown.names.flatMap(([field, attribute]) => {
    const value = displayText(attributes.get(attribute));
    return value === undefined || value === '' ? [] : [{ field, value }];
  });
  const displayName = fields.find(({ field }) => field === 'displayName')?.value ?? shown.id;
  return {
    kind: shown.kind,
    id: shown.id,
    displayName,
    fields: [...fields, ...(shown.extra ?? [])],
    ...present({ hiddenBecause: shown.hiddenBecause, note: shown.note }),
  };
}
