import { chooseTheme } from '../../../src/ui/theme/theme.ts';

const env = { TERM: 'xterm-256color', LANG: 'en_US.UTF-8' };

/** A colour terminal, the Linux console's alphabet, and plain output. */
export const unicodeTheme = chooseTheme({ env, flags: {}, isTTY: true });
export const asciiTheme = chooseTheme({
  env: { ...env, NO_COLOR: '1' },
  flags: { ascii: true },
  isTTY: true,
});
