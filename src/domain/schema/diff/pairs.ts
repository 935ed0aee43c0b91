export type Placed<Item> = { readonly item: Item; readonly path: string };

export type Pairs<Item> = {
  readonly pairs: readonly { readonly before: Placed<Item>; readonly after: Placed<Item> }[];
  readonly removed: readonly Placed<Item>[];
  readonly added: readonly Placed<Item>[];
};

type Matched<Item> = Pairs<Item>['pairs'][number];

export const placed = <Item>(items: readonly Item[], path: string): readonly Placed<Item>[] =>
  items.map((item, index) => ({ item, path: `${path}[${index}]` }));

function pairBy<Item>(open: Pairs<Item>, key: (item: Item) => string): Pairs<Item> {
  const waiting = Map.groupBy(open.added, ({ item }) => key(item));
  const found: Matched<Item>[] = [];
  const removed: Placed<Item>[] = [];
  for (const before of open.removed) {
    const rest = waiting.get(key(before.item)) ?? [];
    const [after] = rest;
    if (after === undefined) removed.push(before);
    else found.push({ before, after });
    waiting.set(key(before.item), rest.slice(1));
  }
  const taken = new Set(found.map(({ after }) => after));
  return { pairs: [...open.pairs, ...found], removed, added: open.added.filter((one) => !taken.has(one)) };
}

/**
 * Finds what belongs together on both sides, whatever the order: by the first key, what is left by the second, and so
 * on. Of several items with one key the first ones are paired, so the first key should tell all of them apart.
 */
export function pairItems<Item>(
  before: readonly Placed<Item>[],
  after: readonly Placed<Item>[],
  keys: readonly ((item: Item) => string)[],
): Pairs<Item> {
  return keys.reduce<Pairs<Item>>(pairBy, { pairs: [], removed: before, added: after });
}
