import { present } from '../../domain/present.ts';
import { unreachable } from '../../domain/result.ts';
import { placeOf } from '../wording.ts';
import type { RunEvent, RunFact, StepFinished } from './events.ts';
import type { Card, RunContext, RunRecord, StepId } from './record.ts';

type WriteFinished = Extract<RunFact, { readonly type: 'write.finished' }>;

const shownFromTheStart: readonly StepId[] = ['import', 'scope', 'match', 'action'];

function emptyCard(step: StepId): Card {
  return { step, state: 'waiting', exchanges: [], retries: [], notes: [] };
}

/** The record of a run whose first event is `run.started`. */
function startRecord(runId: string, context: RunContext, at: string): RunRecord {
  return {
    action: 'Other',
    changeId: runId,
    startTime: at,
    statusInfo: { status: 'InProgress' },
    sourceIdentity: { id: context.subject.id },
    targetIdentity: {},
    sourceSystem: {
      name: context.source.name,
      details: { place: placeOf(context.source, context.subject.kind) },
    },
    targetSystem: { name: context.target.name, details: { place: context.target.place } },
    modifiedProperties: [],
    provisioningSteps: [],
    evidence: { ...context, cards: shownFromTheStart.map(emptyCard) },
  };
}

/** The Test connection card exists only when something happened on it, and then it is the first. */
function changeCard(record: RunRecord, step: StepId, change: (card: Card) => Card): RunRecord {
  const { cards } = record.evidence;
  const known = cards.some((card) => card.step === step);
  const all = known ? cards : [emptyCard(step), ...cards];
  const changed = all.map((card) => (card.step === step ? change(card) : card));
  return { ...record, evidence: { ...record.evidence, cards: changed } };
}

function finishStep(record: RunRecord, event: StepFinished & { readonly at: string }): RunRecord {
  const { reason } = event;
  const closed = changeCard(record, event.step, (card) => ({
    ...card,
    state: event.status,
    startedAt: card.startedAt ?? event.at,
    endedAt: event.at,
    sentence: event.sentence,
    ...present({ reason }),
  }));
  return {
    ...closed,
    provisioningSteps: [...closed.provisioningSteps, ...event.entries],
    evidence: { ...closed.evidence, ...event.evidence },
  };
}

function finishWrite(record: RunRecord, { outcome, targetId }: WriteFinished): RunRecord {
  const { writeUnderWay: _answered, ...evidence } = record.evidence;
  const target = targetId === undefined ? record.targetIdentity : { ...record.targetIdentity, id: targetId };
  const wrote = outcome === 'refused' ? {} : { wrote: true as const };
  return { ...record, targetIdentity: target, evidence: { ...evidence, ...wrote } };
}

type At<F> = F & { readonly at: string };
type Fact<T extends RunFact['type']> = At<Extract<RunFact, { readonly type: T }>>;

const changeRunning = (record: RunRecord, change: (card: Card) => Card): RunRecord => {
  const cards = record.evidence.cards.map((card) => (card.state === 'running' ? change(card) : card));
  return { ...record, evidence: { ...record.evidence, cards } };
};

function askApproval(record: RunRecord, { question, danger, at }: Fact<'approval.requested'>): RunRecord {
  const waiting = changeRunning(record, (card) => ({ ...card, askedAt: at }));
  const approvals = [...(record.evidence.approvals ?? []), { question, danger }];
  return { ...waiting, evidence: { ...waiting.evidence, approvals } };
}

function answerApproval(record: RunRecord, { approved, at }: Fact<'approval.answered'>): RunRecord {
  const going = changeRunning(record, ({ askedAt = at, askedMs = 0, ...card }) => ({
    ...card,
    askedMs: askedMs + Date.parse(at) - Date.parse(askedAt),
  }));
  const { approvals = [] } = record.evidence;
  const last = approvals.length - 1;
  const answered = approvals.map((one, index) => (index === last ? { ...one, approved } : one));
  return { ...going, evidence: { ...going.evidence, approvals: answered } };
}

/**
 * Folds one event into the record. Pure; `undefined` before the first event.
 * Throws only when the stream does not begin with `run.started`, which is a bug of its producer.
 */
export function applyEvent(record: RunRecord | undefined, event: RunEvent): RunRecord {
  if (event.type === 'run.started') return startRecord(event.runId, event.context, event.at);
  if (record === undefined) throw new Error(`the run begins with ${event.type} instead of run.started`);
  switch (event.type) {
    case 'step.started':
      return changeCard(record, event.step, (card) => ({ ...card, state: 'running', startedAt: event.at }));
    case 'exchange.recorded':
      return changeCard(record, event.step, (card) => ({
        ...card,
        exchanges: [...card.exchanges, event.exchange],
      }));
    case 'retry.scheduled':
      return changeCard(record, event.step, (card) => ({ ...card, retries: [...card.retries, event.retry] }));
    case 'note.recorded':
      return changeCard(record, event.step, (card) => ({ ...card, notes: [...card.notes, event.text] }));
    case 'step.finished':
      return finishStep(record, event);
    case 'approval.requested':
      return askApproval(record, event);
    case 'approval.answered':
      return answerApproval(record, event);
    case 'write.started':
      return { ...record, evidence: { ...record.evidence, writeUnderWay: event.summary } };
    case 'write.finished':
      return finishWrite(record, event);
    case 'run.finished': {
      const { seq: _seq, at, type: _type, ending, reason, ...core } = event;
      return {
        ...record,
        ...core,
        endTime: at,
        evidence: { ...record.evidence, ending, ...present({ reason }) },
      };
    }
    default:
      return unreachable(event);
  }
}
