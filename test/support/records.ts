import type { App, AppKind } from '../../src/domain/model/app.ts';
import type { Listing } from '../../src/domain/model/subject.ts';
import type { RunEvent, RunFact } from '../../src/engine/run/events.ts';
import type { MemberEvidence } from '../../src/engine/run/evidence.ts';
import { applyEvent } from '../../src/engine/run/fold.ts';
import type {
  ReasonCode,
  RunContext,
  RunEnding,
  RunMode,
  RunRecord,
  StepId,
} from '../../src/engine/run/record.ts';
import { matchEvidence, scopeEvidence, written } from './evidence.ts';

/** Records for tests, made by the real fold from events, so that they cannot have a shape no run has. */
export const startOfRun = Date.parse('2026-03-01T22:00:00.000Z');

export const adaId = '6f1c7e0a-0b52-4e71-9d3c-99aa00bb11cc';
export const ada: Listing = {
  kind: 'user',
  id: adaId,
  displayName: 'Ada Lovelace',
  fields: [
    { field: 'displayName', value: 'Ada Lovelace' },
    { field: 'userPrincipalName', value: 'ada@example.com' },
    { field: 'mail', value: 'ada.lovelace@example.com' },
  ],
};

export function listing(change: Partial<Listing> & { readonly displayName: string }): Listing {
  return {
    kind: 'user',
    id: `id of ${change.displayName}`,
    fields: [{ field: 'displayName', value: change.displayName }],
    ...change,
  };
}

export function app(change: Partial<App> = {}): App {
  const settings = { scope: 'assigned', skipOutOfScopeDeletions: false } as const;
  return { id: 'saas', displayName: 'SaaS app', kind: 'entra-to-saas', settings, ...change };
}

export const appOf = (kind: AppKind): App => app({ id: kind, kind, displayName: `App ${kind}` });

export function context(change: Partial<RunContext> = {}): RunContext {
  return {
    app: app(),
    workspace: { name: 'Fabrikam', sample: true },
    mode: 'provision',
    subject: { kind: 'user', id: adaId },
    source: { name: 'Microsoft Entra ID', place: 'fabrikam.example' },
    target: { name: 'customappsso', place: '127.0.0.1:5321' },
    ...change,
  };
}

/** Folds facts, 300 ms apart. */
export function recordOf(facts: readonly RunFact[]): RunRecord {
  let record: RunRecord | undefined;
  facts.forEach((fact, seq) => {
    const at = new Date(startOfRun + seq * 300).toISOString();
    record = applyEvent(record, { ...fact, seq, at } satisfies RunEvent);
  });
  if (record === undefined) throw new Error('a record needs at least run.started');
  return record;
}

export const started = (change: Partial<RunContext> = {}): RunFact => ({
  type: 'run.started',
  runId: '20260301-220000-7f3a',
  context: context(change),
});

export const begun = (step: StepId): RunFact => ({ type: 'step.started', step });

type Finished = Extract<RunFact, { readonly type: 'step.finished' }>;

export function finished(step: StepId, change: Partial<Finished> = {}): RunFact {
  return {
    type: 'step.finished',
    step,
    status: 'Success',
    sentence: `${step} done.`,
    entries: [],
    ...change,
  };
}

type Ended = Extract<RunFact, { readonly type: 'run.finished' }>;

export function ended(ending: RunEnding, change: Partial<Ended> = {}): RunFact {
  return {
    type: 'run.finished',
    ending,
    action: 'Other',
    statusInfo: { status: 'Success' },
    sourceIdentity: { id: adaId, displayName: 'Ada Lovelace' },
    targetIdentity: {},
    modifiedProperties: [],
    ...change,
  };
}

const attributes = [
  { name: 'displayName', value: 'Ada Lovelace' },
  { name: 'userPrincipalName', value: 'ada@example.com' },
  { name: 'department', value: 'Sales' },
];

export const imported = finished('import', {
  sentence: 'Ada Lovelace was read from Microsoft Entra ID.',
  evidence: {
    import: {
      objectType: 'User',
      id: adaId,
      displayName: 'Ada Lovelace',
      attributes,
      withoutValue: ['manager'],
      notes: [],
    },
  },
});

export const inScope = finished('scope', {
  sentence: 'Ada Lovelace is in scope.',
  evidence: { scope: scopeEvidence() },
});

export const matched = finished('match', {
  sentence: 'No matching user in customappsso.',
  evidence: { match: matchEvidence() },
});

const exchange = {
  type: 'exchange.recorded',
  step: 'action',
  exchange: {
    request: 'POST /Users',
    requestBody: '{"userName":"ada@example.com","active":true}',
    answer: '201 Created',
    answerBody: '{"id":"b1946ac9","meta":{"version":"W/\\"1\\""}}',
    tookMs: 14,
  },
} as const;

const upToMatch = (change: Partial<RunContext> = {}): readonly RunFact[] => [
  started(change),
  begun('import'),
  imported,
  begun('scope'),
  inScope,
  begun('match'),
  matched,
  begun('action'),
];

export const running = (): RunRecord => recordOf(upToMatch());

export const created = (mode: RunMode = 'provision'): RunRecord =>
  recordOf([
    ...upToMatch({ mode }),
    exchange,
    finished('action', {
      sentence: 'Ada Lovelace was created in customappsso.',
      evidence: {
        act: {
          attributes: written,
          members: [],
          notes: ['The manager is not yet provisioned in the target.'],
        },
      },
    }),
    ended('succeeded', { action: 'Create' }),
  ]);

/** A run that stopped at a step for a reason. */
export function stoppedAt(
  step: StepId,
  reason: ReasonCode,
  change: Partial<Finished> & { readonly ending: RunEnding },
): RunRecord {
  const { ending, ...rest } = change;
  const status = ending === 'skipped' || ending === 'redundant' ? 'Skipped' : 'Failure';
  const before = upToMatch().filter(
    (fact) => fact.type === 'run.started' || !('step' in fact) || isBefore(fact.step, step),
  );
  return recordOf([
    ...before,
    begun(step),
    finished(step, { status, reason, sentence: `Stopped at ${step}.`, ...rest }),
    ended(ending, { reason, statusInfo: { status, reason } }),
  ]);
}

const order: readonly StepId[] = ['test', 'import', 'scope', 'match', 'action'];
const isBefore = (one: StepId, other: StepId): boolean => order.indexOf(one) < order.indexOf(other);

export function groupRecord(members: readonly MemberEvidence[]): RunRecord {
  return recordOf([
    started({ subject: { kind: 'group', id: 'group-1', members: members.map(({ id }) => id) } }),
    begun('action'),
    finished('action', {
      status: 'Warning',
      reason: 'membersMissing',
      sentence: 'The group was created; 1 of 2 members has no account in the target yet.',
      evidence: { act: { attributes: [], members, notes: [] } },
    }),
    ended('warned', {
      reason: 'membersMissing',
      action: 'Create',
      sourceIdentity: { id: 'group-1', displayName: 'Sales' },
    }),
  ]);
}
