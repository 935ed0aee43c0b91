import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/** The header of a cache file has this many bytes: V8 copies data that is not aligned. */
const HEADER = 128;

/**
 * The same text, runtime and processor, and every byte as it was written. V8 itself checks its version and its flags, but
 * of the text only the length, and of the code nothing: it would run whatever stands there. The checksum finds damage, not
 * malice: whoever can write a file of this user can also run programs as this user.
 */
const headerOf = (hash: string, code: Uint8Array): string =>
  `${hash} ${process.version} ${process.platform} ${process.arch} ${crc32(code)}\n`.padEnd(HEADER);

/**
 * A file that another user could have written is none. Everything is asked of the open file, so that it cannot be
 * exchanged in between.
 */
function ownBytes(file: string): Buffer | undefined {
  // Without O_NONBLOCK a named pipe would hold the start back until somebody writes into it.
  const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const facts = fstatSync(handle);
    const isOwn =
      process.getuid === undefined || (facts.uid === process.getuid() && (facts.mode & 0o022) === 0);
    return facts.isFile() && isOwn ? readFileSync(handle) : undefined;
  } finally {
    closeSync(handle);
  }
}

/** The compiled code in a cache file, when it is that of the text with this hash. */
export function keptCode(file: string, hash: string): Buffer | undefined {
  try {
    const bytes = ownBytes(file);
    const code = bytes?.subarray(HEADER);
    if (bytes === undefined || code === undefined) return undefined;
    return bytes.toString('latin1', 0, HEADER) === headerOf(hash, code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces the cache file as a whole. Where it cannot be written, there is none: the next start is slower. */
export function keepCode(file: string, hash: string, code: Buffer): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const header = Buffer.from(headerOf(hash, code), 'latin1');
    writeFileSync(draft, Buffer.concat([header, code]), { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  } catch {
    removeDraft(draft);
  }
}

function removeDraft(draft: string): void {
  try {
    unlinkSync(draft);
  } catch {
    // It was never written.
  }
}
