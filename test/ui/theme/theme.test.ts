import { describe, expect, it } from 'vitest';
import { cells } from '../../../src/ui/text/cells.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../../src/ui/theme/glyphs.ts';
import { paint } from '../../../src/ui/theme/paint.ts';
import { chooseTheme, type ThemeEnvironment } from '../../../src/ui/theme/theme.ts';

const utf8 = { TERM: 'xterm-256color', LANG: 'en_US.UTF-8' };
const themeFor = (env: ThemeEnvironment, flags = {}, isTTY = true) => chooseTheme({ env, flags, isTTY });

describe('colour', () => {
  it.each<[string, ThemeEnvironment, object, boolean, boolean]>([
    ['is on in a terminal', utf8, {}, true, true],
    ['is off in a pipe', utf8, {}, false, false],
    ['is off with NO_COLOR', { ...utf8, NO_COLOR: '1' }, {}, true, false],
    ['stays on when NO_COLOR is empty', { ...utf8, NO_COLOR: '' }, {}, true, true],
    ['is forced by FORCE_COLOR', { ...utf8, NO_COLOR: '1', FORCE_COLOR: '1' }, {}, false, true],
    ['is off with FORCE_COLOR=0', { ...utf8, FORCE_COLOR: '0' }, {}, true, false],
    [
      'is off with --no-color before everything else',
      { ...utf8, FORCE_COLOR: '1' },
      { noColor: true },
      true,
      false,
    ],
    ['is off on a dumb terminal', { ...utf8, TERM: 'dumb' }, {}, true, false],
  ])('%s', (_rule, env, flags, isTTY, colour) => {
    expect(themeFor(env, flags, isTTY).colour).toBe(colour);
  });
});

describe('the alphabet', () => {
  it.each<[ThemeEnvironment, object, string]>([
    [utf8, {}, 'unicode'],
    [{ TERM: 'xterm', LC_ALL: 'de_DE.utf8', LANG: 'C' }, {}, 'unicode'],
    [{ TERM: 'xterm', LC_ALL: 'C', LANG: 'en_US.UTF-8' }, {}, 'ascii'],
    [{ TERM: 'xterm', LC_CTYPE: 'POSIX', LANG: 'en_US.UTF-8' }, {}, 'ascii'],
    [{ TERM: 'xterm', LC_ALL: '', LANG: 'en_US.UTF-8' }, {}, 'unicode'],
    [{ TERM: 'xterm' }, {}, 'ascii'],
    [{ ...utf8, TERM: 'linux' }, {}, 'ascii'],
    [{ ...utf8, TERM: 'dumb' }, {}, 'ascii'],
    [utf8, { ascii: true }, 'ascii'],
  ])('for %j with %j is %s', (env, flags, alphabet) => {
    expect(themeFor(env, flags).alphabet).toBe(alphabet);
  });

  it('has an ASCII form of every glyph', () => {
    for (const glyph of Object.values(asciiGlyphs).flat()) expect(glyph).toMatch(/^[\x20-\x7e]+$/);
  });

  it('has glyphs of equal width where they stand in one column', () => {
    for (const glyphs of [asciiGlyphs, unicodeGlyphs]) {
      const { success, failure, warning, skipped, waiting, spinner, chosen, unchosen, unavailable } = glyphs;
      expect(new Set([success, failure, warning, skipped, waiting, ...spinner].map(cells))).toEqual(
        new Set([1]),
      );
      expect(new Set([chosen, unchosen, unavailable].map(cells))).toEqual(new Set([3]));
    }
  });
});

describe('painting', () => {
  const row = [{ text: 'a', tone: 'good', bold: true }, { text: 'b', tone: 'muted' }, { text: 'c' }] as const;

  it.each<[string, ThemeEnvironment, string]>([
    ['colours and emphasis', utf8, '\x1b[32;1ma\x1b[0m\x1b[2mb\x1b[0mc'],
    ['emphasis alone with NO_COLOR', { ...utf8, NO_COLOR: '1' }, '\x1b[1ma\x1b[0m\x1b[2mb\x1b[0mc'],
    ['nothing on a dumb terminal', { ...utf8, TERM: 'dumb' }, 'abc'],
  ])('writes %s', (_what, env, painted) => {
    expect(paint(row, themeFor(env))).toBe(painted);
  });
});
