export type Window = {
  /** Index of the first row shown. */
  readonly start: number;
  readonly shown: number;
  readonly above: number;
  readonly below: number;
};

/**
 * Which rows of a long list to show. The cursor is always inside, and the window moves only when it must, so that
 * most key presses change two rows and not all of them.
 *
 *        above  ┐
 *   start ───── ├ total
 *   │ shown   │ │      above + shown + below = total, shown <= height
 *   └─────────┘ │
 *        below  ┘
 */
export function windowAround(options: {
  readonly total: number;
  readonly cursor: number;
  readonly height: number;
  readonly previousStart: number;
}): Window {
  const { total, height } = options;
  const shown = Math.max(0, Math.min(total, height));
  const cursor = Math.max(0, Math.min(options.cursor, total - 1));
  const lowest = Math.max(0, cursor - shown + 1);
  const kept = Math.max(lowest, Math.min(options.previousStart, cursor));
  const start = Math.max(0, Math.min(kept, total - shown));
  return { start, shown, above: start, below: total - start - shown };
}

/** The greatest useful offset of a page; one row is kept for the remark that there is more. */
export function lastOffset(total: number, height: number): number {
  return total <= height ? 0 : Math.max(0, total - Math.max(1, height - 1));
}
