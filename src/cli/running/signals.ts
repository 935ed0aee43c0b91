/** Lets a headless run end truthfully on Ctrl+C, SIGTERM and a vanished terminal. */
export type RunGuard = {
  readonly signal: AbortSignal;
  /** Told after every event, so that an interruption knows whether a write has left. */
  readonly writing: (underWay: boolean) => void;
  readonly release: () => void;
};

/**
 * The first interruption stops a run that has not written, and waits for a write that has left, at most `waitMs`. A
 * second Ctrl+C abandons the write. SIGHUP and SIGTERM do the same without the line, and only once: a vanished
 * terminal tells it by both the kernel and the shell.
 */
export function guardRun(waitMs: number, say: (line: string) => void): RunGuard {
  const controller = new AbortController();
  let underWay = false;
  let interrupted = false;
  const waitForAnswer = (signal: NodeJS.Signals): void => {
    interrupted = true;
    if (signal === 'SIGINT') say('A write is under way; waiting for its answer. Ctrl+C again abandons it.');
    setTimeout(() => controller.abort(), waitMs).unref();
  };
  const interrupt = (signal: NodeJS.Signals): void => {
    if (underWay && !interrupted) waitForAnswer(signal);
    else if (!underWay || signal === 'SIGINT') controller.abort();
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
