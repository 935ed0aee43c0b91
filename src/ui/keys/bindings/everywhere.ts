import type { Screen } from '../../../session/state.ts';
import type { Binding, KeySituation } from './binding.ts';
import { type FieldScreen, textFieldOf } from './field.ts';

/** Keys that mean the same on every screen that has them. */
export const hasTyped = ({ screen }: KeySituation<FieldScreen>): boolean => textFieldOf(screen).text !== '';

export const leaveBinding: Binding = {
  keys: ['ctrl+c'],
  label: 'leave',
  help: 'Leave. A write that is under way is waited for; pressed again, it is abandoned.',
  action: () => ({ type: 'leave.asked' }),
};

export const back: Binding = {
  keys: ['escape'],
  label: 'back',
  help: 'Back one level. Nothing that was typed is lost.',
  applies: ({ wizard }) => wizard.beneath.length > 0,
  action: () => ({ type: 'went.back' }),
};

export const help = (...keys: readonly string[]): Binding => ({
  keys,
  label: 'help',
  help: 'Show these keys.',
  action: () => ({ type: 'help.toggled' }),
});

/** Where letters go to a field, `?` is help only as long as the field is empty; F1 and Ctrl+G always are. */
export const fieldHelp: readonly Binding<FieldScreen>[] = [
  { ...help('?', 'ctrl+g', 'f1'), applies: (now) => !hasTyped(now) },
  { ...help('ctrl+g', 'f1'), applies: hasTyped },
];
export const accept = <S extends Screen>(
  label: NonNullable<Binding<S>['label']>,
  sentence: string,
): Binding<S> => ({
  keys: ['enter'],
  label,
  help: sentence,
  action: () => ({ type: 'row.accepted' }),
});
