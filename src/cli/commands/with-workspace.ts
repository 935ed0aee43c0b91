import type { Command } from 'commander';
import { fail, type Result } from '../../domain/result.ts';
import { openRunJournal, type RunJournal } from '../../state/runs/journal.ts';
import { type OpenWorkspace, openWorkspace } from '../connecting/open-workspace.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type CommandProblem, problem } from '../problem.ts';
import type { CommandDependencies } from './dependencies.ts';

type Ended = Result<ExitCode, CommandProblem> | ExitCode;

/** Opens the workspace that the global options name, does the work of a command on it, and ends with its exit code. */
export async function withWorkspace(
  { host, printer, end }: CommandDependencies,
  command: Command,
  work: (workspace: OpenWorkspace) => Promise<Ended>,
): Promise<void> {
  const option: unknown = command.optsWithGlobals()['workspace'];
  const opened = await openWorkspace(host, {
    ...(typeof option === 'string' ? { workspace: option } : {}),
    warn: printer().say,
  });
  if (!opened.ok) return end(opened);
  for (const warning of opened.value.warnings) printer().say(warning);
  try {
    end(await work(opened.value));
  } finally {
    await opened.value.sampleServer.close();
  }
}

/** The same for commands that need nothing but the journal. */
export async function withJournal(
  { host, end }: CommandDependencies,
  work: (journal: RunJournal) => Promise<Ended>,
): Promise<void> {
  const journal = await openRunJournal({
    directory: host.places.state,
    now: host.now,
    process: host.identity,
  });
  if (journal.ok) return end(await work(journal.value));
  const { message, fix } = journal.error;
  return end(fail(problem(exitCodes.badConfiguration, `${message}. ${fix}`)));
}
