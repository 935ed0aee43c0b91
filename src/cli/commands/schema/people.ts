import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fail, ok, type Result } from '../../../domain/result.ts';

/** One person as JSON text, and where it stands: a line of JSON Lines, or an item of a list, counted from 1. */
export type PersonText = { readonly text: string; readonly place: string };

export type PeopleFile = {
  readonly bytes: number;
  /** How much of the file was read so far. */
  readonly bytesRead: () => number;
  /** Ends with a failure, one sentence, where the text is neither JSON Lines nor a list of objects. */
  readonly people: () => AsyncGenerator<PersonText, Result<void, string>, undefined>;
};

/** A person is a few kilobytes; more than this is some other file. */
const MAX_PERSON = 2 ** 20;
const CHUNK_BYTES = 2 ** 18;

const TOO_LONG = 'one person is longer than 1 MB; is this a file of people?';

/**
 * Opens a file of people: JSON Lines, or one JSON list of objects. It is read piece by piece, so that its size does not
 * matter. Fails with one sentence when there is no such file.
 */
export async function openPeople(file: string): Promise<Result<PeopleFile, string>> {
  try {
    const facts = await stat(file);
    if (!facts.isFile()) return fail(`${file} is not a file.`);
    const stream = createReadStream(file, { encoding: 'utf8', highWaterMark: CHUNK_BYTES });
    return ok({
      bytes: facts.size,
      bytesRead: () => stream.bytesRead,
      people: () => readPeople(file, stream),
    });
  } catch (error) {
    return fail(unreadable(file, error));
  }
}

function unreadable(file: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === 'ENOENT' ? `${file} does not exist.` : `${file} cannot be read (${code}).`;
}

type Cut = { readonly pieces: readonly string[]; readonly rest: string; readonly fault?: string };
type Cutter = (text: string) => Cut;

/** Everything up to the last line break is whole lines. */
const cutLines: Cutter = (text) => {
  const lines = text.split('\n');
  return { pieces: lines.slice(0, -1), rest: lines.at(-1) ?? '' };
};

/** Where the object that begins at `start` ends, behind its last bracket; undefined when more text is needed. */
function endOfObject(text: string, start: number): number | undefined {
  const mark = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}"]/gs;
  mark.lastIndex = start;
  let depth = 0;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    if (found[0] === '"') return undefined;
    if (found[0] === '{') depth += 1;
    if (found[0] === '}') depth -= 1;
    if (depth === 0) return mark.lastIndex;
  }
  return undefined;
}

/** What may stand around the objects of a list; the bracket that opens it is cut off before. */
const between = /[\s,]*/y;

const cutList: Cutter = (text) => {
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    between.lastIndex = at;
    between.test(text);
    const start = between.lastIndex;
    const isObject = text.charAt(start) === '{';
    const end = isObject ? endOfObject(text, start) : undefined;
    if (end !== undefined) {
      pieces.push(text.slice(start, end));
      at = end;
    } else if (isObject || /^\]?\s*$/.test(text.slice(start))) {
      return { pieces, rest: text.slice(start) };
    } else {
      return { pieces, rest: '', fault: 'after these items an object or the end of the list is expected' };
    }
  }
};

type Shape = { readonly cut: Cutter; readonly word: 'item' | 'line'; readonly rest: string };

/** A bracket in front is a list, everything else is JSON Lines; undefined while there are only blanks. */
function shapeOf(text: string): Shape | undefined {
  const start = text.search(/[^\uFEFF\s]/);
  if (start === -1) return undefined;
  if (text.charAt(start) === '[') return { cut: cutList, word: 'item', rest: text.slice(start + 1) };
  return { cut: cutLines, word: 'line', rest: text.replace('\uFEFF', '') };
}

type Splitter = {
  readonly take: (chunk: string) => Result<readonly PersonText[], string>;
  /** What is left when the file ends. */
  readonly finish: () => Result<readonly PersonText[], string>;
};

/** Splits a text that comes in chunks; it keeps only the person that is not complete yet. */
function createSplitter(file: string): Splitter {
  let shape: Shape | undefined;
  let rest = '';
  let count = 0;
  const place = (): string => `${file} ${shape?.word ?? 'line'} ${count}`;
  const personOf = (text: string): readonly PersonText[] => {
    count += 1;
    return text.trim() === '' ? [] : [{ text, place: place() }];
  };
  return {
    take: (chunk) => {
      const isNew = shape === undefined;
      rest += chunk;
      shape ??= shapeOf(rest);
      if (shape === undefined) return ok([]);
      const found = shape.cut(isNew ? shape.rest : rest);
      rest = found.rest;
      const people = found.pieces.flatMap(personOf);
      if (found.fault !== undefined) return fail(`${place()}: ${found.fault}.`);
      return rest.length > MAX_PERSON ? fail(`${place()}: ${TOO_LONG}`) : ok(people);
    },
    finish: () => {
      if (shape?.word !== 'item') return ok(personOf(rest));
      return rest.trim() === ']' ? ok([]) : fail(`${place()}: the list is not closed after it.`);
    },
  };
}

async function* readPeople(
  file: string,
  stream: AsyncIterable<string>,
): AsyncGenerator<PersonText, Result<void, string>, undefined> {
  const splitter = createSplitter(file);
  try {
    for await (const chunk of stream) {
      const found = splitter.take(chunk);
      if (!found.ok) return found;
      yield* found.value;
    }
  } catch (error) {
    return fail(unreadable(file, error));
  }
  const last = splitter.finish();
  if (!last.ok) return last;
  yield* last.value;
  return ok(undefined);
}
