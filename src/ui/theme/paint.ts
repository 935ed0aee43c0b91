import type { Row } from '../text/lay.ts';
import type { TextSpan, Tone } from '../text/line.ts';
import type { Theme } from './theme.ts';

const RESET = '\x1b[0m';
const BOLD = '1';
const DIM = '2';
const UNDERLINE = '4';
const INVERSE = '7';

/** The sixteen colours that every scheme defines; muted is dim, because "bright black" is invisible in some schemes. */
const colours: Readonly<Record<Exclude<Tone, 'muted'>, string>> = {
  good: '32',
  bad: '31',
  warn: '33',
  accent: '36',
};

function codesOf(piece: TextSpan, theme: Theme): readonly string[] {
  const { tone, bold, inverse, underline } = piece;
  const colour = tone !== undefined && tone !== 'muted' && theme.colour ? [colours[tone]] : [];
  if (!theme.emphasis) return colour;
  return [
    ...colour,
    ...(tone === 'muted' ? [DIM] : []),
    ...(bold === true ? [BOLD] : []),
    ...(underline === true ? [UNDERLINE] : []),
    ...(inverse === true ? [INVERSE] : []),
  ];
}

function paintSpan(piece: TextSpan, theme: Theme): string {
  const codes = codesOf(piece, theme);
  return codes.length === 0 ? piece.text : `\x1b[${codes.join(';')}m${piece.text}${RESET}`;
}

/** One row as the terminal gets it. The only place that writes SGR sequences; the text is already safe. */
export function paint(row: Row, theme: Theme): string {
  return row.map((piece) => paintSpan(piece, theme)).join('');
}
