import { ok, type Result, unreachable } from '../../../domain/result.ts';
import type { Check } from '../../../engine/check-up.ts';
import type { Failure } from '../../../engine/failure.ts';
import type { SystemIdentity } from '../../../engine/port.ts';
import type { TlsFacts } from '../../transport/tls/tls-facts.ts';
import { checkFinding, skipped, type Trace } from './trace.ts';

const DAY_MS = 86_400_000;
const soonDays = 30;
const skewLimitMs = 60_000;

const day = (date: Date): string =>
  Number.isNaN(date.getTime()) ? 'unknown' : date.toISOString().slice(0, 10);

type Verdict = Omit<Check, 'name' | 'exchanges' | 'tookMs'>;

function certificateVerdict(facts: Extract<TlsFacts, { tls: 'used' }>, now: number): Verdict {
  const { protocol, subject, issuer, validTo, distrust } = facts;
  if (distrust !== undefined) {
    const next = 'Have the certificate corrected, or name the authority that signed it in the workspace.';
    return { verdict: 'bad', found: distrust, next, code: 'certificate.untrusted' };
  }
  const found = `${protocol}, certificate of ${subject} by ${issuer}, valid until ${day(validTo)}`;
  const left = (validTo.getTime() - now) / DAY_MS;
  return left < soonDays
    ? {
        verdict: 'warning',
        found,
        next: `Renew the certificate: it ends in ${Math.max(0, Math.floor(left))} days.`,
      }
    : { verdict: 'good', found };
}

function tlsVerdict(facts: TlsFacts, { warning }: SystemIdentity, now: number): Verdict {
  switch (facts.tls) {
    case 'none':
      return warning === undefined
        ? { verdict: 'good', found: 'plain HTTP, which does not leave this machine' }
        : {
            verdict: 'warning',
            found: warning,
            next: 'Use https, so that credentials stay secret on the way.',
          };
    case 'behind a proxy':
      return {
        verdict: 'good',
        found: 'a proxy stands between; the certificate is checked with every request',
      };
    case 'used':
      return certificateVerdict(facts, now);
    default:
      return unreachable(facts);
  }
}

/** How the way to the server is encrypted, and for how long its certificate is good. */
export async function checkTls(trace: Trace, identity: SystemIdentity, now: () => number): Promise<Check> {
  const facts = await trace.http.inspectTls(trace.op);
  if (!facts.ok) return skipped('TLS', `the server cannot be reached: ${facts.error.message}`);
  return checkFinding(trace, { name: 'TLS', ...tlsVerdict(facts.value, identity, now()) });
}

/** What a first request says about reaching the server, and about being let in. */
export type FirstAnswer = { readonly checks: readonly Check[]; readonly isLetIn: boolean };

const nextFor: Partial<Record<Failure['code'], string>> = {
  'configuration.invalid':
    'Correct what is named: the base URL, a setting, or the server itself; then run the check again.',
  'answer.unreadable':
    'Check that the base URL leads to the SCIM service and not to a sign-in page or a proxy.',
  'system.failed': 'Look at the log of the server; it reports an error of its own.',
  throttled: 'Wait as long as the server says, then run the check again.',
  'certificate.untrusted':
    'Have the certificate corrected, or name the authority that signed it in the workspace.',
  timeout: 'Check the load of the server and any proxy between, then run the check again.',
};

const unreached = (trace: Trace, { message, code }: Failure): FirstAnswer => {
  const next = nextFor[code] ?? 'Check the base URL, the port and that the server is running.';
  const connection = checkFinding(trace, { name: 'connection', verdict: 'bad', found: message, next, code });
  return {
    checks: [connection, skipped('credentials', 'the first question was not answered')],
    isLetIn: false,
  };
};

const refused = (trace: Trace, { message, code }: Failure): FirstAnswer => {
  const next =
    code === 'permission.denied'
      ? 'Give the account of this token the right to search users and groups.'
      : 'Check that the token or password is current and belongs to this base URL.';
  const connection: Check = {
    name: 'connection',
    verdict: 'good',
    found: `it answers at ${trace.http.place}`,
    exchanges: [],
  };
  const credentials = checkFinding(trace, {
    name: 'credentials',
    verdict: 'bad',
    found: message,
    next,
    code,
  });
  return { checks: [connection, credentials], isLetIn: false };
};

/** Asks the first question of a check-up; an answer that has nothing to do with the way in counts as being let in. */
export function checkFirstAnswer(trace: Trace, first: Result<unknown, Failure>): FirstAnswer {
  const result = !first.ok && first.error.code === 'filter.unsupported' ? ok(undefined) : first;
  if (result.ok) {
    const { exchanges, ...evidence } = trace.take();
    const found = `it answers at ${trace.http.place}`;
    const connection: Check = { name: 'connection', verdict: 'good', found, ...evidence, exchanges };
    const credentials: Check = {
      name: 'credentials',
      verdict: 'good',
      found: 'they are accepted',
      exchanges: [],
    };
    return { checks: [connection, credentials], isLetIn: true };
  }
  const { code } = result.error;
  const isKnown = code === 'credentials.rejected' || code === 'permission.denied';
  return isKnown ? refused(trace, result.error) : unreached(trace, result.error);
}

function duration(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** Tokens and certificates are valid by the clock: a server and a client that disagree refuse each other. */
export function checkClock(trace: Trace): Check {
  const ahead = trace.aheadMs();
  const name = 'clock';
  if (ahead === undefined) {
    const found = 'the server does not say what time it is, so the clocks cannot be compared';
    return { name, verdict: 'good', found, exchanges: [] };
  }
  if (Math.abs(ahead) <= skewLimitMs)
    return { name, verdict: 'good', found: 'both clocks agree', exchanges: [] };
  const found = `the server's clock is ${duration(ahead)} ${ahead > 0 ? 'ahead of' : 'behind'} ours`;
  const next = 'Set the clock of the machine that is wrong: tokens and certificates are valid by the clock.';
  return { name, verdict: 'warning', found, next, exchanges: [] };
}
