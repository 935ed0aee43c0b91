import { fail, ok, type Result } from '../../result.ts';

/**
 * .NET custom date and time formats, invariant culture. Supported, exactly:
 *
 *     d dd ddd dddd   day, weekday names        M MM MMM MMMM   month, month names
 *     y yy yyy yyyy yyyyy   year                g gg            era
 *     h hh   12-hour clock                      H HH            24-hour clock
 *     m mm   minute                             s ss            second
 *     f .. fffffff   fraction, all digits       F .. FFFFFFF    fraction without trailing zeros
 *     t tt   A or AM                            z zz zzz K      offset from UTC
 *     : /    separators                         "text" 'text' \c   literal text, %c a specifier alone
 *
 * and the standard formats of one letter: d D f F g G m M o O r R s t T u U y Y. Everything else stands for itself,
 * also `Z`.
 * Source: .NET documentation, "Custom date and time format strings" and "Standard date and time format strings".
 */
export type FormatPiece =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'field'; readonly letter: FieldLetter; readonly width: number };

export type FieldLetter = 'd' | 'M' | 'y' | 'g' | 'h' | 'H' | 'm' | 's' | 'f' | 'F' | 't' | 'z' | 'K';

const standard: ReadonlyMap<string, string> = new Map([
  ['d', 'MM/dd/yyyy'],
  ['D', 'dddd, dd MMMM yyyy'],
  ['f', 'dddd, dd MMMM yyyy HH:mm'],
  ['F', 'dddd, dd MMMM yyyy HH:mm:ss'],
  ['g', 'MM/dd/yyyy HH:mm'],
  ['G', 'MM/dd/yyyy HH:mm:ss'],
  ['m', 'MMMM dd'],
  ['M', 'MMMM dd'],
  ['o', "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK"],
  ['O', "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK"],
  ['r', "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"],
  ['R', "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"],
  ['s', "yyyy'-'MM'-'dd'T'HH':'mm':'ss"],
  ['t', 'HH:mm'],
  ['T', 'HH:mm:ss'],
  ['u', "yyyy'-'MM'-'dd HH':'mm':'ss'Z'"],
  ['U', 'dddd, dd MMMM yyyy HH:mm:ss'],
  ['y', 'yyyy MMMM'],
  ['Y', 'yyyy MMMM'],
]);

const widest: Readonly<Record<FieldLetter, number>> = {
  d: 4,
  M: 4,
  y: 5,
  g: 2,
  h: 2,
  H: 2,
  m: 2,
  s: 2,
  f: 7,
  F: 7,
  t: 2,
  z: 3,
  K: 1,
};

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export const dayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;

/** The error says what is wrong with the format and at which of its characters. */
export function readFormat(format: string): Result<readonly FormatPiece[], string> {
  if (format === '') return fail('a date format must not be empty');
  if (format.length === 1) {
    const expanded = standard.get(format);
    return expanded === undefined ? fail(`there is no standard date format ${format}`) : readCustom(expanded);
  }
  return readCustom(format);
}

const piecePattern =
  /(?<quoted>"[^"]*"|'[^']*')|\\(?<escaped>.)|%?(?<field>([dMyghHmsfFtzK])\4*)|(?<literal>[^"'\\%])/sy;

function readCustom(format: string): Result<readonly FormatPiece[], string> {
  const pieces: FormatPiece[] = [];
  const pattern = new RegExp(piecePattern);
  while (pattern.lastIndex < format.length) {
    const position = pattern.lastIndex;
    const groups = pattern.exec(format)?.groups;
    if (groups === undefined) {
      return fail(`the date format has a lone ${format.charAt(position)} at character ${position + 1}`);
    }
    const read = groups['field'] === undefined ? ok([literalOf(groups)]) : fieldsOf(groups['field']);
    if (!read.ok) return read;
    pieces.push(...read.value);
  }
  return ok(pieces);
}

function literalOf(groups: Readonly<Record<string, string | undefined>>): FormatPiece {
  const text = groups['quoted']?.slice(1, -1) ?? groups['escaped'] ?? groups['literal'] ?? '';
  return { kind: 'literal', text };
}

function fieldsOf(run: string): Result<readonly FormatPiece[], string> {
  const letter = letters.find((candidate) => candidate === run.charAt(0));
  if (letter === undefined) return fail(`${run} is not a date format`);
  // K is one specifier each time; the widths of days, months and clock fields end in their longest form.
  if (letter === 'K') return ok([...run].map(() => ({ kind: 'field', letter, width: 1 }) as const));
  if ((letter === 'f' || letter === 'F') && run.length > widest[letter]) {
    return fail(`a date format has at most 7 ${letter}, not ${run.length}`);
  }
  return ok([{ kind: 'field', letter, width: Math.min(run.length, widest[letter]) }]);
}

const letters: readonly FieldLetter[] = ['d', 'M', 'y', 'g', 'h', 'H', 'm', 's', 'f', 'F', 't', 'z', 'K'];
