import type { Entry, Ref } from '../../domain/model/entry.ts';
import type { CompiledMapping } from '../../domain/planning/map-attributes.ts';
import { present } from '../../domain/present.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { AttributeDefinition } from '../../domain/schema/types.ts';
import { askApproval, removalQuestion } from '../approval-questions.ts';
import type { Failure } from '../failure.ts';
import { type MissingReason, type Resolved, resolveReference } from '../object/resolve-reference.ts';
import type { Op } from '../port.ts';
import { endingOf } from '../run/ending.ts';
import type { RunFact } from '../run/events.ts';
import type { MemberEvidence, MemberFate } from '../run/evidence.ts';
import type { ReasonCode, RunEnding } from '../run/record.ts';
import type { ReadyMapping, Run } from '../run/run.ts';
import { working } from '../run/working.ts';
import { type HeldMembers, readMembers } from './read-members.ts';

/** One chosen member: whether the source group holds them, and where they are in the target. */
type Chosen = {
  readonly id: string;
  readonly source: Ref | undefined;
  readonly name: string;
  readonly inSourceGroup: boolean;
  readonly target?: Ref;
  readonly missing?: { readonly because: string; readonly reason: MissingReason };
  readonly inTargetGroup: boolean;
};

export type MembersProblem = {
  readonly ending: RunEnding;
  readonly reason: ReasonCode;
  readonly message: string;
};

/** What is to become of the chosen members, before anything is written. */
export type MembersPlan = {
  readonly rows: readonly MemberEvidence[];
  readonly targets: ReadonlyMap<string, Ref>;
  readonly attribute?: AttributeDefinition;
  readonly problem?: MembersProblem;
  /** Whom the target group holds before anything is written. */
  readonly held?: HeldMembers;
};

const nobody: MembersPlan = { rows: [], targets: new Map() };

/** The attribute of a group that holds its members; undefined where no mapping writes one. */
export const membershipOf = (compiled: readonly CompiledMapping[]): AttributeDefinition | undefined =>
  compiled.find(({ definition }) => definition.type === 'Reference' && definition.multivalued)?.definition;

/** The direct members of the source group, by their immutable ids. */
async function directMembers(
  run: Run,
  sourceGroup: Ref,
  op: Op,
): Promise<Result<ReadonlySet<string>, Failure>> {
  if (run.source.members === undefined) return ok(new Set());
  const direct = await run.source.members(sourceGroup, op);
  return direct.ok ? ok(new Set(direct.value.map(({ ref }) => ref))) : direct;
}

function chosenOf(id: string, resolved: Resolved, inGroup: ReadonlySet<string>): Chosen {
  const { name, source } = resolved;
  const inSourceGroup = source !== undefined && inGroup.has(source);
  const base = { id, source, name, inSourceGroup, inTargetGroup: false };
  return resolved.kind === 'found' ? { ...base, target: resolved.target } : { ...base, missing: resolved };
}

/** A member may be named by any exact id; who that is, and whether twice the same, shows when they have been read. */
async function resolveChosen(
  run: Run,
  ready: ReadyMapping,
  sourceGroup: Ref,
  op: Op,
): Promise<Result<readonly Chosen[], Failure>> {
  const { subject } = run.context;
  const inGroup = await directMembers(run, sourceGroup, op);
  if (!inGroup.ok) return inGroup;
  const chosen = new Map<string, Chosen>();
  for (const id of subject.kind === 'group' ? subject.members : []) {
    const resolved = await resolveReference(run, ready, id, op);
    if (!resolved.ok) return resolved;
    const key = resolved.value.source ?? id;
    chosen.set(key, chosen.get(key) ?? chosenOf(id, resolved.value, inGroup.value));
  }
  return ok([...chosen.values()]);
}

type ChosenAndHeld = { readonly chosen: readonly Chosen[]; readonly held?: HeldMembers };

/** Which of them the target group holds now; a group that does not exist yet holds nobody. */
async function withTargetState(
  run: Run,
  chosen: readonly Chosen[],
  { attribute, group }: { readonly attribute: AttributeDefinition; readonly group: Ref | undefined },
  op: Op,
): Promise<Result<ChosenAndHeld, Failure>> {
  const members = chosen.flatMap(({ target }) => target ?? []);
  if (group === undefined) return ok({ chosen, held: new Set() });
  if (members.length === 0 || run.target.members === undefined) return ok({ chosen });
  const objectType = run.ready.resolved.targetObject.name;
  const held = await readMembers(run, { objectType, attribute, group, members }, op);
  if (!held.ok) return held;
  const isHeld = ({ target }: Chosen) => target !== undefined && held.value.has(target);
  return ok({ chosen: chosen.map((one) => ({ ...one, inTargetGroup: isHeld(one) })), held: held.value });
}

type PlannedFate = { readonly fate: MemberFate; readonly because: string };

/** What becomes of a chosen member, before any write. */
function plannedFate({ missing, inSourceGroup, inTargetGroup }: Chosen): PlannedFate {
  if (missing !== undefined && (inSourceGroup || missing.reason !== 'membersMissing')) {
    const fate = missing.reason === 'membersMissing' ? 'notYetProvisioned' : 'failed';
    return { fate, because: missing.because };
  }
  if (inSourceGroup && inTargetGroup) {
    return { fate: 'alreadyMember', because: 'the target group holds them already' };
  }
  if (inSourceGroup) {
    return { fate: 'wouldAdd', because: 'a direct member in the source, not yet in the target group' };
  }
  return inTargetGroup
    ? { fate: 'wouldRemove', because: 'not a direct member in the source, but in the target group' }
    : { fate: 'notInSourceGroup', because: 'not a direct member of the source group, so never added' };
}

function evidenceOf(one: Chosen): MemberEvidence {
  const { id, name, inSourceGroup, target } = one;
  return { id, displayName: name, inSourceGroup, ...present({ target }), ...plannedFate(one) };
}

function strangersProblem(strangers: readonly Chosen[]): MembersProblem | undefined {
  if (strangers.length === 0) return undefined;
  const names = strangers.map(({ name }) => name).join(', ');
  const message = `Not added, because not a direct member of the source group: ${names}.`;
  return { ending: 'warned', reason: 'member.notInGroup', message };
}

/** People who cannot be written, and why; a warning for the rest of the group. */
function missingProblem(chosen: readonly Chosen[]): MembersProblem | undefined {
  const strangers = chosen.filter((one) => plannedFate(one).fate === 'notInSourceGroup');
  const left = chosen.filter((one) => ['notYetProvisioned', 'failed'].includes(plannedFate(one).fate));
  const [first] = left;
  if (first === undefined) return strangersProblem(strangers);
  const other = left.find(({ missing }) => missing?.reason !== 'membersMissing');
  const message =
    other === undefined
      ? `Not yet provisioned in the target: ${left.map(({ name }) => name).join(', ')}.`
      : `${left.map(({ name, missing }) => `${name} ${missing?.because}`).join('; ')}.`;
  return { ending: 'warned', reason: other?.missing?.reason ?? 'membersMissing', message };
}

export const membersFailed = ({ code, message }: Failure): MembersProblem => ({
  ending: endingOf(code),
  reason: code,
  message,
});

/**
 * Finds out what is to become of the chosen members: direct members of the source group are added, chosen people who
 * are not are never added and, if the target group holds them, removed. Everybody else is left alone, and nobody is
 * created for it (entra-docs `provision-on-demand`, groups). Reads only. `group` is the target's, if there is one yet.
 */
export async function* planMembers(
  run: Run,
  source: Entry,
  group: Ref | undefined,
): AsyncGenerator<RunFact, MembersPlan, undefined> {
  const { subject } = run.context;
  if (subject.kind !== 'group' || subject.members.length === 0) return nobody;
  const attribute = membershipOf(run.ready.compiled);
  const ready = run.readyMembers;
  if (attribute === undefined || ready === undefined) {
    const message = 'The schema maps no members, so none can be written.';
    return { ...nobody, problem: { ending: 'warned', reason: 'configuration.invalid', message } };
  }
  const found = yield* working('action', run.signal, async (op) => {
    const chosen = await resolveChosen(run, ready, source.ref, op);
    return chosen.ok ? withTargetState(run, chosen.value, { attribute, group }, op) : chosen;
  });
  if (!found.ok) return { ...nobody, problem: membersFailed(found.error) };
  const { chosen, held } = found.value;
  const targets = chosen.flatMap(({ id, target }) => (target === undefined ? [] : [[id, target] as const]));
  const problem = missingProblem(chosen);
  return {
    rows: chosen.map(evidenceOf),
    targets: new Map(targets),
    attribute,
    ...present({ problem, held }),
  };
}

/** The plan without what the group held when it was made. */
export function withoutHeld({ held: _outdated, ...plan }: MembersPlan): MembersPlan {
  return plan;
}

/** Asks before the first write of the run whether members may be removed; nobody is asked when none would be. */
export async function* approveRemovals(
  run: Run,
  { rows }: MembersPlan,
  group: Ref | undefined,
): AsyncGenerator<RunFact, 'notNeeded' | 'approved' | 'declined', undefined> {
  const leaving = rows.filter(({ fate }) => fate === 'wouldRemove');
  if (group === undefined || leaving.length === 0) return 'notNeeded';
  return (yield* askApproval(run, removalQuestion(run, leaving, group))) ? 'approved' : 'declined';
}
