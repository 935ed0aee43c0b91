import { REDACTED } from '../../domain/model/value.ts';

/** Secrets of one or two characters would blank out every word that contains them. */
const SHORTEST = 3;

/** Characters that JSON and URLs write as they are. */
const plain = /^[\w.~-]+$/;

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Hexadecimal digits in either case; the secret itself has only one. */
const hex = (code: number, digits: number): string =>
  code
    .toString(16)
    .padStart(digits, '0')
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

/** One character as it is, escaped in JSON (`\/`, `\u002f`), or percent-encoded. */
function spellings(character: string): string {
  if (plain.test(character)) return literal(character);
  const units = Array.from({ length: character.length }, (_, at) => hex(character.charCodeAt(at), 4));
  const inJson = units.map((unit) => String.raw`\\u${unit}`).join('');
  const inUrl = Array.from(Buffer.from(character), (byte) => `%${hex(byte, 2)}`).join('');
  return String.raw`(?:\\?${literal(character)}|${inJson}|${inUrl})`;
}

function without(text: string, secret: string): string {
  // Most tokens are plain, and most texts hold nothing that is encoded: the slow way is for what is left.
  if (plain.test(secret) || !/[\\%]/.test(text)) return text.replaceAll(secret, REDACTED);
  return text.replace(new RegExp(Array.from(secret, spellings).join(''), 'gu'), REDACTED);
}

/** The text with every secret replaced, also where it stands escaped, as a body or an address repeats it. */
export function scrub(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret.length >= SHORTEST).reduce(without, text);
}
