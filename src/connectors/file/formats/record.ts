import type { Result } from '../../../domain/result.ts';

/** One object of a file, before its values are typed. */
export type FileRecord = {
  /** The line the object begins on, counted from 1. */
  readonly line: number;
  /** What the file holds under a name: undefined or null for nothing, else text, number, boolean, list or object. */
  readonly get: (attribute: string) => unknown;
};

/** Why a file cannot be read on. Line and column count from 1; the column counts UTF-16 units. */
export type FileFault = {
  readonly line: number;
  readonly column: number;
  /** One sentence in the present tense, without a full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
};

/** Where one object stands in a piece of the file: bytes from `start` up to, not including, `stop`. */
export type RecordSpan = { readonly start: number; readonly stop: number; readonly line: number };

export type Cut = {
  readonly spans: readonly RecordSpan[];
  /** How many bytes are done with; the rest is the beginning of an object and comes again with the next piece. */
  readonly used: number;
};

/** One of the formats, for one reading of one file: it remembers on which line it is. */
export type RecordFormat = {
  /** Finds where the complete objects stand. With `isLast` nothing follows, and the rest is an object too. */
  readonly cut: (bytes: Buffer, isLast: boolean) => Result<Cut, FileFault>;
  /** The objects of some of these spans, in order. */
  readonly parse: (bytes: Buffer, spans: readonly RecordSpan[]) => Result<readonly FileRecord[], FileFault>;
  /** What else in the bytes may stand for a part of an id: escaped letters. For the fast test of `needle.ts`. */
  readonly escapes?: string;
};

export const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

const NEWLINE = 0x0a;

/** Line feeds from `start` up to `stop`. */
export function countLines(bytes: Buffer, start: number, stop: number): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE, start); at !== -1 && at < stop; at = bytes.indexOf(NEWLINE, at + 1)) {
    count += 1;
  }
  return count;
}

/** The place of a byte of an object. */
export function recordPlace(bytes: Buffer, span: RecordSpan, at: number): Pick<FileFault, 'line' | 'column'> {
  const lineStart = Math.max(span.start, bytes.lastIndexOf(NEWLINE, Math.max(0, at - 1)) + 1);
  return {
    line: span.line + countLines(bytes, span.start, at),
    column: bytes.toString('utf8', lineStart, at).length + 1,
  };
}
