import type { Time } from '../../../src/connectors/transport/sending/time.ts';

/** Time in which nobody waits: pauses are over at once, and the time for a request ends when `giveUp` is called. */
export function impatient(): { readonly giveUp: () => void; readonly time: Time } {
  const waiting = new Set<AbortController>();
  return {
    giveUp: () => {
      for (const one of waiting) one.abort(new DOMException('too late', 'TimeoutError'));
      waiting.clear();
    },
    time: {
      now: () => 0,
      sleep: async () => undefined,
      random: () => 0.5,
      limit: () => {
        const one = new AbortController();
        waiting.add(one);
        return one.signal;
      },
    },
  };
}
