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
export function fieldOf(object: JsonObject, name: string): Json | undefined {
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
