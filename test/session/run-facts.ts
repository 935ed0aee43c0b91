import type { RunFact } from '../../src/engine/run/events.ts';
import { begun, ended, finished, started } from '../support/records.ts';

/** What a run tells, in parts. */
export const writing: RunFact = { type: 'write.started', summary: 'create a User in customappsso' };
export const written: RunFact = { type: 'write.finished', outcome: 'done', targetId: 't-1' };
export const question: RunFact = { type: 'approval.requested', question: 'Disable Ada?', danger: 'disable' };
export const uptoAction: readonly RunFact[] = [
  started(),
  begun('import'),
  finished('import'),
  begun('action'),
];
export const whole: readonly RunFact[] = [
  ...uptoAction,
  writing,
  written,
  finished('action'),
  ended('succeeded', { action: 'Create' }),
];
