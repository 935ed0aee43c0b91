/** What may be undefined may be missing instead. */
type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/**
 * The properties that have a value, to be spread into an object: `{ id, ...present({ reason }) }` has no key `reason`
 * where there is none. An absent property is no key at all here, not a key that holds undefined: such keys would show
 * in JSON, in comparisons and under `exactOptionalPropertyTypes`.
 */
export function present<T extends object>(properties: T): Present<T> {
  const entries = Object.entries(properties);
  // Most calls find everything there, and need no second object.
  if (!entries.some(([, value]) => value === undefined)) return properties as Present<T>;
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Present<T>;
}
