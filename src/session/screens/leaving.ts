import { noticed, runScreen, type Step } from '../stack.ts';
import type { Wizard } from '../state.ts';

/**
 * Ctrl+C and Quit. A run that has not written is aborted; a write that is under way is waited for, and asking a second
 * time abandons it.
 */
export function leaveWizard(wizard: Wizard): Step {
  const run = runScreen(wizard);
  const going = run?.record !== undefined && run.record.evidence.ending === undefined;
  if (going && run.record.evidence.writeUnderWay !== undefined && wizard.leaving === undefined) {
    const text = 'Leaving as soon as the write that is under way is answered. Ctrl+C again abandons it.';
    return [{ ...noticed(wizard, 'warn', text), leaving: 'afterWrite' }];
  }
  const left: Wizard = { ...wizard, leaving: 'now' };
  return run === undefined ? [left, { do: 'exit' }] : [left, { do: 'abort', turn: run.turn }, { do: 'exit' }];
}
