/** Lets a headless run end truthfully on Ctrl+C, SIGTERM and a vanished terminal. */
export type RunGuard = {
  readonly signal: AbortSignal;
  /** Told after every event, so that an interruption knows whether a write has left. */
  readonly writing: (underWay: boolean) => void;
  readonly release: () => void;
};

/**
 * The first interruption stops a run that has not written, and waits for a write that has left, at most `waitMs`. The
 * second one abandons the write. SIGHUP and SIGTERM are the same without the line.
 */
export function guardRun(waitMs: number, say: (line: string) => void): RunGuard {
  const controller = new AbortController();
  let underWay = false;
  let interrupted = false;
  const interrupt = (signal: NodeJS.Signals): void => {
    if (interrupted || !underWay) {
      controller.abort();
      return;
    }
    interrupted = true;
    if (signal === 'SIGINT') say('A write is under way; waiting for its answer. Ctrl+C again abandons it.');
    setTimeout(() => controller.abort(), waitMs).unref();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  return {
    signal: controller.signal,
    writing: (now) => {
      underWay = now;
      if (interrupted && !now) controller.abort();
    },
    release: () => {
      for (const signal of signals) process.off(signal, interrupt);
    },
  };
}
