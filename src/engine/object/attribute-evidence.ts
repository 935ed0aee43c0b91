import type { Entry } from '../../domain/model/entry.ts';
import type { Attributes, AttributeValue } from '../../domain/model/value.ts';
import { displayText, REDACTED } from '../../domain/model/value.ts';
import { present } from '../../domain/present.ts';
import { unreachable } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { AttributeEvidence, AttributeFate, NamedText } from '../run/evidence.ts';
import type { ModifiedProperty } from '../run/record.ts';
import { isHidden, shownValue } from '../run/redact.ts';
import type { Run } from '../run/run.ts';
import type { PlannedAttribute } from './plan-object.ts';
import { storedDiffers } from './read-back.ts';

/** What is known after the write, or that there was none. */
export type WriteResult =
  /** Ready to be sent, in a preview. */
  | { readonly kind: 'notWritten' }
  /** Something stood in the way of the whole object. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'written'; readonly stored: Entry | undefined }
  /** `stored`: what the target holds, where other attributes were written anyway. */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly stored?: Entry };

/** The value the plan sends, wants, or found equal. */
function wantedOf({ plan }: PlannedAttribute): AttributeValue | undefined {
  return plan.fate === 'invalid' ? undefined : plan.value;
}

const lostOrRefused = ({ code }: Failure): AttributeFate =>
  code === 'outcome.unknown' ? 'unknown' : 'refused';

/** One refused attribute need not hold the others back: the connector names those that were written. */
export const isWrittenAnyway = ({ mapped }: PlannedAttribute, result: WriteResult): boolean =>
  result.kind === 'refused' && (result.failure.written?.includes(mapped.definition.name) ?? false);

function fateOf(planned: PlannedAttribute, result: WriteResult): AttributeFate {
  const { fate } = planned.plan;
  switch (fate) {
    case 'send':
      if (result.kind === 'stopped') return 'notFlowed';
      if (isWrittenAnyway(planned, result)) return 'sent';
      return result.kind === 'refused' ? lostOrRefused(result.failure) : 'sent';
    case 'unchanged':
    case 'kept':
    case 'notFlowed':
    case 'invalid':
      return fate;
    default:
      return unreachable(fate);
  }
}

function becauseOf(planned: PlannedAttribute, result: WriteResult): string {
  if (planned.plan.fate !== 'send') return planned.plan.because;
  if (result.kind === 'stopped') return 'not sent: nothing was written';
  if (result.kind !== 'refused' || isWrittenAnyway(planned, result)) return planned.plan.because;
  const named = result.failure.attributes?.includes(planned.mapped.definition.name) ?? false;
  if (named) return `refused: ${result.failure.message}`;
  return result.failure.code === 'outcome.unknown'
    ? 'sent; no answer came, so nobody knows whether it was stored'
    : 'tried; the target refused the request';
}

function sourceValues(run: Run, planned: PlannedAttribute, attributes: Attributes): readonly NamedText[] {
  const { expression } = planned.mapped;
  const names = expression?.ok ? expression.value.sourceAttributes : [];
  return names.map((name) => ({
    name,
    value: isHidden(name, run.secrets.source) ? REDACTED : (displayText(attributes.get(name)) ?? ''),
  }));
}

/** What was read back, for attributes that were written. */
function storedOf(planned: PlannedAttribute, result: WriteResult): Entry | undefined {
  if (result.kind === 'written') return result.stored;
  return result.kind === 'refused' && isWrittenAnyway(planned, result) ? result.stored : undefined;
}

/** One row of View details: source, expression, original, wanted, and what the target really stored. */
export function attributeEvidence(
  run: Run,
  planned: PlannedAttribute,
  attributes: Attributes,
  result: WriteResult,
): AttributeEvidence {
  const { mapping, definition, trace } = planned.mapped;
  const { name } = definition;
  const secrets = run.secrets.target;
  const stored = storedOf(planned, result);
  const priority = mapping.matchingPriority;
  return {
    target: name,
    expression: mapping.source?.expression ?? '(none)',
    source: sourceValues(run, planned, attributes),
    ...present({
      original: shownValue(name, planned.original, secrets),
      wanted: shownValue(name, wantedOf(planned), secrets),
      stored: shownValue(name, stored?.attributes.get(name), secrets),
    }),
    fate: fateOf(planned, result),
    because: becauseOf(planned, result),
    ...present({
      differs: stored && storedDiffers(planned, stored),
      matchingPriority: priority > 0 ? priority : undefined,
      trace: isHidden(name, secrets) ? undefined : trace,
    }),
  };
}

/** Graph's `modifiedProperties`: what was sent, or would have been. */
export function modifiedProperties(
  run: Run,
  planned: readonly PlannedAttribute[],
): readonly ModifiedProperty[] {
  return planned.flatMap((one) => {
    if (one.plan.fate !== 'send') return [];
    const { name } = one.mapped.definition;
    const oldValue = shownValue(name, one.original, run.secrets.target);
    const newValue = shownValue(name, one.plan.value, run.secrets.target);
    return [{ displayName: name, ...present({ oldValue, newValue }) }];
  });
}
