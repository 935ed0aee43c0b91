import type { Alphabet } from '../ui/text/safe-text.ts';
import { safeText } from '../ui/text/safe-text.ts';
import { chooseTheme } from '../ui/theme/theme.ts';
import type { Host } from './host.ts';

/** What a terminal may obey or hide: C1 controls, bidi marks, zero-width and line separators. */
const unsafeInJson = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** JSON escapes C0 controls by itself; the rest is escaped here, which changes no value. */
const safeJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    unsafeInJson,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Data goes to stdout, words for people to stderr; remote text is made safe for the terminal on both. */
export type Printer = {
  readonly data: (line: string) => void;
  /** One JSON value on one line; escaping makes it safe by itself. */
  readonly json: (value: unknown) => void;
  readonly say: (line: string) => void;
};

export function createPrinter(host: Host, flags: { readonly ascii?: boolean }): Printer {
  const alphabet: Alphabet = chooseTheme({ env: host.env, flags, isTTY: false }).alphabet;
  const safe = (line: string) => safeText(line, alphabet);
  return {
    data: (line) => void host.stdout.write(`${safe(line)}\n`),
    json: (value) => void host.stdout.write(`${safeJson(value)}\n`),
    say: (line) => void host.stderr.write(`${safe(line)}\n`),
  };
}
