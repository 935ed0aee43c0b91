/** Prints a titled table; columns but the first are aligned to the right. */
export function printTable(
  title: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) =>
        column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  console.log(`\n${title}`);
  for (const row of all) console.log(`  ${line(row)}`);
}

/** The last line of every bench. */
export function printJson(bench: string, results: Readonly<Record<string, unknown>>): void {
  console.log(`\n${JSON.stringify({ bench, node: process.versions.node, ...results })}`);
}
