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

/** Runs that an earlier process left behind, as sentences; the next start tells them, once. */
export async function cutOffWarnings(journal: Journal): Promise<readonly string[]> {
  const found = await journal.findCutOff();
  if (!found.ok) return [found.error.message];
  for (const { file } of found.value.runs) await journal.acknowledge(file);
  return [
    ...found.value.runs.map(cutOffSentence),
    ...found.value.unreadable.map(({ file, reason }) => `${file} cannot be read: ${reason}`),
  ];
}
