import { parseJson } from '../json/read-json.ts';
import { fail, ok, type Result } from '../result.ts';
import { type CaseFault, readShape } from './case-fault.ts';
import { type SourceObject, sourceObject } from './shapes.ts';

export type { SourceObject } from './shapes.ts';

/**
 * Reads the attributes of one person or group from a JSON object, or from one line of JSON Lines; `line` counts from
 * 1 and the places of faults are those of the whole text.
 */
export function readSourceObject(
  text: string,
  line: number | undefined,
): Result<SourceObject, readonly CaseFault[]> {
  if (line === undefined) {
    const read = readShape(text, sourceObject);
    return read.ok ? read : fail(read.error.map((fault) => withHint(fault, text)));
  }
  const lines = text.split('\n');
  const chosen = lines[line - 1];
  if (chosen === undefined) {
    return fail([{ path: '', message: `there is no line ${line}; the last one is ${lines.length}` }]);
  }
  const read = readShape(chosen, sourceObject);
  return read.ok ? ok(read.value) : fail(read.error.map((fault) => movedDown(fault, line - 1)));
}

function movedDown({ place, ...fault }: CaseFault, by: number): CaseFault {
  return place === undefined ? fault : { ...fault, place: { ...place, line: place.line + by } };
}

/** JSON Lines read as one value stop at their second line. */
function withHint(fault: CaseFault, text: string): CaseFault {
  const [first = ''] = text.split('\n', 1);
  const isLines = fault.place !== undefined && fault.place.line > 1 && parseJson(first).ok;
  return isLines ? { ...fault, message: `${fault.message}; of JSON Lines, pick one with --line` } : fault;
}
