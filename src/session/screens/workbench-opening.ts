import { type App, traitsOf } from '../../domain/model/app.ts';
import type { SubjectKind } from '../../domain/model/subject.ts';
import { present } from '../../domain/present.ts';
import { noticed, push, runScreen, type Step, workbenchScreen } from '../stack.ts';
import type { AppView, MappingsScreen, SearchScreen, Wizard, WorkbenchScreen } from '../state.ts';
import { emptyField, fieldWith } from '../text-field.ts';
import { openSearch } from './search.ts';
import { loadLanguage, readValues } from './workbench-person.ts';

function fresh(app: App, kind: SubjectKind, text: string): WorkbenchScreen {
  return {
    at: 'workbench',
    app,
    kind,
    field: fieldWith(text),
    language: { state: 'loading', turn: 0 },
    list: 'away',
    cursor: 0,
    scroll: 0,
  };
}

const opened = (wizard: Wizard, screen: WorkbenchScreen): Step => loadLanguage(push(wizard, screen), screen);

/** The list of everybody, above the workbench. */
export function askForPerson(
  wizard: Wizard,
  { app, kind }: Pick<WorkbenchScreen, 'app' | 'kind'>,
  forWorkbench: NonNullable<SearchScreen['forWorkbench']>,
): Step {
  return openSearch(wizard, { app, tab: kind, forWorkbench });
}

/** The list of the app's mappings, above the workbench. */
export function askForMapping(wizard: Wizard, isOpening = false): Wizard {
  const screen: MappingsScreen = { at: 'mappings', field: emptyField, cursor: 0, isOpening };
  return push(wizard, screen);
}

/** From choose-app: whose values to try with is asked first. What was tried last in this app is in the field again. */
export function openForApp(wizard: Wizard, { app, problem }: AppView): Step {
  if (problem !== undefined) return [noticed(wizard, 'bad', problem)];
  const last = wizard.tried.findLast(({ appId }) => appId === app.id);
  const screen = fresh(app, traitsOf(app.kind).mainKind, last?.text ?? '');
  const [loading, ...effects] = opened(wizard, screen);
  const [asking, ...more] = askForPerson(loading, screen, 'opening');
  return [asking, ...effects, ...more];
}

/** From the details of a run: with the object of the run, after the choice of a mapping. */
export function openForRun(wizard: Wizard): Step {
  const run = runScreen(wizard);
  if (run === undefined) return [wizard];
  const { listing, subject } = run.chosen;
  const [loading, ...effects] = opened(wizard, fresh(run.app, subject.kind, ''));
  const workbench = workbenchScreen(loading);
  if (workbench === undefined) return [loading, ...effects];
  const atRun = run.record?.evidence.import?.attributes;
  const who = {
    listing: { ...listing, kind: subject.kind, id: subject.id },
    ...present({ atRun }),
  };
  const [reading, ...more] = readValues(loading, workbench, who);
  return [askForMapping(reading, true), ...effects, ...more];
}
