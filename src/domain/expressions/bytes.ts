/** Bytes and texts without a host: UTF-16LE, UTF-8 (WHATWG encoder) and ASCII, base64 (RFC 4648) and hexadecimal. */

export type TextEncoding = 'Unicode' | 'UTF8' | 'ASCII';

export function utf16Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    bytes[2 * index] = unit & 0xff;
    bytes[2 * index + 1] = unit >> 8;
  }
  return bytes;
}

export const utf8Bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  if (encoding === 'ASCII') return textOfUnits(bytes.map((byte) => (byte < 0x80 ? byte : 0x3f)));
  return new TextDecoder(encoding === 'UTF8' ? 'utf-8' : 'utf-16le', { ignoreBOM: true }).decode(bytes);
}

export function hexText(bytes: Uint8Array): string {
  const digits = new Uint8Array(bytes.length * 2);
  for (const [index, byte] of bytes.entries()) {
    digits[2 * index] = hexDigits.charCodeAt(byte >> 4);
    digits[2 * index + 1] = hexDigits.charCodeAt(byte & 15);
  }
  return textOfUnits(digits);
}

const hexDigits = '0123456789ABCDEF';
const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function base64Text(bytes: Uint8Array): string {
  const digits = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let place = 0;
  for (let index = 0; index < bytes.length; index += 3) {
    const group = (byteAt(bytes, index) << 16) | (byteAt(bytes, index + 1) << 8) | byteAt(bytes, index + 2);
    const left = bytes.length - index;
    digits[place++] = digitCode(group >> 18);
    digits[place++] = digitCode(group >> 12);
    digits[place++] = left > 1 ? digitCode(group >> 6) : PADDING;
    digits[place++] = left > 2 ? digitCode(group) : PADDING;
  }
  return textOfUnits(digits);
}

const byteAt = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0;

const PADDING = 0x3d;
const digitCode = (bits: number): number => base64Digits.charCodeAt(bits & 63);

/** Undefined when the text is not base64 with its padding. White space between digits is allowed, as in .NET. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const written = text.replace(/[ \t\r\n]/g, '');
  if (written.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(written)) return undefined;
  const digits = written.replace(/=+$/, '');
  if (written.length - digits.length > 2 || digits.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let place = 0;
  for (let index = 0; index < digits.length; index += 4) {
    const group =
      (digitValue(digits, index) << 18) |
      (digitValue(digits, index + 1) << 12) |
      (digitValue(digits, index + 2) << 6) |
      digitValue(digits, index + 3);
    for (const shift of [16, 8, 0]) {
      if (place < bytes.length) bytes[place++] = (group >> shift) & 0xff;
    }
  }
  return bytes;
}

const digitValue = (digits: string, index: number): number =>
  index < digits.length ? base64Digits.indexOf(digits.charAt(index)) : 0;

/** The digits are ASCII, which is UTF-8 too. */
const textOfUnits = (units: Uint8Array): string => new TextDecoder().decode(units);
