import process from 'node:process';

/** What one pass over all people took. */
export type PassMeasured = {
  readonly ms: number;
  /** Processor time of the main thread: neither waiting nor flushing to disk is in it. */
  readonly threadMs: number;
};

/** Does `work` for every item, as many at a time as `concurrency` says. */
export async function inParallel<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values();
  const worker = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

export async function measured(work: () => Promise<void>): Promise<PassMeasured> {
  const before = process.threadCpuUsage();
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  const { user, system } = process.threadCpuUsage(before);
  return { ms, threadMs: (user + system) / 1000 };
}
