import { z } from 'zod';
import type { ProcessIdentity } from '../../disk/process-identity.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { RunEvent, RunEventType } from '../../engine/run/events.ts';
import { parsedOrNothing } from '../parsed-or-nothing.ts';

/*
 * The file of one run, JSON Lines:
 *
 *   {"journal":1,"runId":…,"pid":…,"startedAt":…,"host":…}     who writes it
 *   {"seq":0,"type":"run.started",…}                           every event as it came
 *   {"seq":1,…
 *
 * Its name says when the run began, and while it ends in `.open.jsonl` there is something left to say about the run.
 */
const VERSION = 1;
const OPEN = '.open.jsonl';
const CLOSED = '.jsonl';

/** Follows the name of a file whose first event is not on disk yet; readers do not see it. */
export const DRAFT = '.draft';

export type RunFileName = { readonly begunAt: string; readonly runId: string; readonly open: boolean };

/** Sorts by time. `begunAt` is ISO 8601 in UTC with milliseconds. */
export function runFileName({ begunAt, runId, open }: RunFileName): string {
  return `${begunAt.replaceAll(/[-:.]/gu, '')}_${runId}${open ? OPEN : CLOSED}`;
}

export function closedName(fileName: string): string {
  return fileName.endsWith(OPEN) ? fileName.slice(0, -OPEN.length) + CLOSED : fileName;
}

const namePattern =
  /^(?<date>\d{4})(?<month>\d\d)(?<day>\d\d)T(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?<ms>\d{3})Z_(?<runId>[\w-]+)(?<open>\.open)?\.jsonl$/u;

/** undefined for the name of a file that is not ours. */
export function parseRunFileName(fileName: string): RunFileName | undefined {
  const part = namePattern.exec(fileName)?.groups;
  if (part === undefined) return undefined;
  const begunAt = `${part['date']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}.${part['ms']}Z`;
  return { begunAt, runId: part['runId'] ?? '', open: part['open'] !== undefined };
}

export function isRunId(text: string): boolean {
  return /^[\w-]{1,80}$/u.test(text);
}

export function encodeHeader(runId: string, process: ProcessIdentity): string {
  return `${JSON.stringify({ journal: VERSION, runId, ...process })}\n`;
}

export function encodeEvent(event: RunEvent): string {
  return `${JSON.stringify(event)}\n`;
}

const headerShape = z.object({
  journal: z.literal(VERSION),
  runId: z.string(),
  pid: z.number(),
  startedAt: z.string().optional(),
  host: z.string(),
});

/** A record, so that a new type of event does not compile until it is listed. */
const eventTypes: Readonly<Record<RunEventType, true>> = {
  'run.started': true,
  'step.started': true,
  'exchange.recorded': true,
  'retry.scheduled': true,
  'note.recorded': true,
  'step.finished': true,
  'approval.requested': true,
  'approval.answered': true,
  'write.started': true,
  'write.finished': true,
  'run.finished': true,
};

const eventShape = z.looseObject({
  seq: z.number(),
  at: z.string(),
  type: z.string().refine((type) => Object.hasOwn(eventTypes, type)),
});

export type RunFile = { readonly process: ProcessIdentity; readonly events: readonly RunEvent[] };

/**
 * Reads the text of a run's file. A last line without a line break was cut off while it was written and does not
 * count: nobody was told that it is on disk. Everything else that is wrong makes the file damaged; the error says where.
 */
export function decodeRunFile(text: string): Result<RunFile, string> {
  const [first = '', ...lines] = text.split('\n').slice(0, -1);
  const json = parsedOrNothing(first);
  const header = headerShape.safeParse(json);
  if (!header.success) return fail(whyNoHeader(json));
  const events: RunEvent[] = [];
  for (const [index, line] of lines.entries()) {
    const event = decodeEvent(line, index);
    if (event === undefined) return fail(`line ${index + 2} is damaged`);
    events.push(event);
  }
  if (events.length === 0) return fail('it has no event');
  const { pid, startedAt, host } = header.data;
  return ok({ process: { pid, startedAt, host }, events });
}

function whyNoHeader(json: unknown): string {
  const newer = z.object({ journal: z.number().gt(VERSION) }).safeParse(json).success;
  return newer ? 'it was written by a later release' : 'its first line is damaged';
}

/** Events count from 0 without gaps and begin with `run.started`; a line that breaks this is none of ours. */
function decodeEvent(line: string, index: number): RunEvent | undefined {
  const parsed = eventShape.safeParse(parsedOrNothing(line));
  if (!parsed.success || parsed.data.seq !== index) return undefined;
  if ((index === 0) !== (parsed.data.type === 'run.started')) return undefined;
  // The rest of the event has the shape that the release of the header gave it.
  return parsed.data as unknown as RunEvent;
}
