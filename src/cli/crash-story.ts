import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

/** Where a frame of a stack stands: `(…/dist/program.js:12:3456)`. */
const place = /\(?((?:\/|[A-Za-z]:\\)[^()\n]*\.js):(\d+):(\d+)\)?/g;

function mapOf(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  } catch {
    return undefined;
  }
}

/**
 * What to print about a bug: the stack with the places in the sources instead of those in the bundle, as far as the maps
 * lie beside it. They are read only now, because every start would pay for them.
 */
export function storyOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const maps = new Map<string, SourceMap | undefined>();
  return stack.replace(place, (whole, file: string, line: string, column: string) => {
    if (!maps.has(file)) maps.set(file, mapOf(file));
    const origin = maps.get(file)?.findOrigin(Number(line), Number(column));
    if (origin === undefined || !('fileName' in origin)) return whole;
    const source = origin.fileName.replace(/^(?:\.\.\/)+/, '');
    return `(${source}:${origin.lineNumber}:${origin.columnNumber})`;
  });
}
