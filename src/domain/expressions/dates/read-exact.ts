import { dateOf, dayOf, type Moment, momentOf, weekdayOf } from './calendar.ts';
import { dayNames, type FieldLetter, type FormatPiece, monthNames } from './format.ts';
import { hourOfHalfDay } from './read-moment.ts';

/** What the fields of a text said so far. */
type Fields = {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly weekday?: number;
  readonly hour?: number;
  readonly hourOfHalf?: number;
  readonly afternoon?: boolean;
  readonly minute?: number;
  readonly second?: number;
  readonly fraction?: number;
  readonly offset?: number;
};

/**
 * Reads a text that has exactly this format, as .NET's ParseExact does with the invariant culture: one letter takes
 * one or two digits, more letters take exactly as many. An offset is applied; without one the text is UTC. A date
 * that is not in the format at all is the date of `now`; missing parts of one are the first of January.
 */
export function readExact(text: string, format: readonly FormatPiece[], now: Moment): Moment | undefined {
  let fields: Fields = {};
  let position = 0;
  for (const piece of format) {
    const read = readPiece(text, position, piece);
    if (read === undefined || contradicts(fields, read.fields)) return undefined;
    fields = { ...fields, ...read.fields };
    position += read.length;
  }
  return position === text.length ? resolve(fields, now) : undefined;
}

type Read = { readonly length: number; readonly fields: Fields } | undefined;

function readPiece(text: string, position: number, piece: FormatPiece): Read {
  if (piece.kind === 'field') return readers[piece.letter](text, position, piece.width);
  return text.startsWith(piece.text, position) ? { length: piece.text.length, fields: {} } : undefined;
}

type FieldReader = (text: string, position: number, width: number) => Read;

const digitsOf =
  (name: keyof Fields): FieldReader =>
  (text, position, width) =>
    readDigits(text, position, width, name);

const readers: Readonly<Record<FieldLetter, FieldReader>> = {
  d: (text, position, width) =>
    width > 2
      ? readName(text, position, dayNames, width, weekdayField)
      : readDigits(text, position, width, 'day'),
  M: (text, position, width) =>
    width > 2
      ? readName(text, position, monthNames, width, monthField)
      : readDigits(text, position, width, 'month'),
  y: (text, position, width) => readYear(text, position, width),
  g: (text, position) => matched(/A\.D\.|AD/iy, text, position, () => ({})),
  h: digitsOf('hourOfHalf'),
  H: digitsOf('hour'),
  m: digitsOf('minute'),
  s: digitsOf('second'),
  f: (text, position, width) => matched(new RegExp(`[0-9]{${width}}`, 'y'), text, position, fractionField),
  F: (text, position, width) => matched(new RegExp(`[0-9]{0,${width}}`, 'y'), text, position, fractionField),
  t: (text, position, width) => matched(width === 1 ? /[AP]/iy : /[AP]M/iy, text, position, halfField),
  z: (text, position, width) =>
    readOffset(text, position, width === 3 ? /[+-][0-9]{2}:[0-9]{2}/y : /[+-][0-9]{1,2}/y),
  K: (text, position) => readOffset(text, position, /(?:Z|[+-][0-9]{2}:[0-9]{2})?/y),
};

const halfField = (half: string): Fields => ({ afternoon: half.charAt(0).toUpperCase() === 'P' });
const weekdayField = (index: number): Fields => ({ weekday: index });
const monthField = (index: number): Fields => ({ month: index + 1 });
const fractionField = (digits: string): Fields => ({ fraction: Number(digits.padEnd(7, '0')) });

function readDigits(text: string, position: number, width: number, name: keyof Fields): Read {
  const pattern = new RegExp(width === 1 ? '[0-9]{1,2}' : `[0-9]{${width}}`, 'y');
  return matched(pattern, text, position, (digits) => ({ [name]: Number(digits) }));
}

/** Two digits mean 1950 to 2049, the window of .NET's invariant calendar. */
function readYear(text: string, position: number, width: number): Read {
  if (width > 2) return readDigits(text, position, width, 'year');
  const read = readDigits(text, position, width, 'year');
  const year = read?.fields.year ?? 0;
  return read && { length: read.length, fields: { year: year + (year < 50 ? 2000 : 1900) } };
}

function readName(
  text: string,
  position: number,
  names: readonly string[],
  width: number,
  field: (index: number) => Fields,
): Read {
  const spelled = names.map((name) => (width === 3 ? name.slice(0, 3) : name));
  const index = spelled.findIndex(
    (name) => text.slice(position, position + name.length).toLowerCase() === name.toLowerCase(),
  );
  const name = spelled[index];
  return name === undefined ? undefined : { length: name.length, fields: field(index) };
}

function readOffset(text: string, position: number, pattern: RegExp): Read {
  return matched(pattern, text, position, (found) => {
    if (found === '' || found === 'Z') return { offset: 0 };
    const [hours = '0', minutes = '0'] = found.slice(1).split(':');
    const offset = Number(hours) * 60 + Number(minutes);
    return { offset: found.startsWith('-') ? -offset : offset };
  });
}

function matched(pattern: RegExp, text: string, position: number, fields: (found: string) => Fields): Read {
  pattern.lastIndex = position;
  const found = pattern.exec(text)?.[0];
  return found === undefined ? undefined : { length: found.length, fields: fields(found) };
}

/** A field that occurs twice must say the same both times. */
function contradicts(known: Fields, more: Fields): boolean {
  const before = new Map(Object.entries(known));
  return Object.entries(more).some(([name, value]) => before.has(name) && before.get(name) !== value);
}

/** 14 hours, the most that .NET takes. */
const MAX_OFFSET = 14 * 60;

function resolve(fields: Fields, now: Moment): Moment | undefined {
  const noDate = fields.year === undefined && fields.month === undefined && fields.day === undefined;
  const today = dateOf(now);
  const date = noDate
    ? today
    : { year: fields.year ?? today.year, month: fields.month ?? 1, day: fields.day ?? 1 };
  const hour = hourOf(fields);
  if (hour === undefined) return undefined;
  const time = { hour, minute: fields.minute ?? 0, second: fields.second ?? 0 };
  const { fraction = 0, offset = 0 } = fields;
  if (Math.abs(offset) > MAX_OFFSET) return undefined;
  const local = momentOf({ date, time, fraction, offset: 0 });
  const rightWeekday = local && (fields.weekday ?? weekdayOf(dayOf(local))) === weekdayOf(dayOf(local));
  return rightWeekday ? momentOf({ date, time, fraction, offset }) : undefined;
}

/** A 12-hour clock without AM or PM is read as morning; a 24-hour clock must agree with AM or PM. */
function hourOf({ hour, hourOfHalf, afternoon }: Fields): number | undefined {
  if (hour === undefined && hourOfHalf === undefined) return afternoon ? 12 : 0;
  const half = hourOfHalf === undefined ? hour : hourOfHalfDay(hourOfHalf, afternoon ?? false);
  if (hour === undefined) return half;
  const agrees = half === hour && (afternoon === undefined || hour >= 12 === afternoon);
  return agrees ? hour : undefined;
}
