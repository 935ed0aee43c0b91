import { traitsOf } from '../../../domain/model/app.ts';
import type { Listing } from '../../../domain/model/subject.ts';
import { ok, type Result } from '../../../domain/result.ts';
import type { FileFault, FileRecord } from '../formats/record.ts';
import type { FileListing } from '../settings.ts';
import { listingFactsOf, listingText } from './app-kinds.ts';
import { anchorOf } from './identify.ts';

/** One line of the list of people or groups, and the immutable id, which it need not show. */
export type Listed = { readonly anchor: string; readonly listing: Listing };

/** How many ids a group lists; they may be a list or, with one member, a single text. */
export function listedMemberIds(
  record: FileRecord,
  { members }: Pick<FileListing, 'members'>,
): readonly string[] {
  const held = record.get(members);
  return (Array.isArray(held) ? held : [held]).flatMap((id) =>
    typeof id === 'string' || typeof id === 'number' ? [String(id)] : [],
  );
}

function nameOf(fields: Listing['fields']): string | undefined {
  const value = (wanted: string) => fields.find(({ field }) => field === wanted)?.value;
  const parts = [value('givenName'), value('surname')].filter((part) => part !== undefined);
  return value('displayName') ?? (parts.length === 0 ? undefined : parts.join(' '));
}

/** Without a display name the parts of the name stand for it, and without them the id. */
export function listedOf(record: FileRecord, file: FileListing): Result<Listed, FileFault> {
  const anchor = anchorOf(record, file);
  if (!anchor.ok) return anchor;
  const facts = listingFactsOf(file.app);
  const fields: Listing['fields'][number][] = [];
  for (const [field, attribute] of facts.fields) {
    const value = listingText(record, attribute);
    if (value !== undefined) fields.push({ field, value });
  }
  if (!fields.some(({ value }) => value === anchor.value))
    fields.push({ field: 'objectId', value: anchor.value });
  const id = (facts.shownId === undefined ? undefined : listingText(record, facts.shownId)) ?? anchor.value;
  return ok({
    anchor: anchor.value,
    listing: { kind: file.kind, id, displayName: nameOf(fields) ?? id, fields, ...remark(record, file) },
  });
}

/** Apps whose source is Entra do not offer disabled people; the others only mark them: a leaver is to be disabled. */
function remark(record: FileRecord, file: FileListing): Pick<Listing, 'hiddenBecause' | 'note'> {
  if (file.kind === 'group') {
    const count = listedMemberIds(record, file).length;
    return { note: count === 1 ? '1 member' : `${count} members` };
  }
  const inactive = listingFactsOf(file.app).inactive(record);
  if (inactive === undefined) return {};
  return traitsOf(file.app).hidesInactiveUsers ? { hiddenBecause: inactive } : { note: inactive };
}
