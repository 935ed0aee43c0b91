import { crc32 } from 'node:zlib';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { ResourceChange } from '../resources/model.ts';

const LINE_END = 0x0a;
const CHECKSUM_LENGTH = 8;

/**
 * The changes of one write to disk as one line: checksum, blank, JSON. One line and not several, because all of it
 * is on disk or none counts.
 */
export function encodeBatch(changes: readonly ResourceChange[]): string {
  const json = JSON.stringify(changes);
  return `${checksum(json)} ${json}\n`;
}

export type DecodedJournal = {
  readonly changes: readonly ResourceChange[];
  /** Where the last whole line ends. What follows was never acknowledged. */
  readonly goodBytes: number;
};

/**
 * Reads a journal as a crash may have left it: a last line that is cut or garbled is not part of it. A bad line
 * with more behind it is damage that no crash explains; its number, counted from 1, is the error.
 */
export function decodeJournal(bytes: Buffer): Result<DecodedJournal, { readonly line: number }> {
  const changes: ResourceChange[] = [];
  let at = 0;
  for (let line = 1; at < bytes.length; line += 1) {
    const end = bytes.indexOf(LINE_END, at);
    const batch = end < 0 ? undefined : decodeLine(bytes.subarray(at, end));
    if (batch === undefined) {
      const isLast = end < 0 || end === bytes.length - 1;
      return isLast ? ok({ changes, goodBytes: at }) : fail({ line });
    }
    for (const change of batch) changes.push(change);
    at = end + 1;
  }
  return ok({ changes, goodBytes: at });
}

function decodeLine(line: Buffer): readonly ResourceChange[] | undefined {
  const json = line.subarray(CHECKSUM_LENGTH + 1);
  if (line.toString('latin1', 0, CHECKSUM_LENGTH) !== checksum(json)) return undefined;
  // The checksum says that this is what `encodeBatch` wrote.
  return JSON.parse(json.toString()) as readonly ResourceChange[];
}

function checksum(data: string | Buffer): string {
  return crc32(data).toString(16).padStart(CHECKSUM_LENGTH, '0');
}
