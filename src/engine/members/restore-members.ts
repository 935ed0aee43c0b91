import type { Ref } from '../../domain/model/entry.ts';
import { askApproval, restoreQuestion } from '../approval-questions.ts';
import { sendWrite } from '../object/send-write.ts';
import type { RunFact } from '../run/events.ts';
import type { MemberEvidence, MemberFate } from '../run/evidence.ts';
import type { Run } from '../run/run.ts';
import { counted } from '../wording.ts';
import type { MembersProblem } from './plan-members.ts';
import { type HeldMembers, readBackMembers } from './read-members.ts';
import type { Membership } from './send-members.ts';

/** Members that left the group although nobody asked for it, and whom it holds after that. */
export type Loss = { readonly lost: readonly Ref[]; readonly held: HeldMembers };

export type RestoredMembers = MembersProblem & { readonly rows: readonly MemberEvidence[] };

const MOST_IN_A_SENTENCE = 5;

const listed = (ids: readonly Ref[]): string =>
  ids.length > MOST_IN_A_SENTENCE
    ? `${ids.slice(0, MOST_IN_A_SENTENCE).join(', ')} and ${ids.length - MOST_IN_A_SENTENCE} more`
    : ids.join(', ');

const them = (ids: readonly Ref[]): string => (ids.length === 1 ? 'it' : 'them');
const they = (ids: readonly Ref[]): string => (ids.length === 1 ? 'it was' : 'they were');

/** The rows of these members with a new fate; who was not chosen gets a row of their own. */
function marked(
  rows: readonly MemberEvidence[],
  ids: readonly Ref[],
  fate: MemberFate,
  because: string,
): readonly MemberEvidence[] {
  const known = new Set(rows.map(({ target }) => target));
  const wanted = new Set<string>(ids);
  const changed = rows.map((row) => (wanted.has(row.target ?? '') ? { ...row, fate, because } : row));
  const added = ids
    .filter((id) => !known.has(id))
    .map((id): MemberEvidence => ({ id, displayName: id, target: id, fate, because }));
  return [...changed, ...added];
}

const lostBecause = 'gone from the target group, although nobody asked to remove them';

/**
 * Says which members vanished and offers to put exactly these back; nothing is put back without a yes, because
 * somebody else may just have removed them. The group is compared once more afterwards: a server that loses members on
 * every write would lose others now. It is offered once.
 */
export async function* restoreMembers(
  run: Run,
  membership: Membership,
  rows: readonly MemberEvidence[],
  { lost, held }: Loss,
): AsyncGenerator<RunFact, RestoredMembers, undefined> {
  const happened = `${counted(lost.length, 'member')} left the group although nobody asked for it`;
  const { group, attribute } = membership;
  const objectType = run.ready.resolved.targetObject.name;
  if (!(yield* askApproval(run, restoreQuestion(run, group, lost)))) {
    const message = `${happened}; ${they(lost)} not put back: ${listed(lost)}.`;
    return failed(marked(rows, lost, 'lost', lostBecause), message);
  }
  const change = { objectType, group, attribute, members: lost };
  const written = yield* sendWrite(run, { do: 'addMembers', change });
  const wanted = [...new Set([...held, ...lost])];
  const after = yield* readBackMembers(run, { ...change, members: wanted });
  const trouble = written.ok ? '' : ` ${written.error.message}`;
  if (after === undefined) {
    const message = `${happened}; whether ${they(lost)} put back cannot be read: ${listed(lost)}.${trouble}`;
    return failed(marked(rows, lost, 'lost', `${lostBecause}; whether they are back is unknown`), message);
  }
  const missing = wanted.filter((id) => !after.has(id));
  const back = lost.filter((id) => after.has(id));
  const restored = marked(rows, back, 'restored', `${lostBecause}; put back after approval`);
  if (missing.length > 0) {
    const message = `${happened}; after putting ${them(lost)} back these are missing: ${listed(missing)}.${trouble}`;
    return failed(marked(restored, missing, 'lost', lostBecause), message);
  }
  const message = `${happened}; ${they(lost)} put back after approval: ${listed(lost)}.`;
  return { rows: restored, ending: 'warned', reason: 'members.restored', message };
}

function failed(rows: readonly MemberEvidence[], message: string): RestoredMembers {
  return { rows, ending: 'failed', reason: 'members.lost', message };
}
