import type { ReadStream, WriteStream } from 'node:tty';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RunRecord } from '../engine/record.ts';
import { createPerformer } from '../session/perform.ts';
import { runScreen } from '../session/stack.ts';
import type { AppView, WorkspaceView } from '../session/state.ts';
import { startWizard } from '../session/update.ts';
import { openTerminal } from '../ui/render.tsx';
import { chooseTheme } from '../ui/theme/theme.ts';
import { askTrust } from './ask-trust.ts';
import { connect } from './connect.ts';
import { cutOffWarnings } from './cut-off.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Host } from './host.ts';
import { type OpenWorkspace, openWorkspace } from './open-workspace.ts';
import { createPrinter, type Printer } from './printer.ts';
import { type Problem, problem } from './problem.ts';
import { createStore } from './store.ts';
import { wizardServices } from './wizard-services.ts';

const WRITE_WAIT_MS = 10_000;
const SETTLE_MS = 2_000;

export type WizardOptions = {
  readonly workspace?: string;
  readonly ascii?: boolean;
  readonly color?: boolean;
};

async function appViews(workspace: OpenWorkspace): Promise<readonly AppView[]> {
  const unknown = { name: '?', place: '?' };
  const views: AppView[] = [];
  for (const app of workspace.workspace.apps) {
    const connected = await connect(workspace, app);
    if (connected.ok) {
      const { source, target, close } = connected.value;
      views.push({ app: app.app, source: source.identity, target: target.identity });
      await close();
    } else {
      views.push({
        app: app.app,
        source: unknown,
        target: unknown,
        problem: connected.error[0] ?? 'cannot be used',
      });
    }
  }
  return views;
}

async function view(workspace: OpenWorkspace): Promise<WorkspaceView> {
  return {
    name: workspace.workspace.name,
    sample: workspace.workspace.sample,
    apps: await appViews(workspace),
    warnings: [...workspace.warnings, ...(await cutOffWarnings(workspace.journal))],
  };
}

function summaryLine({ evidence, statusInfo, sourceIdentity, changeId }: RunRecord): string {
  const who = sourceIdentity.displayName ?? sourceIdentity.id ?? '';
  const preview = evidence.mode === 'preview' ? ' (preview)' : '';
  return `${statusInfo.status}${preview}: ${who} -> ${evidence.app.displayName}. ${statusInfo.reason ?? ''} Run ${changeId.slice(0, 8)}`;
}

/** What stays in the scrollback after the alternate screen is gone. */
function printSummary(printer: Printer, records: readonly RunRecord[]): void {
  if (records.length === 0) return;
  printer.data(`${records.length} ${records.length === 1 ? 'run' : 'runs'} since the wizard opened:`);
  for (const record of records) printer.data(`  ${summaryLine(record)}`);
  printer.data('Records: provision runs show ID');
}

const isTerminal = (
  host: Host,
): host is Host & { stdin: ReadStream; stdout: WriteStream; stderr: WriteStream } =>
  host.stdin.isTTY === true && host.stdout.isTTY === true;

const noTerminal = problem(
  exitCodes.usage,
  'The wizard needs a terminal. Without one, use the headless form:',
  '  provision apps',
  '  provision search --app APP QUERY',
  '  provision run --app APP --user ID [--preview] [--json]',
);

/** `provision`: the wizard. Resolves when the terminal is restored and nothing is going on any more. */
export async function openWizard(host: Host, options: WizardOptions): Promise<Result<ExitCode, Problem>> {
  if (!isTerminal(host)) return fail(noTerminal);
  const flags = { ascii: options.ascii ?? false, noColor: options.color === false };
  const printer = createPrinter(host, flags);
  const opened = await openWorkspace(host, {
    ...(options.workspace === undefined ? {} : { workspace: options.workspace }),
    warn: () => {},
  });
  if (!opened.ok) return opened;
  await askTrust(host, opened.value, printer);
  const left = Promise.withResolvers<void>();
  const services = wizardServices(opened.value, { exit: left.resolve, crashed: left.reject, warn: () => {} });
  const store = createStore(startWizard(await view(opened.value)), createPerformer(services));
  const leave = (): void => store.dispatch({ type: 'leave.asked' });
  // Before the first frame is drawn: the terminal would echo into it what somebody types ahead.
  host.stdin.setRawMode(true);
  const terminal = openTerminal({
    stdin: host.stdin,
    stdout: host.stdout,
    stderr: host.stderr,
    store,
    theme: chooseTheme({ env: host.env, flags, isTTY: true }),
    now: () => host.now().getTime(),
    onTrouble: ({ where, error }) => (where === 'drawing' ? left.reject(error) : leaveForGood()),
  });

  /** SIGTERM, SIGHUP and a vanished terminal: like Ctrl+C, and nobody is there to press it a second time. */
  const leaveForGood = (): void => {
    if (store.current().leaving !== undefined) return;
    leave();
    if (store.current().leaving === 'afterWrite') setTimeout(leave, WRITE_WAIT_MS).unref();
  };
  const restoreAndWait = (): void => {
    if (store.current().leaving !== 'afterWrite') return;
    terminal.close();
    printer.say('A write is under way; leaving as soon as it is answered. Ctrl+C again abandons it.');
    setTimeout(leave, WRITE_WAIT_MS).unref();
    unsubscribe();
  };
  const unsubscribe = store.subscribe(restoreAndWait);
  process.on('SIGINT', leave).on('SIGTERM', leaveForGood).on('SIGHUP', leaveForGood);
  try {
    await left.promise;
  } finally {
    terminal.close();
    unsubscribe();
    await Promise.race([services.settled(), new Promise((done) => setTimeout(done, SETTLE_MS).unref())]);
    process.off('SIGINT', leave).off('SIGTERM', leaveForGood).off('SIGHUP', leaveForGood);
    await opened.value.sampleServer.close();
  }
  printSummary(printer, store.current().ended);
  const abandoned = runScreen(store.current())?.record?.evidence.writeUnderWay;
  if (abandoned === undefined) return ok(exitCodes.success);
  printer.say(`Abandoned while its answer was awaited: ${abandoned}. Whether it happened is not known.`);
  return ok(exitCodes.outcomeUnknown);
}
