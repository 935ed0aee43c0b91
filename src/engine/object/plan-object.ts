import type { Entry } from '../../domain/model/entry.ts';
import type { Attributes, AttributeValue } from '../../domain/model/value.ts';
import { displayText } from '../../domain/model/value.ts';
import { sameValue } from '../../domain/planning/compare.ts';
import { type AttributePlan, planAttribute } from '../../domain/planning/flow.ts';
import { type MappedAttribute, mapAttribute } from '../../domain/planning/map-attributes.ts';
import { present } from '../../domain/present.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../failure.ts';
import type { Op } from '../port.ts';
import { hideOutcome } from '../run/redact.ts';
import { evaluationContext, type Run } from '../run/run.ts';
import { resolveReference } from './references.ts';

/** One attribute with what becomes of it. `reference`: it follows in a request of its own, after the object. */
export type PlannedAttribute = {
  readonly mapped: MappedAttribute;
  readonly plan: AttributePlan;
  readonly reference: boolean;
  readonly original?: AttributeValue;
};

export type ObjectPlan = {
  readonly attributes: readonly PlannedAttribute[];
  readonly notes: readonly string[];
  /** Every value a SelectUniqueValue offered is taken. */
  readonly notUnique?: string;
};

/** The multi-valued reference attribute of a group; chosen members travel their own way. */
export const isMembership = ({ definition }: MappedAttribute): boolean =>
  definition.type === 'Reference' && definition.multivalued;

type Held = { readonly creating: true } | { readonly creating: false; readonly entry: Entry };

const heldValue = (held: Held, name: string) =>
  held.creating ? held : ({ creating: false, value: held.entry.attributes.get(name) } as const);

type UniqueChoice = { readonly value?: string; readonly story: string };

/** Asks the target for each offered value in turn; the first that nobody holds is taken. */
async function chooseUnique(
  run: Run,
  mapped: MappedAttribute,
  candidates: readonly { readonly rule: string; readonly value: string | undefined }[],
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

type Planned = {
  readonly planned: PlannedAttribute;
  readonly notes: readonly string[];
  readonly notUnique?: string;
};

function plain(mapped: MappedAttribute, held: Held): Planned {
  const name = mapped.definition.name;
  const plan = planAttribute(mapped, heldValue(held, name));
  const original = held.creating ? undefined : held.entry.attributes.get(name);
  return {
    planned: { mapped, plan, reference: false, ...present({ original }) },
    notes: [],
  };
}

async function unique(run: Run, mapped: MappedAttribute, op: Op): Promise<Result<Planned, Failure>> {
  if (mapped.outcome.kind !== 'chooseUnique') return ok(plain(mapped, { creating: true }));
  const chosen = await chooseUnique(run, mapped, mapped.outcome.candidates, op);
  if (!chosen.ok) return chosen;
  const { value, story } = chosen.value;
  if (value === undefined) {
    const plan: AttributePlan = {
      fate: 'invalid',
      rule: 'expression',
      because: `no value is free: ${story}`,
    };
    return ok({
      planned: { mapped, plan, reference: false },
      notes: [],
      notUnique: `${mapped.definition.name}: ${story}`,
    });
  }
  const { planned } = plain({ ...mapped, outcome: { kind: 'value', value } }, { creating: true });
  return ok({ planned: { ...planned, mapped, plan: { ...planned.plan, because: story } }, notes: [] });
}

function unresolved(
  mapped: MappedAttribute,
  because: string,
  original: AttributeValue | undefined,
): PlannedAttribute {
  const plan: AttributePlan = { fate: 'notFlowed', because };
  return { mapped, plan, reference: true, ...present({ original }) };
}

/** A manager and its like: the value of the source is its own id, the value written is the target's. */
async function reference(
  run: Run,
  mapped: MappedAttribute,
  held: Held,
  op: Op,
): Promise<Result<Planned, Failure>> {
  const { outcome, definition } = mapped;
  const original = held.creating ? undefined : held.entry.attributes.get(definition.name);
  if (outcome.kind !== 'value') {
    const { planned } = plain(mapped, held);
    return ok({ planned: { ...planned, reference: true }, notes: [] });
  }
  const id = displayText(outcome.value) ?? '';
  const resolved = await resolveReference(run, run.readyMembers ?? run.ready, id, op);
  if (!resolved.ok) return resolved;
  if (resolved.value.kind === 'missing') {
    const because = `${resolved.value.name} ${resolved.value.because}`;
    return ok({
      planned: unresolved(mapped, because, original),
      notes: [`${definition.name} is left out: ${because}.`],
    });
  }
  const { target, name } = resolved.value;
  const value = sameValue(original, target, definition) && original !== undefined ? original : target;
  const { planned } = plain({ ...mapped, outcome: { kind: 'value', value } }, held);
  const because = planned.plan.fate === 'send' ? `refers to ${name}` : planned.plan.because;
  return ok({
    planned: { ...planned, mapped, reference: true, plan: { ...planned.plan, because } },
    notes: [],
  });
}

async function planOne(
  run: Run,
  mapped: MappedAttribute,
  held: Held,
  op: Op,
): Promise<Result<Planned, Failure>> {
  if (held.creating && mapped.outcome.kind === 'chooseUnique') return unique(run, mapped, op);
  if (mapped.definition.type === 'Reference') return reference(run, mapped, held, op);
  return ok(plain(mapped, held));
}

/** Evaluates every mapping, compares with what the target holds, and resolves references. Reads only. */
export async function planObject(
  run: Run,
  attributes: Attributes,
  existing: Entry | undefined,
  op: Op,
): Promise<Result<ObjectPlan, Failure>> {
  const held: Held = existing === undefined ? { creating: true } : { creating: false, entry: existing };
  const context = evaluationContext(run, attributes);
  const planned: PlannedAttribute[] = [];
  const notes: string[] = [];
  let notUnique: string | undefined;
  for (const compiled of run.ready.compiled) {
    const mapped = mapAttribute(compiled, context);
    hideOutcome(run.redactor, mapped, run.secrets);
    if (isMembership(mapped)) continue;
    const one = await planOne(run, mapped, held, op);
    if (!one.ok) return one;
    planned.push(one.value.planned);
    notes.push(...one.value.notes);
    notUnique ??= one.value.notUnique;
  }
  return ok({ attributes: planned, notes, ...present({ notUnique }) });
}
