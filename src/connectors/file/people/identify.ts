import { fail, ok, type Result } from '../../../domain/result.ts';
import type { FileFault, FileRecord } from '../formats/record.ts';
import type { FileListing } from '../settings.ts';
import { listingText } from './app-kinds.ts';

/** What makes two ids the same: case does not count, nor do spaces around the signs of a distinguished name (RFC 4514). */
export function idKey(id: string): string {
  const plain = id.normalize('NFC').trim().toLowerCase();
  // Each run of spaces is looked at once, from its beginning: a long one must not take the square of its length.
  return plain.includes('=') ? plain.replace(/(?<! ) +(?=[,=])|(?<=[,=]) +/gu, '') : plain;
}

/** A number that JavaScript cannot hold exactly would be somebody else's id. */
const isInexact = (value: unknown): boolean => typeof value === 'number' && !Number.isSafeInteger(value);

/** The immutable id of an object. Fails where it has none, and where a number has lost digits. */
export function anchorOf(
  record: FileRecord,
  { anchors }: Pick<FileListing, 'anchors'>,
): Result<string, FileFault> {
  for (const anchor of anchors) {
    const id = listingText(record, anchor)?.trim();
    if (id === undefined || id === '') continue;
    if (!isInexact(record.get(anchor))) return ok(id);
    const message = `the number in ${anchor} is too long for an id`;
    return fail({ line: record.line, column: 1, message, fix: 'Put it between quotes.' });
  }
  const names = anchors.join(' or ');
  const fix = 'Add it, or name the attribute with the immutable id: "id": "…" in the source.';
  return fail({ line: record.line, column: 1, message: `this object has no ${names}`, fix });
}
