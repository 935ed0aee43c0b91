import { MAX_EXPRESSION_LENGTH } from '../../domain/expressions/syntax/expression.ts';
import { displayText, REDACTED } from '../../domain/model/value.ts';
import type { Intent, WorkbenchArrival } from '../actions.ts';
import { completionRows } from '../rows.ts';
import { noticed, type Step, show, withWorkbench, workbenchScreen } from '../stack.ts';
import type { SamplePerson, Wizard, WorkbenchScreen } from '../state.ts';
import { edit, insert } from '../text-field.ts';
import { evaluated, rewritten } from '../workbench/attempts.ts';
import { completed } from '../workbench/completion.ts';
import { askForMapping, askForPerson } from './workbench-opening.ts';

/** A text that would be too long is left out whole: half of a paste is worth nothing. */
function typed(wizard: Wizard, screen: WorkbenchScreen, text: string): Step {
  const field = insert(screen.field, text);
  if (field.text.length <= MAX_EXPRESSION_LENGTH) return rewritten(wizard, screen, field);
  const most = MAX_EXPRESSION_LENGTH.toLocaleString('en');
  const over = (field.text.length - MAX_EXPRESSION_LENGTH).toLocaleString('en');
  return [
    noticed(wizard, 'warn', `An expression has at most ${most} characters; with this it had ${over} more.`),
  ];
}

/** Takes the highlighted name of the list. */
function acceptName(wizard: Wizard, screen: WorkbenchScreen): Step {
  const chosen = completionRows(screen)[screen.cursor];
  return chosen === undefined ? [wizard] : rewritten(wizard, screen, completed(screen.field, chosen));
}

const moved = (wizard: Wizard, screen: WorkbenchScreen, cursor: number): Step => [
  show(wizard, { ...screen, field: { ...screen.field, cursor }, list: 'away', cursor: 0 }),
];

/** What a key does in the workbench. */
export function updateWorkbench(wizard: Wizard, screen: WorkbenchScreen, intent: Intent): Step {
  switch (intent.type) {
    case 'text.typed':
      return typed(wizard, screen, intent.text);
    case 'text.edited': {
      const field = edit(screen.field, intent.edit);
      return field.text === screen.field.text
        ? moved(wizard, screen, field.cursor)
        : rewritten(wizard, screen, field);
    }
    case 'caret.placed':
      return moved(wizard, screen, intent.at);
    case 'row.accepted':
      return acceptName(wizard, screen);
    case 'names.asked':
      return [show(wizard, { ...screen, list: 'asked', cursor: 0 })];
    case 'person.asked':
      return askForPerson(wizard, screen, 'exchanging');
    case 'mappings.asked':
      return [askForMapping(wizard)];
    case 'copy.asked':
      return screen.field.text === '' ? [wizard] : [wizard, { do: 'copy', text: screen.field.text }];
    default:
      return [wizard];
  }
}

/** Esc closes the list of names first. Undefined: there is none, and the screen is left. */
export function closeNames(wizard: Wizard, screen: WorkbenchScreen): Wizard | undefined {
  if (completionRows(screen).length === 0) return undefined;
  return show(wizard, { ...screen, list: 'away', cursor: 0 });
}

/** Names of the values that are not any more what the run had read. */
export function changedSinceRun({ values, atRun }: SamplePerson): readonly string[] {
  if (values.state !== 'ready') return [];
  const { attributes, secret } = values.read;
  return (atRun ?? [])
    .filter(({ name, value }) => value !== REDACTED && !secret.has(name))
    .filter(({ name, value }) => (displayText(attributes.get(name)) ?? '') !== value)
    .map(({ name }) => name);
}

function languageArrived(wizard: Wizard, screen: WorkbenchScreen, arrival: WorkbenchArrival): Step {
  if (screen.language.state !== 'loading') return [wizard];
  if (arrival.type === 'language.failed' && arrival.turn === screen.language.turn) {
    return [withWorkbench(wizard, { ...screen, language: { state: 'failed', failure: arrival.failure } })];
  }
  if (arrival.type !== 'language.arrived' || arrival.turn !== screen.language.turn) return [wizard];
  return evaluated(wizard, { ...screen, language: { state: 'ready', known: arrival.language } });
}

function valuesArrived(wizard: Wizard, screen: WorkbenchScreen, arrival: WorkbenchArrival): Step {
  const { person } = screen;
  if (person?.values.state !== 'loading') return [wizard];
  if (arrival.type === 'values.failed' && arrival.turn === person.values.turn) {
    const failed: SamplePerson = { ...person, values: { state: 'failed', failure: arrival.failure } };
    return evaluated(wizard, { ...screen, person: failed });
  }
  if (arrival.type !== 'values.arrived' || arrival.turn !== person.values.turn) return [wizard];
  return evaluated(wizard, {
    ...screen,
    person: { ...person, values: { state: 'ready', read: arrival.read } },
  });
}

const copied = (wizard: Wizard, isSent: boolean): Wizard =>
  isSent
    ? noticed(
        wizard,
        'good',
        'Sent to the clipboard of the terminal, which may ignore it. What you changed is printed on leaving.',
      )
    : noticed(wizard, 'warn', 'This terminal has no clipboard. What you changed is printed on leaving.');

/** An answer from outside for the workbench, wherever it lies; an older one than the open question is dropped. */
export function workbenchArrival(wizard: Wizard, arrival: WorkbenchArrival): Step {
  const screen = workbenchScreen(wizard);
  if (screen === undefined) return [wizard];
  switch (arrival.type) {
    case 'trial.arrived': {
      if (arrival.turn !== screen.pending) return [wizard];
      const { pending: _answered, ...rest } = screen;
      return [withWorkbench(wizard, { ...rest, trial: arrival.trial })];
    }
    case 'language.arrived':
    case 'language.failed':
      return languageArrived(wizard, screen, arrival);
    case 'values.arrived':
    case 'values.failed':
      return valuesArrived(wizard, screen, arrival);
    case 'copy.done':
      return [copied(wizard, arrival.isSent)];
    default:
      return [wizard];
  }
}
