import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Failure } from '../../../engine/failure.ts';
import { changedFailure, faultFailure, noFile, systemFailure } from '../failures.ts';

/** An open file, read from its beginning to its end. */
export type FileBytes = {
  readonly size: number;
  /** Fills the buffer from `offset` on; 0 at the end of the file. */
  readonly next: (buffer: Buffer, offset: number) => Promise<Result<number, Failure>>;
  /** Whether the file is still what it was when it was opened. */
  readonly unchanged: () => Promise<Result<void, Failure>>;
  readonly close: () => Promise<void>;
};

const BYTE_ORDER_MARK = 3;

async function attempted<T>(path: string, work: () => Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await work());
  } catch (error) {
    return fail(systemFailure(path, error));
  }
}

/** Opens a regular file. A byte order mark of UTF-8 is passed over; UTF-16 is told with what to do. */
export async function openBytes(path: string): Promise<Result<FileBytes, Failure>> {
  // Without O_NONBLOCK a named pipe would hold the program back until somebody writes into it.
  const opened = await attempted(path, () => open(path, constants.O_RDONLY | constants.O_NONBLOCK));
  if (!opened.ok) return opened;
  const handle = opened.value;
  const first = await attempted(path, () => beginning(handle));
  const failure = first.ok ? refusal(path, first.value) : first.error;
  if (!first.ok || failure !== undefined) {
    await handle.close();
    return fail(failure ?? noFile(path));
  }
  return ok(bytesOf(path, handle, first.value));
}

type Beginning = { readonly facts: BigIntStats; readonly bytes: Buffer };

async function beginning(handle: FileHandle): Promise<Beginning> {
  const facts = await handle.stat({ bigint: true });
  const bytes = Buffer.alloc(BYTE_ORDER_MARK);
  if (facts.isFile()) await handle.read(bytes, 0, BYTE_ORDER_MARK, 0);
  return { facts, bytes };
}

function refusal(path: string, { facts, bytes }: Beginning): Failure | undefined {
  if (!facts.isFile()) return noFile(path);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!isUtf16) return undefined;
  return faultFailure(path, { line: 1, column: 1, message: 'the file is UTF-16', fix: 'Save it as UTF-8.' });
}

function bytesOf(path: string, handle: FileHandle, { facts, bytes }: Beginning): FileBytes {
  let position = bytes.equals(Buffer.from('\uFEFF')) ? BYTE_ORDER_MARK : 0;
  return {
    size: Number(facts.size),
    next: (buffer, offset) =>
      attempted(path, async () => {
        const { bytesRead } = await handle.read(buffer, offset, buffer.length - offset, position);
        position += bytesRead;
        return bytesRead;
      }),
    unchanged: async () => {
      const now = await attempted(path, () => handle.stat({ bigint: true }));
      if (!now.ok) return now;
      const same = now.value.size === facts.size && now.value.mtimeNs === facts.mtimeNs;
      return same ? ok(undefined) : fail(changedFailure(path));
    },
    close: () => handle.close(),
  };
}
