import { type CharSet, complement, union } from './char-set.ts';

/**
 * Unicode general categories as sets of code units: L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po
 * S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Cs Co Cn.
 */
const categories = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?)$/;

/** The named blocks of .NET that patterns on names and addresses use. */
const blocks: ReadonlyMap<string, CharSet> = new Map([
  ['IsBasicLatin', [[0x0000, 0x007f]]],
  ['IsLatin-1Supplement', [[0x0080, 0x00ff]]],
  ['IsLatinExtended-A', [[0x0100, 0x017f]]],
  ['IsLatinExtended-B', [[0x0180, 0x024f]]],
  ['IsIPAExtensions', [[0x0250, 0x02af]]],
  ['IsSpacingModifierLetters', [[0x02b0, 0x02ff]]],
  ['IsCombiningDiacriticalMarks', [[0x0300, 0x036f]]],
  ['IsGreek', [[0x0370, 0x03ff]]],
  ['IsGreekandCoptic', [[0x0370, 0x03ff]]],
  ['IsCyrillic', [[0x0400, 0x04ff]]],
  ['IsCyrillicSupplement', [[0x0500, 0x052f]]],
  ['IsArmenian', [[0x0530, 0x058f]]],
  ['IsHebrew', [[0x0590, 0x05ff]]],
  ['IsArabic', [[0x0600, 0x06ff]]],
  ['IsDevanagari', [[0x0900, 0x097f]]],
  ['IsThai', [[0x0e00, 0x0e7f]]],
  ['IsGeorgian', [[0x10a0, 0x10ff]]],
  ['IsLatinExtendedAdditional', [[0x1e00, 0x1eff]]],
  ['IsGreekExtended', [[0x1f00, 0x1fff]]],
  ['IsGeneralPunctuation', [[0x2000, 0x206f]]],
  ['IsCurrencySymbols', [[0x20a0, 0x20cf]]],
  ['IsLetterlikeSymbols', [[0x2100, 0x214f]]],
  ['IsArrows', [[0x2190, 0x21ff]]],
  ['IsCJKSymbolsandPunctuation', [[0x3000, 0x303f]]],
  ['IsHiragana', [[0x3040, 0x309f]]],
  ['IsKatakana', [[0x30a0, 0x30ff]]],
  ['IsCJKUnifiedIdeographs', [[0x4e00, 0x9fff]]],
  ['IsHangulSyllables', [[0xac00, 0xd7af]]],
  ['IsHighSurrogates', [[0xd800, 0xdb7f]]],
  ['IsLowSurrogates', [[0xdc00, 0xdfff]]],
  ['IsPrivateUse', [[0xe000, 0xf8ff]]],
  ['IsPrivateUseArea', [[0xe000, 0xf8ff]]],
]);

/** What stands between the braces of `\p{...}`: a general category or a named block; undefined = there is none. */
export function categorySet(name: string): CharSet | undefined {
  return categories.test(name) ? setOf(`\\p{${name}}`) : blocks.get(name);
}

export const digitSet = (): CharSet => setOf(String.raw`\p{Nd}`);
export const wordSet = (): CharSet => setOf(String.raw`\p{L}\p{Mn}\p{Nd}\p{Pc}`);
/** For `\b`, .NET also counts the two zero-width joiners as parts of words. */
export const boundarySet = (): CharSet => union(wordSet(), [[0x200c, 0x200d]]);

export const spaceSet: CharSet = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];

export const notNewline: CharSet = complement([[0x0a, 0x0a]]);

/** Looking through 65,536 units takes milliseconds and there are few categories, so each is looked up once. */
const found = new Map<string, CharSet>();

function setOf(classes: string): CharSet {
  const known = found.get(classes);
  if (known !== undefined) return known;
  const pattern = new RegExp(`^[${classes}]$`, 'u');
  const set: [number, number][] = [];
  for (let unit = 0; unit <= 0xffff; unit++) {
    if (!pattern.test(String.fromCharCode(unit))) continue;
    const open = set.at(-1);
    if (open?.[1] === unit - 1) open[1] = unit;
    else set.push([unit, unit]);
  }
  found.set(classes, set);
  return set;
}
