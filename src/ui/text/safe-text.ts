import { isSimple } from './simple.ts';

/** Which characters the terminal can be trusted with: every printable one, or only 0x20-0x7E. */
export type Alphabet = 'unicode' | 'ascii';

/** Scripts whose spelling needs the zero-width joiners (Unicode 16, 9.2 and 12.1). */
const joiningScripts =
  '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}' +
  '\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}' +
  '\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}';

const emojiPart = '\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f';

/** Made when the first text needs it: both patterns together take milliseconds, and most texts are simple. */
function onDemand<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Joiners and variation selectors that belong to the character before (and after) them; all others are junk. */
const legitimate = onDemand(
  () =>
    new RegExp(
      `(?<=[${joiningScripts}])[\\u200c\\u200d](?=[${joiningScripts}])` +
        `|(?<=[${emojiPart}])\\u200d(?=\\p{Extended_Pictographic})` +
        '|(?<=[\\p{Extended_Pictographic}\\d#*])[\\ufe0e\\ufe0f]' +
        '|(?<=\\p{Script=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]',
      'gu',
    ),
);

/** Signs that stand before a number and are seen (U+0600 ARABIC NUMBER SIGN …): format characters, but no junk. */
const visibleFormat = '\\u0600-\\u0605\\u06dd\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}';

/**
 * Everything that moves the cursor, recolours, reorders, hides or has no agreed shape: controls, format characters
 * (bidi overrides and isolates, zero-width), line separators, surrogates, private and unassigned code points.
 */
const dangerous = onDemand(
  () =>
    new RegExp(
      `[[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]--[${visibleFormat}]]`,
      'gv',
    ),
);

const harmless = /^[\x20-\x7e]*$/;

function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Control pictures for the C0 controls (U+2400 block), the code point for the rest. */
function visible(character: string): string {
  const code = codePointOf(character);
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

function escaped(character: string): string {
  return `\\u{${codePointOf(character).toString(16)}}`;
}

function visibleUnlessLegitimate(text: string): string {
  let done = '';
  let from = 0;
  for (const match of text.matchAll(legitimate())) {
    done += text.slice(from, match.index).replace(dangerous(), visible) + match[0];
    from = match.index + match[0].length;
  }
  return done + text.slice(from).replace(dangerous(), visible);
}

/**
 * Text from a system, a file or a person, made safe for a terminal: what could move, recolour, reorder or hide is made
 * visible, nothing is left out. In ASCII every other character is escaped as `\u{…}`, never transliterated.
 * Applying it twice changes nothing. Line breaks are made visible too; split text into lines first.
 */
export function safeText(text: string, alphabet: Alphabet): string {
  if (harmless.test(text)) return text;
  if (alphabet === 'ascii') return text.replace(/[^\x20-\x7e]/gu, escaped);
  if (isSimple(text)) return text;
  const seen = visibleUnlessLegitimate(text);
  // A mark at the beginning would climb onto whatever stands before it.
  return /^\p{M}/u.test(seen) ? `\u25cc${seen}` : seen;
}
