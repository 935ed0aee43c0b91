import type { Ref } from '../../domain/model/entry.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { AttributeDefinition } from '../../domain/schema/types.ts';
import { endingOf } from '../ending.ts';
import type { RunFact } from '../events.ts';
import type { MemberEvidence, MemberFate } from '../evidence.ts';
import type { Failure } from '../failure.ts';
import type { MembershipChange, Op } from '../port.ts';
import type { ModifiedProperty, ReasonCode, RunEnding } from '../record.ts';
import type { ReadyMapping, Run } from '../run.ts';
import { working } from '../working.ts';
import { approved } from './approve.ts';
import { resolveReference } from './references.ts';
import { adding, changeMembers, type Half, type Membership, removing } from './write-members.ts';

/** One chosen member: whether the source group holds them, and where they are in the target. */
type Chosen = {
  readonly id: string;
  readonly name: string;
  readonly inSourceGroup: boolean;
  readonly target?: Ref;
  readonly missingBecause?: string;
  readonly inTargetGroup: boolean;
};

export type MembersResult = {
  readonly members: readonly MemberEvidence[];
  /** Absent when nothing about the members disturbs the run. */
  readonly trouble?: { readonly ending: RunEnding; readonly reason: ReasonCode; readonly message: string };
  readonly changed: boolean;
  readonly modified: readonly ModifiedProperty[];
};

const nothing: MembersResult = { members: [], changed: false, modified: [] };

function membershipAttribute(run: Run): AttributeDefinition | undefined {
  return run.ready.compiled.find(
    ({ definition }) => definition.type === 'Reference' && definition.multivalued,
  )?.definition;
}

async function resolveChosen(
  run: Run,
  ready: ReadyMapping,
  ids: readonly string[],
  op: Op,
): Promise<Result<readonly Chosen[], Failure>> {
  const direct = await run.source.members?.(run.context.subject.id, op);
  if (direct !== undefined && !direct.ok) return direct;
  const inGroup = new Set((direct?.value ?? []).flatMap(({ id, ref }) => [id, ref]));
  const chosen: Chosen[] = [];
  for (const id of ids) {
    const resolved = await resolveReference(run, ready, id, op);
    if (!resolved.ok) return resolved;
    const base = { id, name: resolved.value.name, inSourceGroup: inGroup.has(id), inTargetGroup: false };
    chosen.push(
      resolved.value.kind === 'found'
        ? { ...base, target: resolved.value.target }
        : { ...base, missingBecause: resolved.value.because },
    );
  }
  return ok(chosen);
}

/** Which of them the target group holds now; a group that does not exist yet (preview of a create) holds nobody. */
async function withTargetState(
  run: Run,
  chosen: readonly Chosen[],
  change: Omit<MembershipChange, 'members' | 'group'>,
  group: Ref | undefined,
  op: Op,
): Promise<Result<readonly Chosen[], Failure>> {
  const members = chosen.flatMap(({ target }) => target ?? []);
  if (group === undefined || members.length === 0 || run.target.members === undefined) return ok(chosen);
  const now = await run.target.members.among({ ...change, group, members }, op);
  if (!now.ok) return now;
  const held = new Set(now.value);
  return ok(
    chosen.map((one) => ({ ...one, inTargetGroup: one.target !== undefined && held.has(one.target) })),
  );
}

type Verdict = { readonly fate: MemberFate; readonly because: string };

/** What becomes of a chosen member, before any write. */
function verdictOf({ target, inSourceGroup, inTargetGroup, missingBecause }: Chosen): Verdict {
  if (inSourceGroup && target === undefined) {
    return { fate: 'notYetProvisioned', because: missingBecause ?? 'is not yet provisioned in the target' };
  }
  if (inSourceGroup && inTargetGroup)
    return { fate: 'alreadyMember', because: 'the target group holds them already' };
  if (inSourceGroup)
    return { fate: 'wouldAdd', because: 'a direct member in the source, not yet in the target group' };
  if (inTargetGroup)
    return { fate: 'wouldRemove', because: 'not a direct member in the source, but in the target group' };
  return { fate: 'notInSourceGroup', because: 'not a direct member of the source group, so never added' };
}

const evidenceOf = (one: Chosen, verdict: Verdict): MemberEvidence => ({
  id: one.id,
  displayName: one.name,
  inSourceGroup: one.inSourceGroup,
  ...(one.target === undefined ? {} : { target: one.target }),
  ...verdict,
});

function removalQuestion(run: Run, rows: readonly MemberEvidence[], group: Ref): string {
  const who = rows
    .filter(({ fate }) => fate === 'wouldRemove')
    .map(({ displayName, target }) => `${displayName} (${target})`)
    .join(', ');
  return `Remove ${who} from group ${group} in ${run.target.identity.name}? They are not direct members in the source.`;
}

function troubleOf(rows: readonly MemberEvidence[], halves: readonly Half[]): MembersResult['trouble'] {
  const failure = halves.flatMap((half) => half.failure ?? [])[0];
  if (failure?.systemCode === 'members.lost') {
    return { ending: 'failed', reason: 'members.lost', message: failure.message };
  }
  if (failure !== undefined) {
    const ending = endingOf(failure.code);
    return { ending, reason: failure.code, message: failure.message };
  }
  if (halves.some(({ declined }) => declined)) {
    return {
      ending: 'approvalMissing',
      reason: 'Declined',
      message: 'Removing members was not approved, so they stay in the target group.',
    };
  }
  if (halves.some(({ unread }) => unread)) {
    const message = 'The members of the group could not be read back.';
    return { ending: 'warned', reason: 'value.notReadBack', message };
  }
  const missing = rows.filter(({ fate }) => fate === 'notYetProvisioned');
  if (missing.length === 0) return undefined;
  const names = missing.map(({ displayName }) => displayName).join(', ');
  return {
    ending: 'warned',
    reason: 'membersMissing',
    message: `Not yet provisioned in the target: ${names}.`,
  };
}

function failedToResolve(failure: Failure): MembersResult {
  return {
    ...nothing,
    trouble: { ending: endingOf(failure.code), reason: failure.code, message: failure.message },
  };
}

/**
 * Brings the chosen members to the wanted state: direct members of the source group are added, chosen people who are
 * not are never added and, if the target group holds them, removed after approval. Everybody else is left alone, and
 * nobody is created for it (entra-docs `provision-on-demand`, groups).
 */
export async function* provisionMembers(
  run: Run,
  group: Ref | undefined,
): AsyncGenerator<RunFact, MembersResult, undefined> {
  const { subject } = run.context;
  const attribute = membershipAttribute(run);
  if (subject.kind !== 'group' || subject.members.length === 0) return nothing;
  const ready = run.readyMembers;
  if (attribute === undefined || ready === undefined) {
    const message = 'The schema maps no members, so that none can be written.';
    return { ...nothing, trouble: { ending: 'warned', reason: 'configuration.invalid', message } };
  }
  const base = { objectType: run.ready.resolved.targetObject.name, attribute };
  const found = yield* working('action', run.signal, async (op) => {
    const chosen = await resolveChosen(run, ready, subject.members, op);
    return chosen.ok ? withTargetState(run, chosen.value, base, group, op) : chosen;
  });
  if (!found.ok) return failedToResolve(found.error);
  const targets = new Map(
    found.value.flatMap(({ id, target }) => (target === undefined ? [] : [[id, target]])),
  );
  const rows = found.value.map((one) => evidenceOf(one, verdictOf(one)));
  if (group === undefined) return membersResult(run, attribute, rows, []);
  const membership = { group, attribute, targets };
  const added = yield* changeMembers(run, rows, adding, membership);
  const removed = yield* removeMembers(run, added.rows, membership);
  return membersResult(run, attribute, removed.rows, [added, removed]);
}

async function* removeMembers(
  run: Run,
  rows: readonly MemberEvidence[],
  membership: Membership,
): AsyncGenerator<RunFact, Half, undefined> {
  if (!rows.some(({ fate }) => fate === 'wouldRemove')) return { rows };
  const question = removalQuestion(run, rows, membership.group);
  if (!(yield* approved(run, { danger: 'remove-member', question }))) return { rows, declined: true };
  return yield* changeMembers(run, rows, removing, membership);
}

const changes: ReadonlySet<MemberFate> = new Set(['added', 'removed', 'wouldAdd', 'wouldRemove']);

function membersResult(
  run: Run,
  attribute: AttributeDefinition,
  rows: readonly MemberEvidence[],
  halves: readonly Half[],
): MembersResult {
  const trouble = troubleOf(rows, halves);
  const counted = rows.filter(
    ({ fate }) => changes.has(fate) && (run.context.mode === 'preview' || !fate.startsWith('would')),
  );
  const modified = counted.map(({ fate, target }): ModifiedProperty => {
    const removedNow = fate === 'removed' || fate === 'wouldRemove';
    return {
      displayName: attribute.name,
      ...(removedNow ? { oldValue: target ?? '' } : { newValue: target ?? '' }),
    };
  });
  return {
    members: rows,
    changed: counted.length > 0,
    modified,
    ...(trouble === undefined ? {} : { trouble }),
  };
}
