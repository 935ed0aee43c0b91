import type { Glyphs } from '../theme/glyphs.ts';
import { unicodeGlyphs } from '../theme/glyphs.ts';
import type { KeySituation } from './bindings/binding.ts';
import { bindings, type TableName } from './bindings/bindings.ts';
import { hintsOf, type KeyHint } from './hints.ts';
import { keyLabel } from './key-label.ts';
import { withTable } from './resolve.ts';

/** The footer: the keys that count now, most important first. */
export function footerHints(now: Omit<KeySituation, 'screen'>, glyphs: Glyphs): readonly KeyHint[] {
  return withTable(now, (table, situation) => hintsOf(table, situation, glyphs));
}

type KeyHelp = { readonly keys: readonly string[]; readonly help: string };

/** Every row of one table, for the help page. Rows that say the same are one row. */
export function keyHelp(name: TableName, glyphs: Glyphs): readonly KeyHelp[] {
  const rows = new Map<string, Set<string>>();
  for (const { keys, help } of bindings[name]) {
    const known = rows.get(help) ?? new Set<string>();
    for (const key of keys) known.add(keyLabel(key, glyphs));
    rows.set(help, known);
  }
  return [...rows].map(([help, keys]) => ({ help, keys: [...keys] }));
}

const titles: Readonly<Record<TableName, string>> = {
  apps: 'Choose app',
  search: 'Search',
  members: 'Members',
  review: 'Review',
  run: 'Run',
  details: 'Details',
  workbench: 'Expression workbench',
  mappings: 'Choose a mapping',
  help: 'Help',
  giveUp: 'Question before a run is given up',
  approval: 'Question before something is taken away',
};

export const tableTitle = (name: TableName): string => titles[name];

const tableNames = Object.keys(titles) as readonly TableName[];

/** The generated part of src/ui/keys/README.md. A test compares them. */
export function keysAsMarkdown(): string {
  const sections = tableNames.map((name) => {
    const rows = keyHelp(name, unicodeGlyphs).map(
      ({ keys, help }) => `| ${keys.map((key) => `\`${key}\``).join(' ')} | ${help} |`,
    );
    return [`### ${titles[name]}`, '', '| Key | What it does |', '|---|---|', ...rows].join('\n');
  });
  return `${sections.join('\n\n')}\n`;
}
