import type { Command } from 'commander';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { type CheckUpReport, checkUp, type PartCheck } from '../../../engine/check-up.ts';
import type { Op } from '../../../engine/port.ts';
import type { Theme } from '../../../ui/theme/theme.ts';
import { systemPlace } from '../../../ui/words.ts';
import type { WorkspaceApp } from '../../../workspace/load-workspace.ts';
import { askYes } from '../../connecting/ask.ts';
import { type ConnectedApp, connect } from '../../connecting/connect.ts';
import { findApp, type OpenWorkspace } from '../../connecting/open-workspace.ts';
import { problemSentence, serverProfilesOf } from '../../connecting/server-knowledge.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import type { Printer } from '../../printer.ts';
import { type CommandProblem, problem } from '../../problem.ts';
import { guardRun, type RunGuard } from '../../running/signals.ts';
import { type CommandDependencies, plainTheme } from '../dependencies.ts';
import { withWorkspace } from '../with-workspace.ts';
import { configurationChecks, kindMappings } from './configuration.ts';
import { createCheckPrinter, type Patient, printReport, reportJson, rowsWithin } from './report.ts';
import { doctorExitCode } from './verdict.ts';

/** The test user that is under way is waited for at most so long when the check is interrupted. */
const WRITE_WAIT_MS = 10_000;

export type DoctorOptions = {
  readonly app?: string;
  readonly write?: boolean;
  readonly yes?: boolean;
  readonly forget?: boolean;
  readonly json?: boolean;
};

type Setting = {
  readonly workspace: OpenWorkspace;
  readonly options: DoctorOptions;
  readonly printer: Printer;
  readonly theme: Theme;
  readonly guard: RunGuard;
};

type Examined = {
  readonly patient: Patient;
  readonly report: CheckUpReport;
};

/** What is asked for cannot be done as it stands: a question that nobody is there to answer. */
function usageProblem({ write, yes }: DoctorOptions, hasTerminal: boolean): CommandProblem | undefined {
  if (yes === true && write !== true) return problem(exitCodes.usage, '--yes goes with --write.');
  if (write !== true || yes === true || hasTerminal) return undefined;
  return problem(exitCodes.usage, 'Without a terminal nobody can be asked: use --write --yes.');
}

/** Everything that the round of writes leaves a trace of, so the yes is one to all of it. */
function writesText(app: ConnectedApp): string {
  const { identity } = app.target;
  const place = `${identity.name}, ${systemPlace(identity)}`;
  const groups = kindMappings(app).find(({ kind }) => kind === 'group');
  if (groups === undefined) return `A marked test user is created, changed and deleted in ${place}.`;
  return `Two marked test users and a marked test group are created, changed and deleted in ${place}.`;
}

/** Asks before the first write, naming the place, so that nobody writes into the wrong system. */
async function mayWrite({ workspace, options, printer }: Setting, app: ConnectedApp): Promise<boolean> {
  if (options.write !== true) return false;
  const { identity, checkUp: own } = app.target;
  if (own === undefined) {
    printer.say(`${identity.name} has no check that writes; it is only read.`);
    return false;
  }
  if (options.yes === true) return true;
  const columns = workspace.host.stderr.columns;
  for (const line of rowsWithin(writesText(app), columns, 0)) printer.say(line);
  return askYes(workspace.host, 'Go on?', workspace.host.stderr);
}

/** Drops what was learned about the server of an app; it is learned anew by the checks that follow. */
async function forget({ workspace, printer }: Setting, app: ConnectedApp): Promise<void> {
  const { place } = app.target.identity;
  const forgotten = await serverProfilesOf(workspace).forget(place);
  if (!forgotten.ok) return printer.say(problemSentence(forgotten.error));
  printer.say(
    forgotten.value ? `What was learned about ${place} is forgotten.` : `Nothing was known about ${place}.`,
  );
}

async function connectForgetful(
  setting: Setting,
  app: WorkspaceApp,
): Promise<Result<ConnectedApp, readonly string[]>> {
  const connected = await connect(setting.workspace, app);
  if (!connected.ok || setting.options.forget !== true) return connected;
  await connected.value.close();
  await forget(setting, connected.value);
  return connect(setting.workspace, app);
}

function patientOf(app: WorkspaceApp, connected: Result<ConnectedApp, readonly string[]>): Patient {
  if (!connected.ok) return { app: app.app };
  const { source, target } = connected.value;
  return { app: app.app, source: source.identity, target: target.identity };
}

/** A wait is the only thing worth a line while a check is going on. Whoever stops it waits for writes alone. */
const observing = ({ printer, guard }: Setting, onWriting: () => void): Op => ({
  signal: guard.signal,
  observe: (observation) => {
    if (observation.type === 'writing') {
      onWriting();
      guard.writing(observation.underWay);
    }
    if (observation.type !== 'retry') return;
    const seconds = Math.ceil(observation.waitMs / 1000);
    printer.say(`Waiting ${seconds} s before try ${observation.attempt}: ${observation.reason}`);
  },
});

async function examine(
  setting: Setting,
  app: WorkspaceApp,
  tell: (patient: Patient, one: PartCheck) => void,
): Promise<Examined> {
  const { workspace } = setting;
  const connected = await connectForgetful(setting, app);
  const patient = patientOf(app, connected);
  try {
    const writes = connected.ok && (await mayWrite(setting, connected.value));
    const problems = connected.ok ? [] : connected.error;
    const checked = {
      configuration: await configurationChecks(workspace, app, problems),
      ...(connected.ok ? { systems: { ...connected.value, mappings: kindMappings(connected.value) } } : {}),
      mayWrite: writes,
      clock: () => performance.now(),
    };
    let hasWritten = false;
    const op = observing(setting, () => {
      hasWritten = true;
    });
    const facts = checkUp(checked, op);
    for (;;) {
      const next = await facts.next();
      if (next.done) return { patient, report: next.value };
      // That a question was stopped is no finding; what became of a test user is one.
      if (hasWritten || !op.signal.aborted) tell(patient, next.value);
    }
  } finally {
    if (connected.ok) await connected.value.close();
  }
}

/** One app after the other, each told as it is found, until somebody stops it. */
async function examineAll(setting: Setting, apps: readonly WorkspaceApp[]): Promise<readonly Examined[]> {
  const { workspace, options, printer, theme, guard } = setting;
  const isJson = options.json === true;
  const print = createCheckPrinter(printer, theme);
  const tell = (patient: Patient, one: PartCheck): void => {
    if (isJson) printer.json({ type: 'check', app: patient.app.id, ...one });
    else print(patient, one);
  };
  const all: Examined[] = [];
  for (const app of apps) {
    const examined = await examine(setting, app, tell);
    all.push(examined);
    if (guard.signal.aborted) {
      printer.say('Stopped: what is shown above was found before that.');
      break;
    }
    if (!isJson) printReport(printer, theme, examined.report, workspace.host.stdout.columns);
  }
  return all;
}

/** `provision doctor`: what is wrong with the configuration, the source and the target of one app, or of every app. */
export async function doctorCommand(setting: Setting): Promise<Result<ExitCode, CommandProblem>> {
  const { workspace, options, printer, guard } = setting;
  const misused = usageProblem(options, workspace.host.stdin.isTTY === true);
  if (misused !== undefined) return fail(misused);
  const found = options.app === undefined ? undefined : findApp(workspace, options.app);
  if (found !== undefined && !found.ok) return found;
  const apps = found === undefined ? workspace.workspace.apps : [found.value];
  const all = await examineAll(setting, apps);
  const exitCode = guard.signal.aborted
    ? exitCodes.interrupted
    : doctorExitCode(all.flatMap(({ report }) => report.checks));
  if (options.json === true) {
    printer.json({ exitCode, apps: all.map(({ patient, report }) => reportJson(patient, report)) });
  }
  return ok(exitCode);
}

/** Adds `provision doctor`. */
export function register(parent: Command, dependencies: CommandDependencies): void {
  const { host, printer } = dependencies;
  parent
    .command('doctor')
    .description('check configuration, reachability and capabilities; read-only unless told otherwise')
    .option('--app <id>', 'one app, as `provision apps` names it; else every app')
    .option(
      '--write',
      'also create, change and delete marked test users and a test group in the target, after a question',
    )
    .option('--yes', 'with --write: do not ask')
    .option('--forget', 'first forget what earlier runs learned about the server')
    .option('--json', 'one JSON line a finding, the report last')
    .action((options: DoctorOptions, command: Command) =>
      withWorkspace(dependencies, command, async (workspace) => {
        const guard = guardRun(WRITE_WAIT_MS, printer().say);
        const setting = { workspace, options, printer: printer(), theme: plainTheme(host, command), guard };
        return doctorCommand(setting).finally(guard.release);
      }),
    );
}
