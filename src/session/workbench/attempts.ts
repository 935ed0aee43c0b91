import { type Step, withWorkbench } from '../stack.ts';
import type { TextFieldState, Wizard, WorkbenchScreen } from '../state.ts';
import type { ExpressionAttempt } from './trial.ts';

function attemptOf({ field, person, language, mapping }: WorkbenchScreen): ExpressionAttempt {
  return {
    text: field.text,
    ...(person?.values.state === 'ready' ? { values: person.values.read } : {}),
    ...(language.state === 'ready' ? { language: language.known } : {}),
    hidesAll: mapping?.isSecret === true,
  };
}

/** Evaluates what is in the field with what is known by now. The turn makes every older answer stale. */
export function evaluated(wizard: Wizard, screen: WorkbenchScreen): Step {
  const turn = wizard.turn + 1;
  if (screen.field.text.trim() === '') {
    const { trial: _ofNothing, pending: _dropped, ...rest } = screen;
    return [withWorkbench(wizard, rest)];
  }
  return [
    withWorkbench({ ...wizard, turn }, { ...screen, pending: turn }),
    { do: 'evaluate', attempt: attemptOf(screen), turn },
  ];
}

/** One entry for each app and target attribute, and none for what is as the schema has it. */
function remembered(wizard: Wizard, { app, field, mapping }: WorkbenchScreen): Wizard['tried'] {
  const others = wizard.tried.filter(({ appId, target }) => appId !== app.id || target !== mapping?.target);
  if (field.text.trim() === '' || field.text === mapping?.expression) return others;
  const target = mapping === undefined ? {} : { target: mapping.target };
  return [...others, { appId: app.id, appName: app.displayName, ...target, text: field.text }];
}

/** The text was changed by hand. */
export function rewritten(wizard: Wizard, screen: WorkbenchScreen, field: TextFieldState): Step {
  const changed: WorkbenchScreen = { ...screen, field, list: 'typed', cursor: 0, scroll: 0 };
  return evaluated({ ...wizard, tried: remembered(wizard, changed) }, changed);
}
