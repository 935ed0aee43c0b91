import type { Entry, Ref } from '../../domain/model/entry.ts';
import type { Attributes, AttributeValue } from '../../domain/model/value.ts';
import { displayText } from '../../domain/model/value.ts';
import { sameValue } from '../../domain/planning/compare.ts';
import { type MappedAttribute, mapAttribute } from '../../domain/planning/map-attributes.ts';
import { type AttributePlan, planAttribute } from '../../domain/planning/plan-attribute.ts';
import { present } from '../../domain/present.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { Op } from '../port.ts';
import type { RunAction } from '../run/record.ts';
import { hideOutcome } from '../run/redact.ts';
import { evaluationContext, type Run } from '../run/run.ts';
import { resolveReference } from './resolve-reference.ts';

/** One attribute with what becomes of it. */
export type PlannedAttribute = {
  readonly mapped: MappedAttribute;
  readonly plan: AttributePlan;
  readonly original?: AttributeValue;
  /** A sentence for the record about an attribute that is left out. */
  readonly note?: string;
  /** What was tried, when every value that a SelectUniqueValue offers is taken. */
  readonly notUnique?: string;
};

export type ObjectPlan = {
  readonly attributes: readonly PlannedAttribute[];
  readonly notes: readonly string[];
};

/** What is to be written about one object, complete: nothing is decided after this. */
export type WritePlan = ObjectPlan & {
  readonly action: Exclude<RunAction, 'Other' | 'Delete'>;
  readonly source: Ref;
  readonly sourceAttributes: Attributes;
  /** Absent for a create. */
  readonly existing?: Ref;
  /** The attribute by which the update takes a disabled account into use again. */
  readonly restores?: string;
};

/** The multi-valued reference attribute of a group; chosen members travel their own way. */
const isMembership = ({ definition }: MappedAttribute): boolean =>
  definition.type === 'Reference' && definition.multivalued;

type Candidates = readonly { readonly rule: string; readonly value: string | undefined }[];

type UniqueChoice = { readonly value?: string; readonly story: string };

/** Asks the target for each offered value in turn; the first that nobody holds is taken. */
async function chooseUnique(
  run: Run,
  mapped: MappedAttribute,
  candidates: Candidates,
  op: Op,
): Promise<Result<UniqueChoice, Failure>> {
  const tried: string[] = [];
  for (const { rule, value } of candidates) {
    if (value === undefined || value === '') {
      tried.push(`${rule} gives no value`);
      continue;
    }
    const query = { selection: run.ready.targetSelection, attribute: mapped.definition, value };
    const found = await run.target.find(query, op);
    if (!found.ok) return found;
    if (found.value.length === 0) return ok({ value, story: [...tried, `${value} is free`].join('; ') });
    tried.push(`${value} is taken`);
  }
  return ok({ story: tried.join('; ') });
}

function planValue(mapped: MappedAttribute, existing: Entry | undefined): PlannedAttribute {
  const original = existing?.attributes.get(mapped.definition.name);
  const plan = planAttribute(
    mapped,
    existing === undefined ? { creating: true } : { creating: false, value: original },
  );
  return { mapped, plan, ...present({ original }) };
}

/** A plan for the value that was found for a mapping, with the words that tell how it was found. */
function planFound(
  mapped: MappedAttribute,
  { value, because }: { readonly value: AttributeValue; readonly because: (plan: AttributePlan) => string },
  existing: Entry | undefined,
): PlannedAttribute {
  const { plan, ...rest } = planValue({ ...mapped, outcome: { kind: 'value', value } }, existing);
  return { ...rest, mapped, plan: { ...plan, because: because(plan) } };
}

async function planUnique(
  run: Run,
  mapped: MappedAttribute,
  candidates: Candidates,
  op: Op,
): Promise<Result<PlannedAttribute, Failure>> {
  const chosen = await chooseUnique(run, mapped, candidates, op);
  if (!chosen.ok) return chosen;
  const { value, story } = chosen.value;
  if (value !== undefined) return ok(planFound(mapped, { value, because: () => story }, undefined));
  const plan = { fate: 'invalid', rule: 'expression', because: `no value is free: ${story}` } as const;
  return ok({ mapped, plan, notUnique: `${mapped.definition.name}: ${story}` });
}

/** Whether any value of this attribute could be sent now. */
const mayFlow = (mapped: MappedAttribute, existing: Entry | undefined): boolean =>
  planValue(mapped, existing).plan.fate !== 'notFlowed';

/** A manager and its like: the value of the source is its own id, the value written is the target's. */
async function planReference(
  run: Run,
  mapped: MappedAttribute,
  existing: Entry | undefined,
  op: Op,
): Promise<Result<PlannedAttribute, Failure>> {
  const { outcome, definition } = mapped;
  // What would not be written whatever is found, such as a manager who flows only during creation, is not looked for.
  if (outcome.kind !== 'value' || !mayFlow(mapped, existing)) return ok(planValue(mapped, existing));
  const id = displayText(outcome.value) ?? '';
  const resolved = await resolveReference(run, run.readyMembers ?? run.ready, id, op);
  if (!resolved.ok) {
    const message = `${definition.name} ${id} cannot be looked up: ${resolved.error.message}`;
    return fail({ ...resolved.error, message });
  }
  const { name } = resolved.value;
  const original = existing?.attributes.get(definition.name);
  if (resolved.value.kind === 'missing') {
    const because = `${name} ${resolved.value.because}`;
    const note = `${definition.name} is left out: ${because}.`;
    return ok({ mapped, plan: { fate: 'notFlowed', because }, note, ...present({ original }) });
  }
  const { target } = resolved.value;
  const value = original !== undefined && sameValue(original, target, definition) ? original : target;
  const because = (plan: AttributePlan) => (plan.fate === 'send' ? `refers to ${name}` : plan.because);
  return ok(planFound(mapped, { value, because }, existing));
}

async function planOne(
  run: Run,
  mapped: MappedAttribute,
  existing: Entry | undefined,
  op: Op,
): Promise<Result<PlannedAttribute, Failure>> {
  const { outcome, definition } = mapped;
  if (existing === undefined && outcome.kind === 'chooseUnique') {
    return planUnique(run, mapped, outcome.candidates, op);
  }
  return definition.type === 'Reference'
    ? planReference(run, mapped, existing, op)
    : ok(planValue(mapped, existing));
}

/** Evaluates every mapping, compares with what the target holds, and resolves references. Reads only. */
export async function planObject(
  run: Run,
  attributes: Attributes,
  existing: Entry | undefined,
  op: Op,
): Promise<Result<ObjectPlan, Failure>> {
  const context = evaluationContext(run, attributes);
  const planned: PlannedAttribute[] = [];
  for (const compiled of run.ready.compiled) {
    const mapped = mapAttribute(compiled, context);
    hideOutcome(run.redactor, mapped, run.secrets);
    if (isMembership(mapped)) continue;
    const one = await planOne(run, mapped, existing, op);
    if (!one.ok) return one;
    planned.push(one.value);
  }
  return ok({ attributes: planned, notes: planned.flatMap(({ note }) => note ?? []) });
}

/** The attributes whose source became empty, which the target keeps: "kept in the target: title"; empty without any. */
export function keptText(planned: readonly PlannedAttribute[]): string {
  const kept = planned.filter(({ plan }) => plan.fate === 'kept').map(({ mapped }) => mapped.definition.name);
  return kept.length === 0 ? '' : `kept in the target: ${kept.join(', ')}`;
}
