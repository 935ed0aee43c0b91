import { parseJson } from '../../../domain/json/read-json.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { FileFault, FileRecord, RecordFormat, RecordSpan } from './record.ts';

/** A letter of ASCII can be written as `\u0061`; no other escape stands for a letter of an id. */
export const jsonEscapes = String.raw`\\u00[0-7]`;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `hasOwn`: a name that every object of JavaScript knows, such as `constructor`, is no attribute of this one. */
const recordOf = (line: number, value: Readonly<Record<string, unknown>>): FileRecord => ({
  line,
  get: (attribute) => (Object.hasOwn(value, attribute) ? value[attribute] : undefined),
});

/** `JSON.parse` is what is fast; where it fails, a slower reader finds the place. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultIn(text: string, { line }: RecordSpan, startColumn: number): FileFault {
  const read = parseJson(text);
  if (read.ok) {
    const fix = 'Write one object { … } for each person or group.';
    return { line, column: startColumn, message: 'this is no JSON object', fix };
  }
  const { line: below, column, message } = read.error;
  return {
    line: line + below - 1,
    column: below === 1 ? column + startColumn - 1 : column,
    message: `this is no JSON: ${message}`,
    fix: 'Correct the JSON at this place.',
  };
}

/**
 * The parsing half of both JSON formats: each span is one object, and a blank one is none. `columnOf` tells, for a
 * fault, in which column a byte stands.
 */
export const parseObjects =
  (columnOf: (bytes: Buffer, at: number) => number): RecordFormat['parse'] =>
  (bytes, spans) => {
    const records: FileRecord[] = [];
    for (const span of spans) {
      const text = bytes.toString('utf8', span.start, span.stop);
      const value = parsed(text);
      if (isObject(value)) records.push(recordOf(span.line, value));
      else if (text.trim() !== '') return fail(faultIn(text, span, columnOf(bytes, span.start)));
    }
    return ok(records);
  };
