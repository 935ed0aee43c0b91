import type { Command } from 'commander';
import type { Subject } from '../../domain/model/subject.ts';
import { MAX_MEMBERS } from '../../domain/model/subject.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type Approve, type Danger, dangers } from '../../engine/approval.ts';
import { applyEvent } from '../../engine/run/fold.ts';
import type { RunRecord } from '../../engine/run/record.ts';
import type { RunRequest } from '../../engine/run/run.ts';
import { type ConnectedApp, connect, runRequest } from '../connecting/connect.ts';
import { findApp, type OpenWorkspace } from '../connecting/open-workspace.ts';
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts';
import type { Printer } from '../printer.ts';
import { type CommandProblem, problem } from '../problem.ts';
import { cutOffRuns } from '../running/cut-off.ts';
import { journalled } from '../running/journalled.ts';
import { printEvent, printResult } from '../running/plain-run.ts';
import type { RunGuard } from '../running/signals.ts';
import { guardRun } from '../running/signals.ts';
import type { CommandDependencies } from './dependencies.ts';
import { withWorkspace } from './with-workspace.ts';

/** A write that has left is waited for at most so long when the run is interrupted. */
const WRITE_WAIT_MS = 10_000;

export type RunOptions = {
  readonly app: string;
  readonly user?: string;
  readonly group?: string;
  readonly member?: readonly string[];
  readonly preview?: boolean;
  readonly allow?: readonly string[];
  readonly json?: boolean;
};

const isDanger = (text: string): text is Danger => dangers.some((danger) => danger === text);

function subjectOf({ user, group, member = [] }: RunOptions): Result<Subject, CommandProblem> {
  const usage = (text: string) => fail(problem(exitCodes.usage, text));
  if ((user === undefined) === (group === undefined))
    return usage('Name one object: --user ID or --group ID.');
  if ([user ?? 'x', group ?? 'x', ...member].some((id) => id.trim() === '')) return usage('An id is empty.');
  if (user !== undefined && member.length > 0) return usage('--member goes with --group, not with --user.');
  if (member.length > MAX_MEMBERS) {
    return usage(
      `At most ${MAX_MEMBERS} members can be provisioned with a group at a time; ${member.length} were named.`,
    );
  }
  if (user !== undefined) return ok({ kind: 'user', id: user });
  return ok({ kind: 'group', id: group ?? '', members: [...new Set(member)] });
}

function allowed(texts: readonly string[]): Result<ReadonlySet<Danger>, CommandProblem> {
  const words = texts.flatMap((text) => text.split(',')).map((word) => word.trim());
  const unknown = words.filter((word) => !isDanger(word));
  if (unknown.length > 0) {
    return fail(
      problem(
        exitCodes.usage,
        `--allow does not know "${unknown.join(', ')}". It takes: ${dangers.join(', ')}.`,
      ),
    );
  }
  return ok(new Set(words.filter(isDanger)));
}

type Prepared = { readonly app: ConnectedApp; readonly request: RunRequest };

async function prepare(
  workspace: OpenWorkspace,
  options: RunOptions,
  signal: AbortSignal,
): Promise<Result<Prepared, CommandProblem>> {
  const subject = subjectOf(options);
  if (!subject.ok) return subject;
  const allow = allowed(options.allow ?? []);
  if (!allow.ok) return allow;
  const found = findApp(workspace, options.app);
  if (!found.ok) return found;
  const app = await connect(workspace, found.value);
  if (!app.ok) return fail(problem(exitCodes.badConfiguration, ...app.error));
  const approve: Approve = async ({ danger }) => allow.value.has(danger);
  const mode = options.preview === true ? 'preview' : 'provision';
  const request = runRequest(workspace, app.value, { subject: subject.value, mode, signal, approve });
  if (request.ok) return ok({ app: app.value, request: request.value });
  await app.value.close();
  return fail(problem(exitCodes.usage, request.error));
}

/** `provision run`: one run without interaction. Resolves with the documented exit code. */
export async function runCommand(
  workspace: OpenWorkspace,
  options: RunOptions,
  printer: Printer,
  guard: RunGuard,
): Promise<Result<ExitCode, CommandProblem>> {
  const prepared = await prepare(workspace, options, guard.signal);
  if (!prepared.ok) return prepared;
  const { app, request } = prepared.value;
  const asJson = options.json === true;
  for (const warning of (await cutOffRuns(workspace.journal, workspace.host.calledAs)).warnings)
    printer.say(warning);
  if (workspace.workspace.sample) printer.say('Sample data: nothing outside this host is touched.');
  let record: RunRecord | undefined;
  try {
    for await (const event of journalled(workspace.journal, request, printer.say)) {
      record = applyEvent(record, event);
      guard.writing(record.evidence.writeUnderWay !== undefined);
      if (asJson) printer.json(event);
      else printEvent(printer, event, record);
    }
  } finally {
    await app.close();
  }
  const ending = record?.evidence.ending;
  if (record === undefined || ending === undefined) throw new Error('the run ended without run.finished');
  if (asJson) printer.json(record);
  else printResult(printer, record);
  return ok(exitCodeOf(ending, record.evidence.reason));
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Adds `provision run`. */
export function register(parent: Command, dependencies: CommandDependencies): void {
  const { printer } = dependencies;
  parent
    .command('run')
    .description('one run without interaction')
    .requiredOption('--app <id>', 'the app, as `provision apps` names it')
    .option('--user <id>', 'the user, by an exact id that `provision search` prints')
    .option('--group <id>', 'the group, by its exact id')
    .option('--member <id>', 'a member to provision with the group; up to five times', collect)
    .option('--preview', 'do everything but write, and show what would be sent')
    .option(
      '--allow <what>',
      'allow disable, delete or remove-member, else such a run ends before the write; or restore-member',
      collect,
    )
    .option('--json', 'events as JSON Lines, the run record last')
    .action((options: RunOptions, command: Command) =>
      withWorkspace(dependencies, command, async (workspace) => {
        const guard = guardRun(WRITE_WAIT_MS, printer().say);
        return runCommand(workspace, options, printer(), guard).finally(guard.release);
      }),
    );
}
