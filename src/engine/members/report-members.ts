import { present } from '../../domain/present.ts';
import type { ObjectResult } from '../object/object-result.ts';
import { afterPartOfIt } from '../run/ending.ts';
import type { MemberEvidence, MemberFate } from '../run/evidence.ts';
import type { ModifiedProperty, RunEnding } from '../run/record.ts';
import type { Run } from '../run/run.ts';
import { counted } from '../wording.ts';
import type { MembersPlan, MembersProblem } from './plan-members.ts';

export type MembersResult = {
  readonly members: readonly MemberEvidence[];
  /** Absent when nothing about the members disturbs the run. */
  readonly problem?: MembersProblem;
  readonly changed: boolean;
  readonly modified: readonly ModifiedProperty[];
};

export const noMembers: MembersResult = { members: [], changed: false, modified: [] };

const changes: ReadonlySet<MemberFate> = new Set(['added', 'removed', 'restored', 'wouldAdd', 'wouldRemove']);

/** What became of the members, with what the record names as modified. */
export function membersResult(
  run: Run,
  plan: MembersPlan,
  members: readonly MemberEvidence[],
  problem: MembersProblem | undefined,
): MembersResult {
  const isPreview = run.context.mode === 'preview';
  const counted = members.filter(({ fate }) => changes.has(fate) && (isPreview || !fate.startsWith('would')));
  const modified = counted.map(({ fate, target = '' }): ModifiedProperty => {
    const isRemoval = fate === 'removed' || fate === 'wouldRemove';
    const displayName = plan.attribute?.name ?? '';
    return isRemoval ? { displayName, oldValue: target } : { displayName, newValue: target };
  });
  return { members, changed: counted.length > 0, modified, ...present({ problem }) };
}

/** What was asked for happened in part: a warning, unless members were lost on the way. */
function endingWith({ ending, reason }: MembersProblem, partly: boolean): RunEnding {
  return partly && reason !== 'members.lost' ? afterPartOfIt(ending) : ending;
}

function withProblem(object: ObjectResult, members: MembersResult, problem: MembersProblem): ObjectResult {
  const { changed } = members;
  const untouched = object.ending === 'redundant';
  const sentences = [
    untouched && !changed ? 'The group itself is unchanged.' : untouched ? '' : object.sentence,
    memberSentence(members),
    problem.message,
  ];
  return {
    ...object,
    ending: endingWith(problem, changed || !untouched),
    reason: problem.reason,
    action: changed && object.action === 'Other' ? 'Update' : object.action,
    sentence: sentences.filter(Boolean).join(' '),
    modified: [...object.modified, ...members.modified],
  };
}

/** The object's result with what happened to its members. A redundant object whose members changed was updated. */
export function withMemberChanges(object: ObjectResult, members: MembersResult): ObjectResult {
  if (members.problem !== undefined) return withProblem(object, members, members.problem);
  if (!members.changed) return object;
  const modified = [...object.modified, ...members.modified];
  const sentence = memberSentence(members);
  if (object.ending !== 'redundant')
    return { ...object, modified, sentence: `${object.sentence} ${sentence}` };
  const { reason: _equal, ...rest } = object;
  return { ...rest, ending: 'succeeded', action: 'Update', sentence, modified };
}

const changeWords = [
  ['added', 'added'],
  ['wouldAdd', 'would be added'],
  ['removed', 'removed'],
  ['wouldRemove', 'would be removed'],
] as const;

function memberSentence({ members }: MembersResult): string {
  const changes = changeWords.flatMap(([fate, words]) => {
    const count = members.filter((member) => member.fate === fate).length;
    return count > 0 ? [`${counted(count, 'member')} ${words}`] : [];
  });
  return changes.length === 0 ? '' : `${changes.join(', ')}.`;
}
