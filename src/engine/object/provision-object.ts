import type { Entry } from '../../domain/model/entry.ts';
import { sameValue } from '../../domain/planning/compare.ts';
import { deprovisioningAttribute, disables, isDisabled } from '../../domain/planning/disable.ts';
import type { AttributePlan } from '../../domain/planning/flow.ts';
import { mapAttribute } from '../../domain/planning/map-attributes.ts';
import { present } from '../../domain/present.ts';
import { disabledValue } from '../../domain/schema/account-status.ts';
import { endingOf } from '../run/ending.ts';
import type { RunFact } from '../run/events.ts';
import { evaluationContext, type Run } from '../run/run.ts';
import { working } from '../run/working.ts';
import { deprovisioningCause, type Matched } from '../steps/match.ts';
import type { Scoped } from '../steps/scope.ts';
import { capitalised } from '../wording.ts';
import { attributeEvidence } from './action-evidence.ts';
import { approved } from './approve.ts';
import { deleteObject } from './delete-object.ts';
import { askFor, declined, named } from './object-question.ts';
import { failureDetails, type ObjectResult, untouched } from './object-result.ts';
import { type ObjectPlan, type PlannedAttribute, planObject } from './plan-object.ts';
import { rememberLink } from './remember-link.ts';
import { carryOut } from './write-plan.ts';

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
  if (plan.notUnique !== undefined) {
    return untouched('failed', 'value.notUnique', `No value is free for ${plan.notUnique}.`, shown);
  }
  const invalid = plan.attributes.flatMap(({ mapped, plan: own }) =>
    own.fate === 'invalid' ? [{ name: mapped.definition.name, own }] : [],
  );
  if (invalid.length === 0) return undefined;
  const broken = invalid.filter(({ own }) => own.rule === 'expression');
  const told = (broken.length > 0 ? broken : invalid)
    .map(({ name, own }) => `${name}: ${own.because}`)
    .join('; ');
  return broken.length > 0
    ? untouched('failed', 'expression.failed', `An expression cannot be evaluated. ${told}.`, shown)
    : untouched('skipped', 'AttributeValidationFailed', `${told}.`, {
        ...shown,
        details: invalid.map(({ name }) => name).join(', '),
      });
}

/** Nothing differs. The link is remembered all the same, so that the object counts as managed from now on. */
async function redundant(
  run: Run,
  { source, scoped, matched }: Act,
  plan: ObjectPlan,
): Promise<ObjectResult> {
  const { entry } = matched;
  const isNew = entry !== undefined && !matched.linked;
  const note = isNew
    ? await rememberLink(run, { source: source.ref, target: entry.ref, objectType: entry.objectType })
    : undefined;
  return untouched('redundant', 'RedundantExport', 'Nothing to change: source and target already agree.', {
    ...present({ target: entry?.ref }),
    attributes: rows(run, scoped, plan.attributes),
    notes: [...plan.notes, ...(note === undefined ? [] : [note])],
  });
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

/** A disabled account is taken into use again: it holds the value for disabled, and gets the other one. */
function restoring(run: Run, planned: readonly PlannedAttribute[]): { readonly restores?: string } {
  const status = planned.find(
    ({ mapped: { definition }, plan, original }) =>
      plan.fate === 'send' &&
      original !== undefined &&
      disables(run.ready.resolved, definition, original) &&
      !disables(run.ready.resolved, definition, plan.value),
  );
  return status === undefined ? {} : { restores: status.mapped.definition.name };
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
    const question = askFor({ verb: 'Disable', source, entry, reason });
    if (!(yield* approved(run, { danger: 'disable', question }))) return declined(entry, 'disable');
  }
  const { result } = yield* carryOut(run, {
    action: disabling === undefined ? 'Update' : 'Disable',
    source: source.ref,
    sourceAttributes: scoped.attributes,
    existing: entry.ref,
    attributes: plan.attributes,
    notes: plan.notes,
    ...restoring(run, plan.attributes),
  });
  return result;
}

async function* createOrUpdate(run: Run, act: Act): AsyncGenerator<RunFact, ObjectResult, undefined> {
  const { source, scoped, matched } = act;
  const planned = yield* working('action', run.signal, (op) =>
    planObject(run, scoped.attributes, matched.entry, op),
  );
  if (!planned.ok) {
    const { code, message } = planned.error;
    return untouched(endingOf(code), code, message, failureDetails(planned.error));
  }
  const plan = planned.value;
  const blocked = obstacle(run, scoped, plan);
  if (blocked !== undefined) return blocked;
  if (matched.entry !== undefined) return yield* update(run, act, matched.entry, plan);
  const { result, holder } = yield* carryOut(run, {
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
 * somebody else a moment ago, so that it is brought to the wanted state instead of a second one being tried.
 */
async function* updateInstead(
  run: Run,
  act: Act,
  holder: Entry,
  collided: ObjectResult,
): AsyncGenerator<RunFact, ObjectResult, undefined> {
  const matched: Matched = { ...act.matched, entry: holder, linked: false };
  const result = yield* createOrUpdate(run, { ...act, matched });
  const why = `${collided.sentence} An object that matches has appeared meanwhile, ${named(holder)}: it is updated instead of created.`;
  return { ...result, target: result.target ?? holder.ref, notes: [why, ...result.notes] };
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
  const value = disabledValue(definition);
  const because = 'deprovisioning writes the target’s own value for disabled';
  const already = isDisabled(definition, entry.attributes);
  const plan: AttributePlan = already
    ? { fate: 'unchanged', value, because: 'the target has it disabled already' }
    : original === undefined
      ? { fate: 'send', value, delta: { change: 'add', attribute: definition.name, value }, because }
      : {
          fate: 'send',
          value,
          delta: { change: 'replace', attribute: definition.name, value, old: original },
          because,
        };
  const planned: PlannedAttribute = {
    mapped: mapAttribute(compiled, evaluationContext(run, scoped.attributes)),
    plan,
    reference: false,
    ...present({ original }),
  };
  const notes = [act.matched.decision.because];
  if (already) return redundant(run, act, { attributes: [planned], notes });
  const reason = act.matched.decision.because;
  const question = askFor({ verb: 'Disable', source, entry, reason });
  if (!(yield* approved(run, { danger: 'disable', question }))) return declined(entry, 'disable');
  const { result } = yield* carryOut(run, {
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
