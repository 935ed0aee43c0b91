import type { Delta, Entry } from '../../domain/model/entry.ts';
import type { AttributeValue } from '../../domain/model/value.ts';
import { sameValue } from '../../domain/planning/compare.ts';
import { deprovisioningAttribute, disables, isDisabled } from '../../domain/planning/disable.ts';
import { mapAttribute } from '../../domain/planning/map-attributes.ts';
import type { AttributePlan } from '../../domain/planning/plan-attribute.ts';
import { present } from '../../domain/present.ts';
import { disabledValue } from '../../domain/schema/account-status.ts';
import type { AttributeDefinition } from '../../domain/schema/types.ts';
import type { RunFact } from '../run/events.ts';
import { evaluationContext, type Run } from '../run/run.ts';
import { working } from '../run/working.ts';
import { deprovisioningCause, type Matched } from '../steps/match.ts';
import type { Scoped } from '../steps/scope.ts';
import { capitalised, nameAndId } from '../wording.ts';
import { approveObject } from './approve-object.ts';
import { attributeEvidence } from './attribute-evidence.ts';
import { deleteObject } from './delete-object.ts';
import { failureResult, type ObjectResult, untouched, withLinkTrouble } from './object-result.ts';
import { keptText, type ObjectPlan, type PlannedAttribute, planObject } from './plan-object.ts';
import { rememberLink } from './remember-link.ts';
import { writeObject } from './write-object.ts';

type Act = { readonly source: Entry; readonly scoped: Scoped; readonly matched: Matched };

const rows = (run: Run, scoped: Scoped, planned: readonly PlannedAttribute[]) =>
  planned.map((one) => attributeEvidence(run, one, scoped.attributes, { kind: 'stopped' }));

/** Why the plan cannot be carried out, if it cannot; every faulty attribute is named in one go. */
function obstacle(run: Run, scoped: Scoped, plan: ObjectPlan): ObjectResult | undefined {
  const shown = { attributes: rows(run, scoped, plan.attributes), notes: plan.notes };
  const filtered = plan.attributes.find(({ mapped }) => mapped.outcome.kind === 'skipObject');
  if (filtered?.mapped.outcome.kind === 'skipObject') {
    return untouched('skipped', 'ObjectFiltered', `Left out: ${filtered.mapped.outcome.because}.`, shown);
  }
  const taken = plan.attributes.find(({ notUnique }) => notUnique !== undefined);
  if (taken !== undefined) {
    return untouched('failed', 'value.notUnique', `No value is free for ${taken.notUnique}.`, shown);
  }
  const invalid = plan.attributes.flatMap(({ mapped, plan: own }) =>
    own.fate === 'invalid' ? [{ name: mapped.definition.name, own }] : [],
  );
  if (invalid.length === 0) return undefined;
  const broken = invalid.filter(({ own }) => own.rule === 'expression');
  const faults = (broken.length > 0 ? broken : invalid)
    .map(({ name, own }) => `${name}: ${own.because}`)
    .join('; ');
  return broken.length > 0
    ? untouched('failed', 'expression.failed', `An expression cannot be evaluated. ${faults}.`, shown)
    : untouched('skipped', 'AttributeValidationFailed', `${faults}.`, {
        ...shown,
        details: invalid.map(({ name }) => name).join(', '),
      });
}

/** Nothing differs. The link is remembered anyway, so the object counts as managed from now on. */
async function redundant(
  run: Run,
  { source, scoped, matched }: Act,
  plan: ObjectPlan,
): Promise<ObjectResult> {
  const { entry } = matched;
  const unremembered =
    entry === undefined || matched.linked
      ? []
      : await rememberLink(run, { source: source.ref, target: entry.ref, objectType: entry.objectType });
  const kept = keptText(plan.attributes);
  const sentence = `Nothing to change: ${kept === '' ? 'source and target already agree' : `${kept}, because empty values do not flow`}.`;
  const result = untouched('redundant', 'RedundantExport', sentence, {
    ...present({ target: entry?.ref }),
    attributes: rows(run, scoped, plan.attributes),
    notes: plan.notes,
  });
  return withLinkTrouble(result, unremembered);
}

/** An HR leaver is disabled by an ordinary update whose mapping says so; it asks for approval like any other disable. */
function disablingAttribute(run: Run, planned: readonly PlannedAttribute[]): PlannedAttribute | undefined {
  return planned.find(
    ({ mapped: { definition }, plan, original }) =>
      plan.fate === 'send' &&
      disables(run.ready.resolved, definition, plan.value) &&
      !sameValue(original, plan.value, definition),
  );
}

/** The attribute by which a disabled account is taken into use again: it holds the value for disabled now. */
function restoringAttribute(run: Run, planned: readonly PlannedAttribute[]): string | undefined {
  const { resolved } = run.ready;
  return planned.find(
    ({ mapped: { definition }, plan, original }) =>
      plan.fate === 'send' &&
      original !== undefined &&
      disables(resolved, definition, original) &&
      !disables(resolved, definition, plan.value),
  )?.mapped.definition.name;
}

async function* update(
  run: Run,
  act: Act,
  entry: Entry,
  plan: ObjectPlan,
): AsyncGenerator<RunFact, ObjectResult, undefined> {
  const { scoped, source } = act;
  if (!plan.attributes.some((one) => one.plan.fate === 'send')) return redundant(run, act, plan);
  if (!run.ready.resolved.mapping.flowTypes.has('Update')) {
    const sentence = 'The object differs, but the Update action is switched off in the mapping.';
    return untouched('skipped', 'UpdateDisabled', sentence, {
      target: entry.ref,
      attributes: rows(run, scoped, plan.attributes),
    });
  }
  const disabling = disablingAttribute(run, plan.attributes);
  if (disabling !== undefined) {
    const { mapping, definition } = disabling.mapped;
    const reason = `the mapping ${mapping.source?.expression ?? ''} gives ${definition.name} the value for disabled`;
    const declined = yield* approveObject(run, { danger: 'disable', source, target: entry, reason });
    if (declined !== undefined) return declined;
  }
  const { result } = yield* writeObject(run, {
    action: disabling === undefined ? 'Update' : 'Disable',
    source: source.ref,
    sourceAttributes: scoped.attributes,
    existing: entry.ref,
    attributes: plan.attributes,
    notes: plan.notes,
    ...present({ restores: restoringAttribute(run, plan.attributes) }),
  });
  return result;
}

async function* createOrUpdate(run: Run, act: Act): AsyncGenerator<RunFact, ObjectResult, undefined> {
  const { source, scoped, matched } = act;
  const planned = yield* working('action', run.signal, (op) =>
    planObject(run, scoped.attributes, matched.entry, op),
  );
  if (!planned.ok) {
    const { ending, reason, sentence, ...rest } = failureResult(planned.error);
    return untouched(ending, reason, sentence, rest);
  }
  const plan = planned.value;
  const blocked = obstacle(run, scoped, plan);
  if (blocked !== undefined) return blocked;
  if (matched.entry !== undefined) return yield* update(run, act, matched.entry, plan);
  const { result, holder } = yield* writeObject(run, {
    action: 'Create',
    source: source.ref,
    sourceAttributes: scoped.attributes,
    attributes: plan.attributes,
    notes: plan.notes,
  });
  return holder === undefined ? result : yield* updateInstead(run, act, holder, result);
}

/**
 * The create collided with an object that matches: it is the same one, made by a request whose answer was lost or by
 * somebody else a moment ago. So it is brought to the wanted state, and no second one is tried.
 */
async function* updateInstead(
  run: Run,
  act: Act,
  holder: Entry,
  collided: ObjectResult,
): AsyncGenerator<RunFact, ObjectResult, undefined> {
  const matched: Matched = { ...act.matched, entry: holder, linked: false };
  const result = yield* createOrUpdate(run, { ...act, matched });
  const why = `${collided.sentence} A matching object has appeared in the meantime, ${nameAndId(holder)}: it is updated instead of created.`;
  return { ...result, target: result.target ?? holder.ref, notes: [why, ...result.notes] };
}

function disablingPlan(
  attribute: AttributeDefinition,
  old: AttributeValue | undefined,
  already: boolean,
): AttributePlan {
  const value = disabledValue(attribute);
  if (already) return { fate: 'unchanged', value, because: 'the target has it disabled already' };
  const because = 'deprovisioning writes the target’s own value for disabled';
  const { name } = attribute;
  const delta: Delta =
    old === undefined
      ? { change: 'add', attribute: name, value }
      : { change: 'replace', attribute: name, value, old };
  return { fate: 'send', value, delta, because };
}

/**
 * Only the account status is written, and always with the target's own value for "disabled", whatever the mapping
 * evaluates to: a mapping with the wrong polarity must not enable a leaver.
 */
async function* disable(run: Run, act: Act, entry: Entry): AsyncGenerator<RunFact, ObjectResult, undefined> {
  const { source, scoped } = act;
  const definition = deprovisioningAttribute(run.ready.resolved, deprovisioningCause(scoped));
  const compiled = run.ready.compiled.find(({ mapping }) => mapping.targetAttributeName === definition?.name);
  if (definition === undefined || compiled === undefined) {
    return untouched(
      'skipped',
      'NothingToDisable',
      'No mapping writes the account status, so nothing is sent.',
    );
  }
  const original = entry.attributes.get(definition.name);
  const already = isDisabled(definition, entry.attributes);
  const planned: PlannedAttribute = {
    mapped: mapAttribute(compiled, evaluationContext(run, scoped.attributes)),
    plan: disablingPlan(definition, original, already),
    ...present({ original }),
  };
  const reason = act.matched.decision.because;
  const notes = [reason];
  if (already) return redundant(run, act, { attributes: [planned], notes });
  const declined = yield* approveObject(run, { danger: 'disable', source, target: entry, reason });
  if (declined !== undefined) return declined;
  const { result } = yield* writeObject(run, {
    action: 'Disable',
    source: source.ref,
    sourceAttributes: scoped.attributes,
    existing: entry.ref,
    attributes: [planned],
    notes,
  });
  return result;
}

/** Brings the object itself, user or group, to the wanted state. Members of a group follow elsewhere. */
export async function* provisionObject(run: Run, act: Act): AsyncGenerator<RunFact, ObjectResult, undefined> {
  const { decision, entry } = act.matched;
  if (decision.operation === 'Skip') {
    const rest = present({ target: entry?.ref });
    return untouched('skipped', decision.reason, `${capitalised(decision.because)}.`, rest);
  }
  if (decision.operation === 'Disable' && entry !== undefined) return yield* disable(run, act, entry);
  if (decision.operation === 'Delete' && entry !== undefined) {
    return yield* deleteObject(run, { source: act.source, entry, because: decision.because });
  }
  return yield* createOrUpdate(run, act);
}
