import { clockOf, dateOf, dayOf, type Moment, weekdayOf } from './calendar.ts';
import { dayNames, type FieldLetter, type FormatPiece, monthNames } from './format.ts';

/** Writes a moment, always as UTC, in a format that `readFormat` has read. */
export function writeMoment(moment: Moment, format: readonly FormatPiece[]): string {
  let written = '';
  for (const piece of format) {
    const text = piece.kind === 'literal' ? piece.text : writers[piece.letter](moment, piece.width);
    // .NET leaves out the point before a fraction of nothing.
    if (text === '' && piece.kind === 'field' && piece.letter === 'F') written = written.replace(/\.$/, '');
    written += text;
  }
  return written;
}

type Writer = (moment: Moment, width: number) => string;

const writers: Readonly<Record<FieldLetter, Writer>> = {
  d: (moment, width) =>
    width > 2 ? shortened(dayNames[weekdayOf(dayOf(moment))], width) : padded(dateOf(moment).day, width),
  M: (moment, width) => {
    const { month } = dateOf(moment);
    return width > 2 ? shortened(monthNames[month - 1], width) : padded(month, width);
  },
  y: (moment, width) => padded(dateOf(moment).year % (width > 2 ? 10_000 : 100), width),
  g: () => 'A.D.',
  h: (moment, width) => padded(hourOnDial(clockOf(moment).hour), width),
  H: (moment, width) => padded(clockOf(moment).hour, width),
  m: (moment, width) => padded(clockOf(moment).minute, width),
  s: (moment, width) => padded(clockOf(moment).second, width),
  f: (moment, width) => padded(moment.fraction, 7).slice(0, width),
  F: (moment, width) => padded(moment.fraction, 7).slice(0, width).replace(/0+$/, ''),
  t: (moment, width) => (clockOf(moment).hour < 12 ? 'AM' : 'PM').slice(0, width),
  z: (_, width) => ['+0', '+00', '+00:00'][width - 1] ?? '',
  K: () => 'Z',
};

/** Midnight and noon are 12. */
const hourOnDial = (hour: number): number => (hour % 12 === 0 ? 12 : hour % 12);

const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** Names have a form of three letters and a full one. */
const shortened = (name: string | undefined, width: number): string =>
  (name ?? '').slice(0, width === 3 ? 3 : undefined);

/** The form in which dates pass between functions: `3/16/2020 7:00:00 AM`, UTC. */
export function momentText(moment: Moment): string {
  const { year, month, day } = dateOf(moment);
  const { hour, minute, second } = clockOf(moment);
  const clock = `${hourOnDial(hour)}:${padded(minute, 2)}:${padded(second, 2)}`;
  return `${month}/${day}/${padded(year, 4)} ${clock} ${hour < 12 ? 'AM' : 'PM'}`;
}
