import type { Result } from '../result.ts';
import type { PatternError } from './pattern/reader.ts';
import { translate } from './pattern/translate.ts';

export type { PatternError } from './pattern/reader.ts';

/**
 * .NET regular expressions, as expressions and scoping filters use them, run by JavaScript with .NET's meaning.
 *
 * Supported:
 *
 *     literals      every character that is not special; { that begins no quantifier; } and ]
 *     escapes       \t \n \r \f \v \a \e \0 \012 \x41 \u0041 \cA, a backslash before any punctuation (\@ \: \<)
 *     any           . (not the line feed; with option s everything)
 *     classes       [abc] [^abc] [a-z] []a] [a-], escapes in them, [\b] backspace, subtraction [a-z-[aeiou]]
 *     shorthands    \d \D \w \W \s \S, Unicode-wide as in .NET
 *     categories    \p{L} \P{Lu} ... every general category; the common blocks, \p{IsCyrillic}
 *     anchors       ^ $ \A \Z \z \b \B; $ and \Z also stand before a final line feed
 *     quantifiers   * + ? {2} {2,} {2,5} and their lazy forms
 *     groups        (x) (?:x) (?<name>x) (?'name'x), alternation
 *     references    \1 \k<name> \k'name' \k{name}, to groups that have always matched before
 *     look-around   (?=x) (?!x) (?<=x) (?<!x)
 *     options       (?i) (?m) (?s) (?n) (?x) (?i-m) (?i-m:x), comments (?#x), with x also # to the end of the line
 *
 * Refused by name and position: atomic groups (?>x), conditionals (?(x)a|b), balancing groups (?<a-b>x), groups named
 * by a number or by a name already used, \G, POSIX classes [[:alpha:]], unknown escapes, references to a group that
 * may not have matched, other named blocks, more than 100 nested groups, more than 10,000 characters.
 *
 * Both dialects work on UTF-16 code units. Without the option i nothing is known to differ; with it, JavaScript pairs
 * letters by their simple upper case, which leaves out the Kelvin sign and the long s.
 * Source: .NET documentation, "Regular expression language - quick reference".
 */
export function translatePattern(source: string): Result<RegExp, PatternError> {
  const pattern = translate(source);
  return pattern.ok ? { ok: true, value: pattern.value.regex } : pattern;
}
