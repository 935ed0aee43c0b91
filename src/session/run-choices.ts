import type { AfterRunChoice, RunScreen } from './state.ts';

/** What can be done once a run has ended, in the order shown; nothing while it is going on. */
export function afterRunChoices(screen: RunScreen): readonly AfterRunChoice[] {
  if (screen.record?.evidence.ending === undefined) return [];
  const rest: readonly AfterRunChoice[] = ['another', 'anotherApp', 'save', 'quit'];
  return screen.mode === 'preview' ? ['provision', 'retry', ...rest] : ['retry', ...rest];
}
