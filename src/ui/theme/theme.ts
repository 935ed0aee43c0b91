import type { Ink } from '../text/lay.ts';
import { asciiGlyphs, type Glyphs, unicodeGlyphs } from './glyphs.ts';

/** How the product looks on this terminal, decided once and handed down. */
export type Theme = Ink & {
  readonly colour: boolean;
  /** Bold, dim and inverse. They are no colours: NO_COLOR leaves them. */
  readonly emphasis: boolean;
  readonly glyphs: Glyphs;
  /** Whether spinners turn. */
  readonly motion: boolean;
};

export type ThemeEnvironment = Readonly<Record<string, string | undefined>>;

export type ThemeFlags = { readonly ascii?: boolean; readonly noColor?: boolean };

const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';

function forcedColour(env: ThemeEnvironment): boolean | undefined {
  const force = env['FORCE_COLOR'];
  return force === undefined ? undefined : force !== '0' && force !== 'false';
}

/** `--no-color` wins, then FORCE_COLOR (force-color.org), NO_COLOR (no-color.org), and what the terminal is. */
function hasColour(options: { env: ThemeEnvironment; flags: ThemeFlags; isTTY: boolean }): boolean {
  const { env, flags, isTTY } = options;
  if (flags.noColor === true) return false;
  const forced = forcedColour(env);
  if (forced !== undefined) return forced;
  if (isSet(env['NO_COLOR']) || env['TERM'] === 'dumb') return false;
  return isTTY;
}

/** The first of the three that is set decides (POSIX, "Environment Variables" 8.2); none set means the C locale. */
function isUtf8(env: ThemeEnvironment): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(isSet) ?? 'C';
  return /utf-?8/i.test(locale);
}

/** The Linux console has 256 or 512 glyphs, and a dumb terminal promises none. */
function isAscii(env: ThemeEnvironment, flags: ThemeFlags): boolean {
  return flags.ascii === true || env['TERM'] === 'linux' || env['TERM'] === 'dumb' || !isUtf8(env);
}

/** Pure: everything it looks at is handed in. */
export function chooseTheme(options: {
  readonly env: ThemeEnvironment;
  readonly flags: ThemeFlags;
  readonly isTTY: boolean;
}): Theme {
  const ascii = isAscii(options.env, options.flags);
  const emphasis = options.isTTY && options.env['TERM'] !== 'dumb';
  const glyphs = ascii ? asciiGlyphs : unicodeGlyphs;
  return {
    alphabet: ascii ? 'ascii' : 'unicode',
    ellipsis: glyphs.ellipsis,
    colour: hasColour(options),
    emphasis,
    glyphs,
    motion: emphasis && options.env['INK_SCREEN_READER'] !== 'true',
  };
}
