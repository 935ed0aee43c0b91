import { type ClockTime, type Moment, momentOf } from './calendar.ts';

const time = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.(?<fraction>\d{1,7}))?)?`;
const offset = String.raw`(?<offset> ?(?:Z|z|[+-]\d{2}(?::?\d{2})?))?`;
const isoDate = String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})`;
const usDate = String.raw`(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})`;

const iso = new RegExp(`^${isoDate}(?:[Tt ]${time})?${offset}$`);
const us = new RegExp(`^${usDate}(?: ${time}(?: ?(?<half>[AaPp][Mm]))?)?${offset}$`);

/**
 * Reads a date the way CDate does: `yyyy-MM-dd` or `M/d/yyyy`, with or without a time and an offset. Without an
 * offset it is UTC. An offset may follow the date directly, which is Workday's form: `2020-03-16-07:00`.
 * Source: entra-docs `functions-for-customizing-application-data`, CDate.
 */
export function readMoment(text: string): Moment | undefined {
  return readWith(iso, text) ?? readWith(us, text);
}

/** The ISO 8601 forms alone, which is all that NumFromDate takes. */
export function readIsoMoment(text: string): Moment | undefined {
  return readWith(iso, text);
}

/** Nothing that is longer than this is a date. */
const MAX_LENGTH = 64;

function readWith(pattern: RegExp, text: string): Moment | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const groups = pattern.exec(text.trim())?.groups;
  if (groups === undefined) return undefined;
  const clock = readClock(groups);
  const minutesEast = readOffset(groups['offset']?.trim());
  if (clock === undefined || minutesEast === undefined) return undefined;
  return momentOf({
    date: { year: Number(groups['year']), month: Number(groups['month']), day: Number(groups['day']) },
    time: clock,
    fraction: Number((groups['fraction'] ?? '').padEnd(7, '0')),
    offset: minutesEast,
  });
}

function readClock(groups: Readonly<Record<string, string | undefined>>): ClockTime | undefined {
  const written = Number(groups['hour'] ?? 0);
  const half = groups['half']?.toUpperCase();
  const hour = half === undefined ? written : hourOfHalfDay(written, half === 'PM');
  if (hour === undefined) return undefined;
  return { hour, minute: Number(groups['minute'] ?? 0), second: Number(groups['second'] ?? 0) };
}

/** 12 AM is midnight and 12 PM is noon. */
export function hourOfHalfDay(hour: number, afternoon: boolean): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (afternoon ? 12 : 0);
}

/** Minutes east of UTC; undefined beyond 14 hours, which .NET refuses. */
function readOffset(text: string | undefined): number | undefined {
  if (text === undefined || text.toUpperCase() === 'Z') return 0;
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  if (Number(digits.slice(2)) > 59 || minutes > 14 * 60) return undefined;
  return text.startsWith('-') ? -minutes : minutes;
}
