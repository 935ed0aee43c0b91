import { setImmediate as nextTurn } from 'node:timers/promises';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { PerformEffect } from '../../session/effects.ts';
import type { WorkspaceView } from '../../session/state.ts';
import { startWizard } from '../../session/update.ts';
import type { WizardStore } from '../../ui/render.tsx';
import { chooseTheme, type Theme } from '../../ui/theme/theme.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { createPrinter, type Printer } from '../printer.ts';
import type { CommandProblem } from '../problem.ts';
import type { FirstFrame } from '../startup/open-first-frame.ts';
import type { WizardOptions } from './arguments.ts';
import type { Backend, openBackend as OpenBackend } from './backend.ts';
import { writeUnderWay } from './leaving.ts';
import { noTerminal } from './no-terminal.ts';
import type { Endings } from './services.ts';
import { createWizardStore } from './store.ts';
import { isTerminal, type Left, type TerminalHost, untilLeft } from './terminal.ts';

/** How the wizard was started: with a first frame on the screen, or without. */
export type Start = {
  readonly firstFrame?: FirstFrame;
  /** Loads what the wizard works on: that takes longer than the first frames may. */
  readonly openBackend: typeof OpenBackend;
  /** Told when the first screen can be used. */
  readonly onUsable?: () => void;
};

type Opening = {
  readonly host: TerminalHost;
  readonly options: WizardOptions;
  readonly start: Start;
  readonly printer: Printer;
  readonly theme: Theme;
};

/** `provision`: the wizard. Resolves when the terminal is restored and nothing is going on any more. */
export async function openWizard(
  host: Host,
  options: WizardOptions,
  start: Start,
): Promise<Result<ExitCode, CommandProblem>> {
  if (!isTerminal(host)) return fail(noTerminal(host));
  const flags = { ascii: options.ascii ?? false, noColor: options.color === false };
  const theme = chooseTheme({ env: host.env, flags, isTTY: true });
  try {
    return await runWizard({ host, options, start, printer: createPrinter(host, flags), theme });
  } finally {
    // Nothing is left of it once the wizard has taken the terminal over.
    start.firstFrame?.close();
  }
}

/** Whoever asks a question first says what it is about; that cannot be read below the first frame. */
function onNormalScreen(printer: Printer, firstFrame: FirstFrame | undefined): Printer {
  return {
    ...printer,
    data: (line) => {
      firstFrame?.close();
      printer.data(line);
    },
  };
}

type Beginning = {
  readonly view: WorkspaceView;
  readonly backend: () => Promise<Result<Backend, CommandProblem>>;
};

/** On the names that the first frame shows, else on the whole workspace. */
async function begin(
  { host, options, start, printer }: Opening,
  endings: Endings,
): Promise<Result<Beginning, CommandProblem>> {
  const { firstFrame, openBackend } = start;
  const request = { host, options, endings };
  if (firstFrame !== undefined && !firstFrame.glance.mayAsk) {
    return ok({ view: firstFrame.glance.workspace, backend: () => openBackend(request) });
  }
  const backend = await openBackend({ ...request, questions: onNormalScreen(printer, firstFrame) });
  return backend.ok ? ok({ view: backend.value.view, backend: async () => backend }) : backend;
}

/** The wizard's state, whose effects wait for the backend. */
function storeOn(view: WorkspaceView, perform: Promise<PerformEffect>, exit: () => void): WizardStore {
  return createWizardStore(startWizard(view), (effect, dispatch) => {
    if (effect.do === 'exit') exit();
    else void perform.then((performing) => performing(effect, dispatch));
  });
}

async function runWizard(opening: Opening): Promise<Result<ExitCode, CommandProblem>> {
  const left: Left = Promise.withResolvers();
  const perform = Promise.withResolvers<PerformEffect>();
  const warnings: string[] = [];
  let backend: Backend | undefined;
  let abandoned: string | undefined;
  const exit = (): void => {
    abandoned = writeUnderWay(store);
    left.resolve(ok(undefined));
  };
  const begun = await begin(opening, { exit, crashed: left.reject, warn: (one) => void warnings.push(one) });
  if (!begun.ok) return begun;
  const store = storeOn(begun.value.view, perform.promise, exit);
  const goOn = async (): Promise<void> => {
    // First whatever was typed meanwhile.
    await nextTurn();
    opening.start.onUsable?.();
    const opened = await begun.value.backend();
    // Somebody who left before it was open has nobody else who closes it, and nothing may begin in it any more.
    if (hasEnded) return opened.ok ? opened.value.close(false) : undefined;
    if (!opened.ok) return left.resolve(opened);
    backend = opened.value;
    store.dispatch({ type: 'workspace.arrived', workspace: backend.view });
    perform.resolve(backend.perform);
  };
  let isSeen = false;
  let hasEnded = false;
  try {
    const ended = await untilLeft(opening, store, left, goOn);
    if (!ended.ok) return ended;
    isSeen = true;
  } finally {
    hasEnded = true;
    await backend?.close(isSeen);
  }
  return report(opening, store, { warnings, abandoned });
}

/** What is left on the normal screen. */
async function report(
  { host, printer, theme }: Opening,
  store: WizardStore,
  { warnings, abandoned }: { readonly warnings: readonly string[]; readonly abandoned: string | undefined },
): Promise<Result<ExitCode, CommandProblem>> {
  const { printSummary } = await import('./summary.ts');
  const paper = { columns: host.stdout.columns || 80, ink: theme };
  printSummary(printer, store.current(), host.calledAs, paper);
  for (const warning of warnings) printer.say(warning);
  if (abandoned === undefined) return ok(exitCodes.success);
  printer.say(`Abandoned while its answer was awaited: ${abandoned}. Whether it happened is not known.`);
  return ok(exitCodes.outcomeUnknown);
}
