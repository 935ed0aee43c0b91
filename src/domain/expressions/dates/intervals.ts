import {
  type CalendarDate,
  dateOf,
  dayNumber,
  dayOf,
  daysInMonth,
  inRange,
  type Moment,
  SECONDS_PER_DAY,
} from './calendar.ts';

/** The intervals of DateAdd and DateDiff: year, month, day, week, hour, minute, second. The list is closed. */
export const intervals = ['yyyy', 'm', 'd', 'ww', 'h', 'n', 's'] as const;
export type Interval = (typeof intervals)[number];

export const isInterval = (text: string): text is Interval => intervals.some((interval) => interval === text);

const secondsPer = { d: SECONDS_PER_DAY, ww: 7 * SECONDS_PER_DAY, h: 3600, n: 60, s: 1 } as const;

/** Months and years end at the last day of a shorter month. Undefined outside the years 1 to 9999. */
export function addInterval(interval: Interval, count: number, moment: Moment): Moment | undefined {
  if (!Number.isSafeInteger(count)) return undefined;
  if (interval === 'yyyy') return addMonths(count * 12, moment);
  if (interval === 'm') return addMonths(count, moment);
  return inRange({ ...moment, seconds: moment.seconds + count * secondsPer[interval] });
}

function addMonths(count: number, moment: Moment): Moment | undefined {
  const from = dateOf(moment);
  const months = monthNumber(from) + count;
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  if (year < 1 || year > 9999) return undefined;
  const day = dayNumber({ year, month, day: Math.min(from.day, daysInMonth(year, month)) });
  if (day === undefined) return undefined;
  return { ...moment, seconds: moment.seconds + (day - dayOf(moment)) * SECONDS_PER_DAY };
}

const monthNumber = (date: CalendarDate): number => date.year * 12 + date.month - 1;

/**
 * From `first` to `second`, positive when the second is later. Years and months count calendar boundaries, weeks
 * count Sundays, everything else counts whole elapsed units: this is what Visual Basic's DateDiff and the printed
 * figures agree on.
 */
export function intervalBetween(interval: Interval, first: Moment, second: Moment): number {
  if (interval === 'yyyy') return dateOf(second).year - dateOf(first).year;
  if (interval === 'm') return monthNumber(dateOf(second)) - monthNumber(dateOf(first));
  if (interval === 'ww') return weekNumber(second) - weekNumber(first);
  const elapsed = second.seconds - first.seconds + (second.fraction - first.fraction) / 10_000_000;
  // Adding zero turns the -0 of a short negative span into 0.
  return Math.trunc(elapsed / secondsPer[interval]) + 0;
}

/** Day 0 of the calendar is a Monday, so every Sunday begins a new number. */
const weekNumber = (moment: Moment): number => Math.floor((dayOf(moment) + 1) / 7);
