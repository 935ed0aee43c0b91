import type { z } from 'zod';
import { pathText } from '../json/path-text.ts';
import { parseJson } from '../json/read-json.ts';
import { fail, ok, type Result } from '../result.ts';

/** One fault in a file of test cases or of source attributes: the file cannot be used until it is corrected. */
export type CaseFault = {
  /** Where in the value: `[3].source.manager`; empty for the file as a whole. */
  readonly path: string;
  /** One sentence in the present tense, without a full stop. */
  readonly message: string;
  /** For text that is no JSON: where it stops being JSON. Both count from 1. */
  readonly place?: { readonly line: number; readonly column: number };
};

/**
 * Reads JSON text (RFC 8259) in the shape that is asked for. Fails with one fault where the text is no JSON, else with
 * every fault of its shape.
 */
export function readShape<Shape extends z.ZodType>(
  text: string,
  shape: Shape,
): Result<z.output<Shape>, readonly CaseFault[]> {
  const json = parseJson(text);
  if (!json.ok) {
    const { line, column, message } = json.error;
    return fail([{ path: '', message: `this is no JSON: ${message}`, place: { line, column } }]);
  }
  const read = shape.safeParse(json.value);
  if (read.success) return ok(read.data);
  return fail(read.error.issues.map(({ path, message }) => ({ path: pathText(path), message })));
}
