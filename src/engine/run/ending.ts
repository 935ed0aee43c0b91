import type { Ref } from '../../domain/model/entry.ts';
import { present } from '../../domain/present.ts';
import { unreachable } from '../../domain/result.ts';
import type { FailureCode } from '../failure.ts';
import { errorCategory, serviceCode } from '../service-codes.ts';
import { tipFor } from '../tips.ts';
import type { RunFinished } from './events.ts';
import type {
  ModifiedProperty,
  ReasonCode,
  RunAction,
  RunEnding,
  StatusInfo,
  StepId,
  StepStatus,
} from './record.ts';

/** Why and how a run ends, before it is put into the words of the record. */
export type Ending = {
  readonly ending: RunEnding;
  readonly step: StepId;
  readonly reason?: ReasonCode;
  /** One sentence for `statusInfo.reason`. */
  readonly message?: string;
  readonly details?: string;
  readonly action?: RunAction;
  readonly target?: { readonly id: Ref; readonly displayName?: string };
  readonly modified?: readonly ModifiedProperty[];
};

/** What a failure of a system means for the run as a whole. */
export function endingOf(code: FailureCode): RunEnding {
  switch (code) {
    case 'connection.refused':
    case 'certificate.untrusted':
    case 'connection.lost':
    case 'system.failed':
    case 'timeout':
      return 'unreachable';
    case 'credentials.rejected':
      return 'signInRefused';
    case 'throttled':
      return 'throttled';
    case 'cancelled':
      return 'cancelled';
    case 'outcome.unknown':
      return 'outcomeUnknown';
    default:
      return 'failed';
  }
}

/**
 * What that is when something was written before: a run that did a part of its work is neither failed nor stopped
 * without a trace, but done with a warning. An ending with an exit code of its own stays as it is.
 */
export function afterPartOfIt(ending: RunEnding): RunEnding {
  return ending === 'failed' || ending === 'cancelled' || ending === 'approvalMissing' ? 'warned' : ending;
}

/** The status word of a card or a run that ended so. */
export function statusOf(ending: RunEnding): StepStatus {
  switch (ending) {
    case 'succeeded':
      return 'Success';
    case 'warned':
      return 'Warning';
    case 'redundant':
    case 'skipped':
    case 'cancelled':
    case 'approvalMissing':
      return 'Skipped';
    case 'failed':
    case 'unreachable':
    case 'signInRefused':
    case 'throttled':
    case 'outcomeUnknown':
      return 'Failure';
    default:
      return unreachable(ending);
  }
}

function statusInfo({ ending, step, reason, message, details }: Ending): StatusInfo {
  const systemCode = details === undefined ? {} : { systemCode: details };
  const errorCode = reason === undefined ? undefined : serviceCode(reason, { step, ...systemCode });
  const category = errorCategory(ending);
  return {
    status: statusOf(ending),
    ...present({ errorCode, reason: message, additionalDetails: details, errorCategory: category }),
    ...(reason === undefined ? {} : { recommendedAction: tipFor(step, reason) }),
  };
}

/** The last event of a run. */
export function runFinished(
  ending: Ending,
  source: RunFinished['sourceIdentity'],
  targetType: string,
): RunFinished {
  const { target } = ending;
  return {
    type: 'run.finished',
    ending: ending.ending,
    ...present({ reason: ending.reason }),
    action: ending.action ?? 'Other',
    statusInfo: statusInfo(ending),
    ...present({ reportableIdentifier: source.displayName }),
    sourceIdentity: source,
    targetIdentity: {
      type: targetType,
      ...present({ id: target?.id }),
      ...present({ displayName: target?.displayName }),
    },
    modifiedProperties: ending.modified ?? [],
  };
}
