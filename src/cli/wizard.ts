import type { ReadStream, WriteStream } from 'node:tty';
import { fail, ok, type Result } from '../domain/result.ts';
import { createPerformer } from '../session/perform.ts';
import { startWizard } from '../session/update.ts';
import { type OpenTerminal, openTerminal, type TerminalTrouble, type WizardStore } from '../ui/render.tsx';
import { chooseTheme, type ThemeFlags } from '../ui/theme/theme.ts';
import { appViews } from './app-views.ts';
import { askTrust } from './ask-trust.ts';
import { cutOffRuns } from './cut-off.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Host } from './host.ts';
import { type Leaving, leaving, writeUnderWay } from './leaving.ts';
import { type OpenWorkspace, openWorkspace } from './open-workspace.ts';
import { createPrinter, type Printer } from './printer.ts';
import { type Problem, problem } from './problem.ts';
import { createStore } from './store.ts';
import { wizardServices } from './wizard-services.ts';
import { printSummary } from './wizard-summary.ts';

const SETTLE_MS = 2_000;

export type WizardOptions = {
  readonly workspace?: string;
  readonly ascii?: boolean;
  readonly color?: boolean;
};

type TerminalHost = Host & {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
};

const isTerminal = (host: Host): host is TerminalHost =>
  host.stdin.isTTY === true && host.stdout.isTTY === true;

const noTerminal = ({ calledAs }: Host): Problem =>
  problem(
    exitCodes.usage,
    'The wizard needs a terminal. Without one, use the headless form:',
    `  ${calledAs} apps`,
    `  ${calledAs} search --app APP QUERY`,
    `  ${calledAs} run --app APP --user ID [--preview] [--json]`,
  );

type Opening = {
  readonly host: TerminalHost;
  readonly workspace: OpenWorkspace;
  readonly printer: Printer;
  readonly flags: ThemeFlags;
  /** Sentences from before the first frame, and those that came while the wizard was open. */
  readonly warnings: string[];
};

/** `provision`: the wizard. Resolves when the terminal is restored and nothing is going on any more. */
export async function openWizard(host: Host, options: WizardOptions): Promise<Result<ExitCode, Problem>> {
  if (!isTerminal(host)) return fail(noTerminal(host));
  const flags = { ascii: options.ascii ?? false, noColor: options.color === false };
  const printer = createPrinter(host, flags);
  const warnings: string[] = [];
  const opened = await openWorkspace(host, {
    ...(options.workspace === undefined ? {} : { workspace: options.workspace }),
    warn: (sentence) => void warnings.push(sentence),
  });
  if (!opened.ok) return opened;
  await askTrust(host, opened.value, printer);
  return runWizard({ host, workspace: opened.value, printer, flags, warnings });
}

async function runWizard(opening: Opening): Promise<Result<ExitCode, Problem>> {
  const { host, workspace, printer, flags, warnings } = opening;
  const left = Promise.withResolvers<void>();
  let abandoned: string | undefined;
  const cutOff = await cutOffRuns(workspace.journal, host.calledAs);
  const services = wizardServices(workspace, {
    exit: () => {
      abandoned = writeUnderWay(store);
      left.resolve();
    },
    crashed: left.reject,
    warn: (sentence) => void warnings.push(sentence),
  });
  const first = startWizard({
    name: workspace.workspace.name,
    sample: workspace.workspace.sample,
    apps: await appViews(workspace),
    warnings: [...workspace.warnings, ...warnings.splice(0), ...cutOff.warnings],
  });
  const store = createStore(first, createPerformer(services));
  try {
    await untilLeft(opening, store, left);
    await cutOff.acknowledge();
  } finally {
    const late = new Promise((done) => setTimeout(done, SETTLE_MS).unref());
    await Promise.race([services.settled(), late]);
    await workspace.sampleServer.close();
  }
  printSummary(printer, store.current(), host.calledAs, {
    columns: host.stdout.columns || 80,
    ink: chooseTheme({ env: host.env, flags, isTTY: true }),
  });
  for (const warning of warnings) printer.say(warning);
  if (abandoned === undefined) return ok(exitCodes.success);
  printer.say(`Abandoned while its answer was awaited: ${abandoned}. Whether it happened is not known.`);
  return ok(exitCodes.outcomeUnknown);
}

/** Owns the terminal from the first frame on, and gives it back on every way out. */
async function untilLeft(
  { host, printer, flags }: Opening,
  store: WizardStore,
  left: PromiseWithResolvers<void>,
): Promise<void> {
  let terminal: OpenTerminal | undefined;
  let ways: Leaving | undefined;
  const onTrouble = ({ where, error }: TerminalTrouble): void => {
    if (where === 'drawing') left.reject(error);
    else ways?.forGood();
  };
  try {
    ways = leaving(store, { restore: () => terminal?.close(), say: printer.say });
    // Before the first frame is drawn: the terminal would echo into it what somebody types ahead. What was echoed
    // already moved the cursor, and the alternate screen begins in the column where it stands.
    host.stdin.setRawMode(true);
    host.stdout.write('\r');
    terminal = openTerminal({
      stdin: host.stdin,
      stdout: host.stdout,
      stderr: host.stderr,
      store,
      theme: chooseTheme({ env: host.env, flags, isTTY: true }),
      now: () => host.now().getTime(),
      onTrouble,
    });
    await left.promise;
  } finally {
    terminal?.close();
    ways?.release();
  }
}
