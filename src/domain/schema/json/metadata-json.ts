import type { MetadataJson } from './shape.ts';

/** Some metadata values are JSON text inside the string, `"\"Normal\""`: the text inside is what is meant. */
function plainText(value: string): string {
  if (!(value.length >= 2 && value.startsWith('"') && value.endsWith('"'))) return value;
  try {
    const inner: unknown = JSON.parse(value);
    return typeof inner === 'string' ? inner : value;
  } catch {
    return value;
  }
}

/** Key and value pairs as a map. An entry without a value counts as absent. */
export function readMetadata(found: MetadataJson): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const { key, value } of found ?? []) {
    if (value !== undefined && value !== null) map.set(key, plainText(String(value)));
  }
  return map;
}

export function encodeMetadata(metadata: ReadonlyMap<string, string>): readonly object[] {
  return [...metadata].map(([key, value]) => ({ key, value }));
}

/** "true" in any case; Graph stores switches of metadata as text. */
export const isMetadataOn = (metadata: ReadonlyMap<string, string>, key: string): boolean =>
  metadata.get(key)?.toLowerCase() === 'true';

export const isMetadataOff = (metadata: ReadonlyMap<string, string>, key: string): boolean =>
  metadata.get(key)?.toLowerCase() === 'false';
