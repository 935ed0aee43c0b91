import { readFile, stat } from 'node:fs/promises';
import type { z } from 'zod';

/** A data file of the sample company that cannot be used. The exchange that met it turns this into a failure. */
export class SampleDataError extends Error {}

export type SampleFile<T> = { readonly read: () => Promise<T> };

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** What tells two states of a file apart without reading it; undefined when there is no file. */
export async function fileMark(path: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino}/${size}/${mtimeMs}`;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/**
 * A JSON file that is read on first use and again whenever it has changed, since other processes may write it.
 * A missing file gives `ifMissing`, or a SampleDataError when that is not given; so does one of another form.
 */
export function sampleFile<Shape extends z.ZodType>(
  path: string,
  shape: Shape,
  ifMissing?: z.output<Shape>,
): SampleFile<z.output<Shape>> {
  let known: { readonly mark: string; readonly content: z.output<Shape> } | undefined;
  return {
    read: async () => {
      const mark = await fileMark(path);
      if (mark === undefined) {
        if (ifMissing !== undefined) return ifMissing;
        throw new SampleDataError(`The sample data file ${path} is missing.`);
      }
      if (known?.mark !== mark) known = { mark, content: parsed(await readFile(path, 'utf8'), path, shape) };
      return known.content;
    },
  };
}

function parsed<Shape extends z.ZodType>(text: string, path: string, shape: Shape): z.output<Shape> {
  try {
    return shape.parse(JSON.parse(text));
  } catch (error) {
    throw new SampleDataError(`The sample data file ${path} cannot be read.`, { cause: error });
  }
}
