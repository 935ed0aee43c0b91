/** A parsed JSON document. Keys of objects come from outside: they are read as own properties only. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export function isJsonArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The key of `object` that spells `name`, whatever its case: SCIM attribute names are case-insensitive (RFC 7643 2.1). */
export function findKey(object: JsonObject, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const wanted = name.toLowerCase();
  return Object.keys(object).find((key) => key.toLowerCase() === wanted);
}

/** The value under `name` in any case; null counts as absent (RFC 7643 2.5). */
export function valueOfKey(object: JsonObject, name: string): Json | undefined {
  const key = findKey(object, name);
  return key === undefined ? undefined : (object[key] ?? undefined);
}

/** A copy with one key set. An existing key keeps its spelling. */
export function withField(object: JsonObject, name: string, value: Json): JsonObject {
  // A computed key in a literal defines an own property, even for "__proto__".
  return { ...object, [findKey(object, name) ?? name]: value };
}

/** A copy without the key, whatever its case. */
export function withoutField(object: JsonObject, name: string): JsonObject {
  const wanted = name.toLowerCase();
  return Object.fromEntries(Object.entries(object).filter(([key]) => key.toLowerCase() !== wanted));
}

/** Deeper nesting serves nobody and would only exhaust the stack of whoever walks through it. */
const MAX_DEPTH = 100;

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const opening = new Set(['[', '{'].map((sign) => sign.charCodeAt(0)));
const closing = new Set([']', '}'].map((sign) => sign.charCodeAt(0)));

/** The place of the quotation mark that ends the text which starts at `open`. */
function endOfText(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (opening.has(code)) depth += 1;
    else if (closing.has(code)) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/**
 * The document in a text from outside; undefined when it is no JSON (RFC 8259), or nested more than 100 levels deep.
 * A byte order mark in front of it is ignored, as section 8.1 allows.
 */
export function parseWireJson(text: string): Json | undefined {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (isTooDeep(body)) return undefined;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}
