import { unreachable } from '../domain/result.ts';
import type { ReasonCode, RunEnding } from '../engine/run/record.ts';

/** The documented exit codes; those from 64 on follow sysexits.h. */
export const exitCodes = {
  success: 0,
  failed: 1,
  skipped: 2,
  outcomeUnknown: 3,
  signInNeeded: 4,
  warning: 5,
  approvalMissing: 6,
  noHit: 7,
  usage: 64,
  badData: 65,
  unavailable: 69,
  bug: 70,
  tryLater: 75,
  badConfiguration: 78,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code of a run that ended so. A run that its configuration stopped is told apart from one that failed. */
export function exitCodeOf(ending: RunEnding, reason?: ReasonCode): ExitCode {
  if (ending === 'failed' && reason === 'configuration.invalid') return exitCodes.badConfiguration;
  switch (ending) {
    case 'succeeded':
    case 'redundant':
      return exitCodes.success;
    case 'warned':
      return exitCodes.warning;
    case 'skipped':
      return exitCodes.skipped;
    case 'failed':
      return exitCodes.failed;
    case 'unreachable':
      return exitCodes.unavailable;
    case 'signInRefused':
      return exitCodes.signInNeeded;
    case 'throttled':
      return exitCodes.tryLater;
    case 'approvalMissing':
      return exitCodes.approvalMissing;
    case 'outcomeUnknown':
      return exitCodes.outcomeUnknown;
    case 'cancelled':
      return exitCodes.interrupted;
    default:
      return unreachable(ending);
  }
}
