import type { Journal } from '../state/journal.ts';
import type { StoredRun } from '../state/stored-run.ts';
import { stepTitle } from '../ui/words.ts';

/** One sentence on a run that was cut off: where, and whether a write may have happened. */
export function cutOffSentence({ runId, record }: StoredRun): string {
  const { cutOff, app, subject } = record.evidence;
  const during =
    cutOff?.duringStep === undefined
      ? 'between two steps'
      : `during "${stepTitle(cutOff.duringStep, subject.kind)}"`;
  const wrote = cutOff?.writeMayHaveHappened
    ? 'A write may have happened: look at the object in the target before you retry'
    : 'Nothing was written';
  return `The run of ${subject.id} in ${app.displayName}, begun ${record.startTime}, was cut off ${during}. ${wrote}. See: runs show ${runId.slice(0, 8)}`;
}

/**
 * Runs that an earlier process left behind, as sentences. They are told by every start until somebody has surely seen
 * them: `acknowledge` is called when the wizard that showed them is left.
 */
export async function cutOffRuns(
  journal: Journal,
): Promise<{ readonly warnings: readonly string[]; readonly acknowledge: () => Promise<void> }> {
  const found = await journal.findCutOff();
  if (!found.ok) return { warnings: [found.error.message], acknowledge: async () => {} };
  const { runs, unreadable } = found.value;
  return {
    warnings: [
      ...runs.map(cutOffSentence),
      ...unreadable.map(({ file, reason }) => `${file} cannot be read: ${reason}`),
    ],
    acknowledge: async () => {
      for (const { file } of [...runs, ...unreadable]) await journal.acknowledge(file);
    },
  };
}
