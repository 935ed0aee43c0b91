import type { RunEvent, RunFact } from '../../../src/engine/run/events.ts';
import type { RunContext } from '../../../src/engine/run/record.ts';

const context: RunContext = {
  app: {
    id: 'entra-to-saas',
    displayName: 'Orbit',
    kind: 'entra-to-saas',
    settings: { scope: 'assigned', skipOutOfScopeDeletions: false },
  },
  workspace: { name: 'Northwind', sample: false },
  mode: 'provision',
  subject: { kind: 'user', id: 'ada' },
  source: { name: 'Azure Active Directory', place: 'northwind' },
  target: { name: 'customappsso', place: '127.0.0.1:8443' },
};

const card = (step: 'import' | 'scope' | 'match' | 'action'): readonly RunFact[] => [
  { type: 'step.started', step },
  { type: 'step.finished', step, status: 'Success', sentence: `${step} done`, entries: [] },
];

const finished: RunFact = {
  type: 'run.finished',
  ending: 'succeeded',
  action: 'Create',
  statusInfo: { status: 'Success' },
  sourceIdentity: { id: 'ada' },
  targetIdentity: { id: 'T1' },
  modifiedProperties: [],
};

/** A user who is created: one write, between the two events of the action step. */
export function createdRun(runId: string): readonly RunEvent[] {
  const [actionStarted, actionFinished] = card('action');
  const facts: readonly (RunFact | undefined)[] = [
    { type: 'run.started', runId, context },
    ...card('import'),
    ...card('scope'),
    ...card('match'),
    actionStarted,
    { type: 'write.started', summary: 'create User' },
    { type: 'write.finished', outcome: 'done', targetId: 'T1' },
    actionFinished,
    finished,
  ];
  return facts
    .filter((fact) => fact !== undefined)
    .map((fact, seq) => ({ seq, at: new Date(Date.UTC(2026, 9, 1, 12, 0, 0, seq)).toISOString(), ...fact }));
}
