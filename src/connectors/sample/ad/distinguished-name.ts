/**
 * Distinguished names as text (RFC 4514). Two spellings of one name compare equal only after parsing, so everything
 * that looks a name up goes through `dnKey`.
 */
export type Rdn = { readonly type: string; readonly value: string };

const mustEscape = new Set([',', '+', '"', '\\', '<', '>', ';', '=']);

function hexPair(letter: string): string {
  return [...new TextEncoder().encode(letter)]
    .map((byte) => `\\${byte.toString(16).padStart(2, '0')}`)
    .join('');
}

/** Escapes one attribute value for use inside a distinguished name; control characters become hex pairs. */
export function escapeRdnValue(value: string): string {
  const letters = [...value];
  return letters
    .map((letter, index) => {
      if (letter < ' ') return hexPair(letter);
      const outerBlank = letter === ' ' && (index === 0 || index === letters.length - 1);
      return mustEscape.has(letter) || outerBlank || (letter === '#' && index === 0) ? `\\${letter}` : letter;
    })
    .join('');
}

/** Splits at separators that are not escaped. */
function splitUnescaped(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === separator) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** Blanks around a value do not belong to it, except one that is escaped. */
const withoutOuterBlanks = (text: string): string => text.replace(/^ +/, '').replace(/(?<!\\) +$/, '');

function unescapeValue(text: string): string {
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] !== '\\') {
      const letter = String.fromCodePoint(text.codePointAt(index) ?? 0);
      bytes.push(...new TextEncoder().encode(letter));
      index += letter.length - 1;
      continue;
    }
    const pair = text.slice(index + 1, index + 3);
    if (/^[0-9a-fA-F]{2}$/.test(pair)) {
      bytes.push(Number.parseInt(pair, 16));
      index += 2;
    } else {
      index += 1;
      bytes.push(...new TextEncoder().encode(text[index] ?? ''));
    }
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

/** The parts of a name from the object up to the domain; undefined for a text that is no distinguished name. */
export function parseDn(text: string): readonly Rdn[] | undefined {
  const rdns = splitUnescaped(text, ',').map((part): Rdn | undefined => {
    const equals = part.indexOf('=');
    const type = part.slice(0, Math.max(equals, 0)).trim();
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(type)) return undefined;
    return { type, value: unescapeValue(withoutOuterBlanks(part.slice(equals + 1))) };
  });
  return rdns.every((rdn) => rdn !== undefined) ? rdns : undefined;
}

const written = (rdns: readonly Rdn[]): string =>
  rdns.map(({ type, value }) => `${type}=${escapeRdnValue(value)}`).join(',');

/** One text for all spellings of a name: case, blanks and ways to escape do not count. A broken name stays as it is. */
export function dnKey(dn: string): string {
  const rdns = parseDn(dn);
  return (rdns === undefined ? dn : written(rdns)).toLowerCase();
}

export const childDn = (type: string, value: string, parent: string): string =>
  `${type}=${escapeRdnValue(value)},${parent}`;

/** The name of the container above; undefined at the top and for a broken name. */
export function parentDn(dn: string): string | undefined {
  const above = parseDn(dn)?.slice(1);
  return above === undefined || above.length === 0 ? undefined : written(above);
}
