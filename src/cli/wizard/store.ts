import type { PerformEffect } from '../../session/effects.ts';
import type { Wizard } from '../../session/state.ts';
import { update } from '../../session/update.ts';
import type { WizardStore } from '../../ui/render.tsx';

/** Holds the wizard's state: every action goes through `update`, every effect to the performer. */
export function createWizardStore(first: Wizard, perform: PerformEffect): WizardStore {
  let wizard = first;
  const listeners = new Set<() => void>();
  const dispatch: WizardStore['dispatch'] = (action) => {
    const [next, ...effects] = update(wizard, action);
    wizard = next;
    for (const changed of listeners) changed();
    for (const effect of effects) perform(effect, dispatch);
  };
  return {
    current: () => wizard,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    dispatch,
  };
}
