import type { Listing } from '../../domain/model/subject.ts';
import { present } from '../../domain/present.ts';
import { pop, type Step, withWorkbench, workbenchScreen } from '../stack.ts';
import type { SamplePerson, Wizard, WorkbenchScreen } from '../state.ts';
import { evaluated } from '../workbench/attempts.ts';

/** Asks for the mappings and attributes of the kind of object that the workbench is about. */
export function loadLanguage(wizard: Wizard, screen: WorkbenchScreen): Step {
  const turn = wizard.turn + 1;
  const { app, kind } = screen;
  return [
    withWorkbench({ ...wizard, turn }, { ...screen, language: { state: 'loading', turn } }),
    { do: 'loadLanguage', appId: app.id, kind, turn },
  ];
}

/** Reads the values of a person, now; what was known of somebody else is forgotten. */
export function readValues(
  wizard: Wizard,
  screen: WorkbenchScreen,
  { listing, atRun }: Pick<SamplePerson, 'listing' | 'atRun'>,
): Step {
  const turn = wizard.turn + 1;
  const person: SamplePerson = {
    listing,
    values: { state: 'loading', turn },
    ...present({ atRun }),
  };
  return [
    withWorkbench({ ...wizard, turn }, { ...screen, person }),
    { do: 'readValues', appId: screen.app.id, kind: listing.kind, id: listing.id, turn },
  ];
}

/** Back from the search to the workbench, with the user or group that was chosen there. */
export function personChosen(wizard: Wizard, listing: Listing): Step {
  const back = pop(wizard);
  const screen = workbenchScreen(back);
  if (screen === undefined) return [back];
  if (screen.kind === listing.kind) return readValues(back, screen, { listing });
  // Mappings and attributes of a group are others than those of a user; a mapping of the other kind is let go.
  const { mapping: _ofTheOtherKind, ...rest } = screen;
  const [loading, ...effects] = loadLanguage(back, { ...rest, kind: listing.kind });
  const [reading, ...more] = readValues(loading, workbenchScreen(loading) ?? screen, { listing });
  return [reading, ...effects, ...more];
}

/** Back from the search to the workbench without anybody. */
export function personSkipped(wizard: Wizard): Step {
  const back = pop(wizard);
  const screen = workbenchScreen(back);
  if (screen === undefined) return [back];
  const { person: _nobody, ...rest } = screen;
  return evaluated(back, rest);
}
