import type { Check } from '../../../engine/check-up.ts';
import type { Exchange, Observation, Op } from '../../../engine/port.ts';
import type { Http } from '../../transport/message.ts';

/** What a check-up watches while it asks: every exchange, how long it took, and the server's clock. */
export type Trace = {
  readonly op: Op;
  /** For a question whose answer is a person's record: it is timed and counted, and kept out of the evidence. */
  readonly unshown: Op;
  /** The same way to the server; each answer's Date is looked at. */
  readonly http: Http;
  /** What was exchanged since this was asked last, as the evidence of one check. */
  readonly take: () => Pick<Check, 'exchanges' | 'tookMs'>;
  /** Milliseconds of each exchange so far. */
  readonly times: () => readonly number[];
  /** How many milliseconds the server's clock is ahead of ours (RFC 9110 section 6.6.1); undefined while unknown. */
  readonly aheadMs: () => number | undefined;
};

export function createTrace(http: Http, op: Op, now: () => number): Trace {
  let recent: Exchange[] = [];
  const times: number[] = [];
  let aheadMs: number | undefined;
  const timing = (observation: Observation): void => {
    if (observation.type === 'exchange') times.push(observation.exchange.tookMs ?? 0);
  };
  const watched: Op = {
    ...op,
    observe: (observation) => {
      timing(observation);
      if (observation.type === 'exchange') recent.push(observation.exchange);
      op.observe(observation);
    },
  };
  const unshown: Op = {
    ...op,
    observe: (observation) => {
      timing(observation);
      if (observation.type !== 'exchange') op.observe(observation);
    },
  };
  const send: Http['send'] = async (request, own) => {
    const answer = await http.send(request, own);
    const date = answer.ok ? Date.parse(answer.value.headers.get('date') ?? '') : Number.NaN;
    if (!Number.isNaN(date)) aheadMs ??= date - now();
    return answer;
  };
  return {
    op: watched,
    unshown,
    http: { ...http, send },
    take: () => {
      const exchanges = recent;
      recent = [];
      const tookMs = exchanges.reduce((sum, one) => sum + (one.tookMs ?? 0), 0);
      return { exchanges, ...(exchanges.length === 0 ? {} : { tookMs }) };
    },
    times: () => times,
    aheadMs: () => aheadMs,
  };
}

/** One finding with the evidence that was gathered for it. */
export const checkFinding = (trace: Trace, check: Omit<Check, 'exchanges' | 'tookMs'>): Check => ({
  ...check,
  ...trace.take(),
});

/** A check that could not be made because an earlier one failed. */
export const skipped = (name: string, because: string): Check => ({
  name,
  verdict: 'skipped',
  found: `not asked, because ${because}`,
  next: 'Correct what was found above, then run the check again.',
  exchanges: [],
});
