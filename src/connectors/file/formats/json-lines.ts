import { fail, ok } from '../../../domain/result.ts';
import { jsonEscapes, parseObjects } from './json-object.ts';
import { isBlank, type RecordFormat, type RecordSpan } from './record.ts';

const NEWLINE = 0x0a;
const LIST = 0x5b;

/** One JSON object a line (jsonlines.org). Blank lines count as lines and give nothing. */
export function jsonLines(): RecordFormat {
  let line = 1;
  return {
    escapes: jsonEscapes,
    cut: (bytes, isLast) => {
      if (line === 1 && isList(bytes)) {
        const message = 'this is a JSON list, not JSON Lines';
        return fail({ line, column: 1, message, fix: 'Add "format": "json" to the source.' });
      }
      const used = isLast ? bytes.length : bytes.lastIndexOf(NEWLINE) + 1;
      const spans: RecordSpan[] = [];
      for (let start = 0; start < used; line += 1) {
        const newline = bytes.indexOf(NEWLINE, start);
        const stop = newline === -1 ? used : newline;
        spans.push({ start, stop, line });
        start = stop + 1;
      }
      return ok({ spans, used });
    },
    parse: parseObjects(() => 1),
  };
}

const isList = (bytes: Buffer): boolean => bytes[bytes.findIndex((byte) => !isBlank(byte))] === LIST;
