import type { RunJournal } from '../../state/runs/journal.ts';
import type { StoredRun } from '../../state/runs/stored-run.ts';
import { stepTitle } from '../../ui/words.ts';

/** One sentence on a run that was cut off: where, and whether a write may have happened. */
export function cutOffSentence({ record }: StoredRun): string {
  const { cutOff, app, subject } = record.evidence;
  const during =
    cutOff?.duringStep === undefined
      ? 'between two steps'
      : `during "${stepTitle(cutOff.duringStep, subject.kind)}"`;
  const wrote = cutOff?.writeMayHaveHappened
    ? 'A write may have happened: look at the object in the target before you retry'
    : 'Nothing was written';
  const who = record.evidence.import?.displayName ?? subject.id;
  return `The run of ${who} in ${app.displayName}, begun ${record.startTime.slice(0, 16).replace('T', ' ')} UTC, was cut off ${during}. ${wrote}.`;
}

/**
 * Runs that an earlier process left behind, as sentences. They are told by every start until somebody has surely seen
 * them: `acknowledge` is called when the wizard that showed them is left.
 */
export async function cutOffRuns(
  journal: RunJournal,
  calledAs: string,
): Promise<{ readonly warnings: readonly string[]; readonly acknowledge: () => Promise<void> }> {
  const found = await journal.findCutOff();
  if (!found.ok) return { warnings: [found.error.message], acknowledge: async () => {} };
  const { runs, unreadable } = found.value;
  return {
    warnings: [
      ...runs.map((run) => `${cutOffSentence(run)} See: ${calledAs} runs show ${run.runId.slice(0, 8)}`),
      ...unreadable.map(({ file, reason }) => `${file} cannot be read: ${reason}`),
    ],
    acknowledge: async () => {
      for (const { file } of [...runs, ...unreadable]) await journal.acknowledge(file);
    },
  };
}
