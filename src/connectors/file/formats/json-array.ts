import { fail, ok, type Result } from '../../../domain/result.ts';
import { jsonEscapes, parseObjects } from './json-object.ts';
import {
  type Cut,
  countLines,
  type FileFault,
  isBlank,
  type RecordFormat,
  type RecordSpan,
} from './record.ts';

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const LIST = 0x5b;
const LIST_END = 0x5d;
const OBJECT = 0x7b;
const OBJECT_END = 0x7d;

/** What may come next between the objects of the list. */
type Expected = 'list' | 'objectOrEnd' | 'object' | 'commaOrEnd' | 'nothing';

/** What moves on while the file is read. */
type Reading = {
  expected: Expected;
  line: number;
  /** How much of its first line a piece of the file, and the next one, has before it: a list can be all one line. */
  column: number;
  nextColumn: number;
};

const inWords: Readonly<Record<Expected, string>> = {
  list: 'the list must begin with [',
  objectOrEnd: 'an object { … } or ] is expected here',
  object: 'an object { … } is expected here',
  commaOrEnd: 'a comma or ] is expected here',
  nothing: 'nothing may follow the end of the list',
};

/** What a sign between the objects leads to; undefined where it must not stand. */
function next(expected: Expected, byte: number): Expected | undefined {
  if (expected === 'list') return byte === LIST ? 'objectOrEnd' : undefined;
  if (byte === LIST_END) {
    return expected === 'objectOrEnd' || expected === 'commaOrEnd' ? 'nothing' : undefined;
  }
  return byte === COMMA && expected === 'commaOrEnd' ? 'object' : undefined;
}

const columnOf = ({ column }: Reading, bytes: Buffer, at: number): number => {
  const lineStart = at === 0 ? 0 : bytes.lastIndexOf(NEWLINE, at - 1) + 1;
  return bytes.toString('utf8', lineStart, at).length + 1 + (lineStart === 0 ? column : 0);
};

/**
 * A JSON list of objects, of any length: only the ends of the objects are looked for here, and each of them is parsed
 * for itself, so that nothing but one piece of the file is in memory.
 */
export function jsonArray(): RecordFormat {
  const reading: Reading = { expected: 'list', line: 1, column: 0, nextColumn: 0 };
  return {
    escapes: jsonEscapes,
    cut: (bytes, isLast) => {
      reading.column = reading.nextColumn;
      const cut = cutObjects(reading, bytes);
      if (!cut.ok) return cut;
      const { used } = cut.value;
      if (isLast && (reading.expected !== 'nothing' || used < bytes.length)) return fail(unfinished(reading));
      reading.nextColumn = columnOf(reading, bytes, used) - 1;
      return cut;
    },
    parse: parseObjects((bytes, at) => columnOf(reading, bytes, at)),
  };
}

function cutObjects(reading: Reading, bytes: Buffer): Result<Cut, FileFault> {
  const spans: RecordSpan[] = [];
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === OBJECT && reading.expected.startsWith('object')) {
      const stop = endOfObject(bytes, at);
      if (stop === -1) break;
      spans.push({ start: at, stop, line: reading.line });
      reading.line += countLines(bytes, at, stop);
      reading.expected = 'commaOrEnd';
      at = stop;
    } else {
      if (!passSign(reading, byte)) return fail(faultAt(reading, bytes, at));
      at += 1;
    }
  }
  return ok({ spans, used: at });
}

/** Moves over a byte between the objects; false when it must not stand here. */
function passSign(reading: Reading, byte: number): boolean {
  if (byte === NEWLINE) reading.line += 1;
  if (isBlank(byte)) return true;
  const expected = next(reading.expected, byte);
  if (expected !== undefined) reading.expected = expected;
  return expected !== undefined;
}

function depthChange(byte: number | undefined): number {
  if (byte === OBJECT || byte === LIST) return 1;
  return byte === OBJECT_END || byte === LIST_END ? -1 : 0;
}

/** Behind the closing bracket; -1 when it is not there yet. Brackets inside of texts do not count. */
function endOfObject(bytes: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfText(bytes, at);
      if (at === -1) return -1;
      continue;
    }
    const change = depthChange(byte);
    depth += change;
    if (change === -1 && depth === 0) return at + 1;
  }
  return -1;
}

/** The closing quote of the text that opens at `start`; -1 when it is not there yet. */
function endOfText(bytes: Buffer, start: number): number {
  for (let at = start + 1; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at += 1;
  }
  return -1;
}

function faultAt(reading: Reading, bytes: Buffer, at: number): FileFault {
  const { expected, line } = reading;
  const fix =
    expected === 'list' && bytes[at] === OBJECT
      ? 'If every line is an object, add "format": "json-lines" to the source.'
      : 'Correct the JSON at this place.';
  const message = `this is no JSON list of objects: ${inWords[expected]}`;
  return { line, column: columnOf(reading, bytes, at), message, fix };
}

function unfinished({ line, expected }: Reading): FileFault {
  const message =
    expected === 'list'
      ? 'the file holds no JSON list'
      : 'the list is not closed; the file may have been cut off';
  return { line, column: 1, message, fix: 'Export it again, up to the closing ].' };
}
