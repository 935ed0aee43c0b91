import { CsvError, parse } from 'csv-parse/sync';
import { nearestName } from '../../../domain/expressions/syntax/suggest.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { FileListing } from '../settings.ts';
import {
  countLines,
  type FileFault,
  type FileRecord,
  type RecordFormat,
  type RecordSpan,
  recordPlace,
} from './record.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

type Row = readonly string[];
type Csv = Pick<FileListing, 'delimiter' | 'valueSeparator' | 'attributes' | 'anchors' | 'members'>;

/** Which cells of a row belong to an attribute: a column may be there several times. */
type Header = {
  readonly columns: ReadonlyMap<string, readonly number[]>;
  readonly width: number;
};

/**
 * CSV (RFC 4180) with a header. An attribute with several values has several columns of its name, or all its values
 * in one cell with `valueSeparator` between them. An empty cell is no value.
 */
export function csv(settings: Csv): RecordFormat {
  const severalValues = new Set([
    ...settings.attributes.filter(({ multivalued }) => multivalued).map(({ name }) => name),
    settings.members,
  ]);
  const recordOf = (line: number, row: Row, { columns }: Header): FileRecord => ({
    line,
    get: (attribute) => {
      const cells = (columns.get(attribute) ?? []).map((column) => row[column] ?? '');
      const values = severalValues.has(attribute)
        ? cells.flatMap((cell) => cell.split(settings.valueSeparator).map((value) => value.trim()))
        : cells;
      const held = values.filter((value) => value !== '');
      return held.length > 1 ? held : held[0];
    },
  });
  let header: Header | undefined;
  let line = 1;

  const parseRows: RecordFormat['parse'] = (bytes, spans) => {
    const rows = rowsOf(bytes, spans, settings.delimiter);
    if (!rows.ok) return rows;
    const records: FileRecord[] = [];
    for (const [index, row] of rows.value.entries()) {
      const span = spans[index];
      if (span === undefined) throw new Error('a row of CSV is not where it was cut');
      if (row.length !== header?.width) return fail(wrongWidth(row, header?.width ?? 0, span));
      records.push(recordOf(span.line, row, header));
    }
    return ok(records);
  };

  const readHeader = (bytes: Buffer, span: RecordSpan): FileFault | undefined => {
    const rows = rowsOf(bytes, [span], settings.delimiter);
    if (!rows.ok) return rows.error;
    const names = rows.value[0] ?? [];
    header = headerOf(names);
    const known = header.columns;
    return settings.anchors.some((anchor) => known.has(anchor))
      ? undefined
      : noId(settings, names, span.line);
  };

  return {
    cut: (bytes, isLast) => {
      const { spans, used, nextLine } = cutRows(bytes, { line, isLast, delimiter: settings.delimiter });
      line = nextLine;
      const [first, ...others] = spans;
      if (header !== undefined || first === undefined) return ok({ spans, used });
      const fault = readHeader(bytes, first);
      return fault === undefined ? ok({ spans: others, used }) : fail(fault);
    },
    parse: parseRows,
  };
}

function headerOf(names: Row): Header {
  const columns = Map.groupBy(names.keys(), (column) => (names[column] ?? '').trim());
  return { columns, width: names.length };
}

type Cutting = { readonly line: number; readonly isLast: boolean; readonly delimiter: string };

function cutRows(bytes: Buffer, { line, isLast, delimiter }: Cutting) {
  const separator = delimiter.charCodeAt(0);
  const spans: RecordSpan[] = [];
  let nextLine = line;
  let start = 0;
  while (start < bytes.length) {
    const end = endOfRow(bytes, start, separator);
    if (end === -1 && !isLast) break;
    const stop = end === -1 ? bytes.length : end;
    if (!isBlankRow(bytes, start, stop)) spans.push({ start, stop, line: nextLine });
    nextLine += countLines(bytes, start, stop);
    start = stop;
  }
  return { spans, used: start, nextLine };
}

/** Behind the line feed that ends a row; -1 when it is not there yet. Only a quote at the beginning of a cell opens one. */
function endOfRow(bytes: Buffer, start: number, separator: number): number {
  let quoted = false;
  let cell = start;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) quoted = !quoted && (at === cell || bytes[at - 1] === QUOTE);
    else if (quoted) continue;
    else if (byte === NEWLINE) return at + 1;
    else if (byte === separator) cell = at + 1;
  }
  return -1;
}

const isBlankRow = (bytes: Buffer, start: number, stop: number): boolean =>
  stop - start <= 2 && bytes.subarray(start, stop).every((byte) => byte === NEWLINE || byte === RETURN);

function rowsOf(
  bytes: Buffer,
  spans: readonly RecordSpan[],
  delimiter: string,
): Result<readonly Row[], FileFault> {
  const rows = Buffer.concat(spans.map(({ start, stop }) => bytes.subarray(start, stop)));
  try {
    return ok(parse(rows, { delimiter, relax_column_count: true }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return fail(faultOf(error, bytes, spans));
  }
}

const messages: ReadonlyMap<string, string> = new Map([
  ['CSV_INVALID_CLOSING_QUOTE', 'a quote ends in the middle of a cell'],
  ['INVALID_OPENING_QUOTE', 'a quote stands in the middle of a cell that does not begin with one'],
  ['CSV_QUOTE_NOT_CLOSED', 'a quote is opened and never closed'],
]);

/** csv-parse counts from the beginning of what it was given; the row it was in tells where that is in the file. */
function faultOf(error: CsvError, bytes: Buffer, spans: readonly RecordSpan[]): FileFault {
  const numberOf = (fact: string): number => Number(error[fact]);
  const span = spans[numberOf('records')] ?? { start: 0, stop: 0, line: 1 };
  const inRow = numberOf('column') > 0 ? numberOf('bytes') + 1 - numberOf('bytes_records') : 0;
  return {
    ...recordPlace(bytes, span, span.start + inRow),
    message: messages.get(error.code) ?? `this is no CSV (${error.code})`,
    fix: 'Put the whole cell between quotes, and double each quote inside it.',
  };
}

const wrongWidth = (row: Row, width: number, { line }: RecordSpan): FileFault => ({
  line,
  column: 1,
  message: `this row has ${row.length} cells, and the header has ${width}`,
  fix: 'Give every row the cells of the header; a cell with a comma or a line break in it needs quotes.',
});

function noId({ anchors, delimiter }: Csv, names: Row, line: number): FileFault {
  const header = names.join(delimiter);
  const other = [';', '\t', '|', ','].find((sign) => sign !== delimiter && header.includes(sign));
  const meant = anchors.flatMap((anchor) => nearestName(anchor, names) ?? [])[0];
  const perhaps = meant === undefined ? '' : `; perhaps it is "${meant}"`;
  const fix =
    other === undefined || names.length > 1
      ? `Name the column with the immutable id: "id": "…" in the source${perhaps}.`
      : `Add "delimiter": ${JSON.stringify(other)} to the source.`;
  return { line, column: 1, message: `the header has no column ${anchors.join(' or ')}`, fix };
}
