import { unreachable } from '../../result.ts';
import { clockOf, dateOf, dayOf, type Moment, weekdayOf } from './calendar.ts';
import { dayNames, type FieldLetter, type FormatPiece, monthNames } from './format.ts';

/** Writes a moment, always as UTC, in a format that `readFormat` has read. */
export function writeMoment(moment: Moment, format: readonly FormatPiece[]): string {
  let written = '';
  for (const piece of format) {
    const text = piece.kind === 'literal' ? piece.text : writeField(moment, piece.letter, piece.width);
    // .NET leaves out the point before a fraction of nothing.
    if (text === '' && piece.kind === 'field' && piece.letter === 'F') written = written.replace(/\.$/, '');
    written += text;
  }
  return written;
}

function writeField(moment: Moment, letter: FieldLetter, width: number): string {
  const date = dateOf(moment);
  const clock = clockOf(moment);
  switch (letter) {
    case 'd':
      return width > 2 ? shortened(dayNames[weekdayOf(dayOf(moment))], width) : padded(date.day, width);
    case 'M':
      return width > 2 ? shortened(monthNames[date.month - 1], width) : padded(date.month, width);
    case 'y':
      return width > 2 ? padded(date.year, width) : padded(date.year % 100, width);
    case 'g':
      return 'A.D.';
    case 'h':
      return padded(clock.hour % 12 === 0 ? 12 : clock.hour % 12, width);
    case 'H':
      return padded(clock.hour, width);
    case 'm':
      return padded(clock.minute, width);
    case 's':
      return padded(clock.second, width);
    case 'f':
      return padded(moment.fraction, 7).slice(0, width);
    case 'F':
      return padded(moment.fraction, 7).slice(0, width).replace(/0+$/, '');
    case 't':
      return (clock.hour < 12 ? 'AM' : 'PM').slice(0, width);
    case 'z':
      return ['+0', '+00', '+00:00'][width - 1] ?? '';
    case 'K':
      return 'Z';
    default:
      return unreachable(letter);
  }
}

const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** Names have a form of three letters and a full one. */
const shortened = (name: string | undefined, width: number): string =>
  (name ?? '').slice(0, width === 3 ? 3 : undefined);

/** The form in which dates pass between functions: `3/16/2020 7:00:00 AM`, UTC. */
export function momentText(moment: Moment): string {
  const { year, month, day } = dateOf(moment);
  const { hour, minute, second } = clockOf(moment);
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${padded(minute, 2)}:${padded(second, 2)}`;
  return `${month}/${day}/${padded(year, 4)} ${clock} ${hour < 12 ? 'AM' : 'PM'}`;
}
