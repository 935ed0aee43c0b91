import type { Life, ProcessIdentity } from '../../disk/process-identity.ts';
import type { RunEvent } from '../../engine/run/events.ts';
import { applyEvent } from '../../engine/run/fold.ts';
import type { RunRecord, StepId } from '../../engine/run/record.ts';
import type { RunFile } from './run-file.ts';

/**
 * A run as the journal knows it. `running`: its process lives. `cutOff`: its process is gone without having
 * finished; then `record.evidence.cutOff` says during which step (absent: between two steps) and whether a write may
 * have happened, which includes a write of which the answer was still recorded.
 */
export type StoredRun = {
  readonly runId: string;
  readonly state: 'finished' | 'running' | 'cutOff';
  readonly record: RunRecord;
  readonly process: ProcessIdentity;
  readonly file: string;
};

/** Nothing is known about processes of another host; no run is silent for so long. */
const OTHER_HOST_MS = 60 * 60 * 1000;

/** What the events of a run tell, given what became of its process. The events begin with `run.started`. */
export function foldRun(
  file: string,
  { process, events }: RunFile,
  { life, now }: { readonly life: Life; readonly now: Date },
): StoredRun {
  const record = events.reduce<RunRecord | undefined>(applyEvent, undefined);
  if (record === undefined) throw new Error('a run without events was folded');
  const base = { runId: record.changeId, process, file };
  if (isFinished(events)) return { ...base, state: 'finished', record };
  if (isRunning(events, life, now)) return { ...base, state: 'running', record };
  const cutOff = { ...stepOf(record), writeMayHaveHappened: mayHaveWritten(events) };
  return { ...base, state: 'cutOff', record: { ...record, evidence: { ...record.evidence, cutOff } } };
}

export function isFinished(events: readonly RunEvent[]): boolean {
  return events.at(-1)?.type === 'run.finished';
}

function isRunning(events: readonly RunEvent[], life: Life, now: Date): boolean {
  if (life !== 'onAnotherHost') return life === 'alive';
  return now.getTime() - Date.parse(events.at(-1)?.at ?? '') < OTHER_HOST_MS;
}

function stepOf(record: RunRecord): { readonly duringStep?: StepId } {
  const card = record.evidence.cards.findLast(({ state }) => state === 'running');
  return card === undefined ? {} : { duringStep: card.step };
}

/** A write that left and whose answer is missing, and every answered one that was not refused. */
function mayHaveWritten(events: readonly RunEvent[]): boolean {
  const writes = events.filter(({ type }) => type === 'write.started').length;
  const refused = events.filter(
    (event) => event.type === 'write.finished' && event.outcome === 'refused',
  ).length;
  return writes > refused;
}
