import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { fail, type Result } from '../domain/result.ts';
import { type Journal, openJournal } from '../state/journal.ts';
import { appsCommand } from './commands/apps.ts';
import { type RunOptions, runCommand } from './commands/run.ts';
import { listRuns, pruneRuns, showRun } from './commands/runs.ts';
import { type SearchOptions, searchCommand } from './commands/search.ts';
import { type ServeOptions, serveCommand } from './commands/target-serve.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Host } from './host.ts';
import { type OpenWorkspace, openWorkspace } from './open-workspace.ts';
import { createPrinter, type Printer } from './printer.ts';
import { type Problem, problem } from './problem.ts';
import { resetSampleCompany } from './sample-company.ts';
import { guardRun } from './signals.ts';
import { openWizard } from './wizard.ts';

const WRITE_WAIT_MS = 10_000;
const RUNS_KEPT_DAYS = 90;

type GlobalOptions = { readonly workspace?: string; readonly ascii?: boolean; readonly color?: boolean };
type Ended = Result<ExitCode, Problem> | ExitCode;

/** Digits only: an empty variable in a script must not become a zero. */
const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
  };

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

async function refuseReset({ workspace, sampleServer }: OpenWorkspace): Promise<Problem | undefined> {
  if (!workspace.sample) {
    return problem(exitCodes.usage, `${workspace.directory} is not the sample workspace; nothing was reset.`);
  }
  if (!(await sampleServer.runsElsewhere())) return undefined;
  return problem(exitCodes.tryLater, 'Another wizard uses the sample company. Leave it, then reset again.');
}

/** Parses the arguments and does what they say. Never throws for a usage error; a bug passes through. */
export async function runProgram(host: Host, argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.success;
  const program = new Command('provision');
  const options = (): GlobalOptions => program.opts();
  const printer = (): Printer => createPrinter(host, { ascii: options().ascii ?? false });

  const end = (ended: Ended): void => {
    if (typeof ended === 'number') {
      exitCode = ended;
    } else if (ended.ok) {
      exitCode = ended.value;
    } else {
      for (const line of ended.error.lines) printer().say(`provision: ${line}`);
      exitCode = ended.error.exitCode;
    }
  };

  const withWorkspace = async (work: (workspace: OpenWorkspace) => Promise<Ended>): Promise<void> => {
    const { workspace } = options();
    const opened = await openWorkspace(host, {
      ...(workspace === undefined ? {} : { workspace }),
      warn: printer().say,
    });
    if (!opened.ok) return end(opened);
    for (const warning of opened.value.warnings) printer().say(warning);
    try {
      end(await work(opened.value));
    } finally {
      await opened.value.sampleServer.close();
    }
  };

  const withJournal = async (work: (journal: Journal) => Promise<Ended>): Promise<void> => {
    const journal = await openJournal({
      directory: host.places.state,
      now: host.now,
      process: host.identity,
    });
    if (journal.ok) return end(await work(journal.value));
    const { message, fix } = journal.error;
    return end({ ok: false, error: problem(exitCodes.badConfiguration, `${message}. ${fix}`) });
  };

  program
    .description(
      'Provision one user, or one group with up to five members, on demand, and see why each thing happened.',
    )
    .option('--workspace <folder>', 'the folder with provision.json')
    .option('--ascii', 'draw with ASCII characters only')
    .option('--no-color', 'draw without colours')
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(text),
    })
    .exitOverride()
    .action(async () => end(await openWizard(host, options())));

  program
    .command('run')
    .description('one run without interaction')
    .requiredOption('--app <id>', 'the app, as `provision apps` names it')
    .option('--user <id>', 'the user, by an exact id that `provision search` prints')
    .option('--group <id>', 'the group, by its exact id')
    .option('--member <id>', 'a member to provision with the group; up to five times', collect)
    .option('--preview', 'do everything but write, and show what would be sent')
    .option(
      '--allow <what>',
      'allow disable, delete or remove-member; else such a run ends before the write',
      collect,
    )
    .option('--json', 'events as JSON Lines, the run record last')
    .action((run: RunOptions) =>
      withWorkspace(async (workspace) => {
        const guard = guardRun(WRITE_WAIT_MS, printer().say);
        return runCommand(workspace, run, printer(), guard).finally(guard.release);
      }),
    );

  program
    .command('search')
    .description('what the wizard would show for a query')
    .argument('<query>')
    .requiredOption('--app <id>', 'the app, as `provision apps` names it')
    .option('--groups', 'groups instead of users')
    .option('--limit <n>', 'at most so many hits', wholeNumber(1, 100_000), 20)
    .option('--json', 'one JSON line: query, ms, hits, total')
    .action((query: string, search: SearchOptions) =>
      withWorkspace((workspace) => searchCommand(workspace, query, search, printer())),
    );

  program
    .command('apps')
    .description('the apps of the workspace')
    .option('--json', 'one JSON line an app')
    .action(({ json }: { json?: boolean }) =>
      withWorkspace((workspace) => appsCommand(workspace, json === true, printer())),
    );

  const runs = program.command('runs').description('the journal of earlier runs');
  runs
    .command('list', { isDefault: true })
    .description('newest first')
    .option('--limit <n>', 'at most so many', wholeNumber(1, 100_000), 50)
    .option('--json', 'one JSON line a run')
    .action((list: { limit: number; json?: boolean }) =>
      withJournal((journal) => listRuns(journal, list, printer())),
    );
  runs
    .command('show <id>')
    .description('the record of one run; the beginning of its id is enough')
    .option('--json', 'the run record as JSON')
    .action((id: string, show: { json?: boolean }) =>
      withJournal((journal) => showRun(journal, id, show, printer())),
    );
  runs
    .command('prune')
    .description('delete old runs')
    .option('--older-than <days>', 'days to keep', wholeNumber(1, 100_000), RUNS_KEPT_DAYS)
    .action(({ olderThan }: { olderThan: number }) =>
      withJournal((journal) => pruneRuns(journal, olderThan, printer())),
    );

  program
    .command('target')
    .description('the embedded SCIM server')
    .command('serve')
    .description('serve SCIM 2.0 on 127.0.0.1 until stopped')
    .requiredOption('--port <port>', 'the port; 0 takes a free one', wholeNumber(0, 65_535))
    .requiredOption('--data <folder>', 'where the server keeps its state')
    .option('--token-env <name>', 'the environment variable with the bearer token; else a token file is made')
    .action(async (serve: ServeOptions) => end(await serveCommand(host, serve, printer())));

  program
    .command('sample')
    .description('the sample company')
    .command('reset')
    .description('its state back to the beginning')
    .action(() =>
      withWorkspace(async (workspace) => {
        const refused = await refuseReset(workspace);
        if (refused !== undefined) return fail(refused);
        await resetSampleCompany(workspace);
        printer().data('The sample company is back at its beginning.');
        return exitCodes.success;
      }),
    );

  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
  }
  return exitCode;
}
