import type { Entry } from '../../domain/model/entry.ts';
import type { Attributes, AttributeValue } from '../../domain/model/value.ts';
import { displayText, REDACTED } from '../../domain/model/value.ts';
import { sameValue } from '../../domain/planning/compare.ts';
import { unreachable } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { AttributeEvidence, AttributeFate, NamedText } from '../run/evidence.ts';
import type { ModifiedProperty } from '../run/record.ts';
import { isSecretAttribute } from '../run/redact.ts';
import type { Run } from '../run/run.ts';
import type { PlannedAttribute } from './plan-object.ts';

/** What is known after the write, or that there was none. */
export type WriteResult =
  /** Ready to be sent, in a preview. */
  | { readonly kind: 'notWritten' }
  /** Something stood in the way of the whole object. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'written'; readonly stored: Entry | undefined }
  /** `stored`: what the target holds, where other attributes were written all the same. */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly stored?: Entry };

const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });

/** The value the plan sends, wants, or found equal. */
function wantedOf({ plan }: PlannedAttribute): AttributeValue | undefined {
  return plan.fate === 'invalid' ? undefined : plan.value;
}

/** Passwords and their like go in and never come out. */
export const canBeReadBack = ({ mapped: { definition } }: PlannedAttribute): boolean =>
  definition.mutability !== 'WriteOnly' && !isSecretAttribute(definition.name);

/** True when the target stored something else than what was sent. Values that cannot be read back are not judged. */
export function storedDiffers(planned: PlannedAttribute, stored: Entry): boolean {
  const { definition } = planned.mapped;
  if (planned.plan.fate !== 'send' || !canBeReadBack(planned)) return false;
  return !sameValue(planned.plan.value, stored.attributes.get(definition.name), definition);
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
    value:
      run.secrets.source.has(name) || isSecretAttribute(name)
        ? REDACTED
        : (displayText(attributes.get(name)) ?? ''),
  }));
}

/** What was read back, for attributes that were written. */
function storedOf(planned: PlannedAttribute, result: WriteResult): Entry | undefined {
  if (result.kind === 'written') return result.stored;
  return result.kind === 'refused' && isWrittenAnyway(planned, result) ? result.stored : undefined;
}

type Shown = (value: AttributeValue | undefined) => string | undefined;

/** Values as text; those of a redacted attribute only say that there is one. */
function showing(run: Run, name: string): Shown {
  const secret = run.secrets.target.has(name) || isSecretAttribute(name);
  return (value) => (secret && value !== undefined ? REDACTED : displayText(value));
}

/** One row of View details: source, expression, original, wanted, and what the target really stored. */
export function attributeEvidence(
  run: Run,
  planned: PlannedAttribute,
  attributes: Attributes,
  result: WriteResult,
): AttributeEvidence {
  const { mapping, definition, trace } = planned.mapped;
  const show = showing(run, definition.name);
  const stored = storedOf(planned, result);
  const redacted = run.secrets.target.has(definition.name) || isSecretAttribute(definition.name);
  return {
    target: definition.name,
    expression: mapping.source?.expression ?? '(none)',
    source: sourceValues(run, planned, attributes),
    ...optional('original', show(planned.original)),
    ...optional('wanted', show(wantedOf(planned))),
    ...optional('stored', show(stored?.attributes.get(definition.name))),
    fate: fateOf(planned, result),
    because: becauseOf(planned, result),
    ...(stored === undefined ? {} : { differs: storedDiffers(planned, stored) }),
    ...(mapping.matchingPriority > 0 ? { matchingPriority: mapping.matchingPriority } : {}),
    ...(trace === undefined || redacted ? {} : { trace }),
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
    const show = showing(run, name);
    return [
      {
        displayName: name,
        ...optional('oldValue', show(one.original)),
        ...optional('newValue', show(one.plan.value)),
      },
    ];
  });
}
