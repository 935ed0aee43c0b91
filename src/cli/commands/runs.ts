import type { Command } from 'commander';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { RunJournal } from '../../state/runs/journal.ts';
import type { StoredRun } from '../../state/runs/stored-run.ts';
import type { StateProblem } from '../../state/state-problem.ts';
import { endingWord, stepTitle } from '../../ui/words.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Printer } from '../printer.ts';
import { type CommandProblem, problem } from '../problem.ts';
import { cutOffSentence } from '../running/cut-off.ts';
import { printResult } from '../running/plain-run.ts';
import type { CommandDependencies } from './dependencies.ts';
import { wholeNumber } from './whole-number.ts';
import { withJournal } from './with-workspace.ts';

const asProblem = ({ code, message, fix }: StateProblem): CommandProblem =>
  problem(
    code === 'notFound' || code === 'ambiguous' ? exitCodes.usage : exitCodes.badConfiguration,
    `${message}. ${fix}`,
  );

function runLine(run: StoredRun): string {
  const { record, state, runId } = run;
  const preview = record.evidence.mode === 'preview' ? ' (preview)' : '';
  const name = record.sourceIdentity.displayName ?? record.sourceIdentity.id ?? '';
  const result =
    state === 'finished' ? `${record.action} ${endingWord(record)}` : endingWord(record).toLowerCase();
  return `${runId}  ${record.startTime}  ${record.evidence.app.id}  ${name}  ${result}${preview}`;
}

type ListOptions = { readonly limit: number; readonly json?: boolean };

/** `provision runs list`: newest first. */
export async function printRunList(
  journal: RunJournal,
  options: ListOptions,
  printer: Printer,
): Promise<Result<ExitCode, CommandProblem>> {
  const runs = await journal.listRuns(options.limit);
  if (!runs.ok) return fail(asProblem(runs.error));
  for (const run of runs.value.runs) {
    if (options.json === true) printer.json({ runId: run.runId, state: run.state, record: run.record });
    else printer.data(runLine(run));
  }
  for (const { file, reason } of runs.value.unreadable) printer.say(`${file} cannot be read: ${reason}`);
  return ok(exitCodes.success);
}

/** `provision runs show ID`: the record of one run, by its id or the beginning of it. */
export async function showRun(
  journal: RunJournal,
  id: string,
  options: { readonly json?: boolean },
  printer: Printer,
): Promise<Result<ExitCode, CommandProblem>> {
  const run = await journal.readRun(id);
  if (!run.ok) return fail(asProblem(run.error));
  const { record, state } = run.value;
  if (options.json === true) {
    printer.json(record);
    return ok(exitCodes.success);
  }
  if (state === 'cutOff') printer.data(cutOffSentence(run.value));
  if (state === 'running') printer.data(`This run is going on in process ${run.value.process.pid}.`);
  for (const card of record.evidence.cards) {
    const title = stepTitle(card.step, record.evidence.subject.kind);
    const word = card.state === 'running' && state === 'cutOff' ? 'cut off' : card.state;
    printer.data(`[${word}] ${title}${card.sentence === undefined ? '' : `: ${card.sentence}`}`);
  }
  printResult(printer, record);
  return ok(exitCodes.success);
}

/** `provision runs prune`: forgets runs older than the given days. */
export async function printPruned(
  journal: RunJournal,
  olderThanDays: number,
  printer: Printer,
): Promise<Result<ExitCode, CommandProblem>> {
  const pruned = await journal.prune({ olderThanDays });
  if (!pruned.ok) return fail(asProblem(pruned.error));
  printer.data(`${pruned.value} runs older than ${olderThanDays} days deleted.`);
  return ok(exitCodes.success);
}

/** Days for which runs are kept unless told otherwise. */
const RUNS_KEPT_DAYS = 90;

/** Adds `provision runs list|show|prune`. */
export function register(parent: Command, dependencies: CommandDependencies): void {
  const { printer } = dependencies;
  const runs = parent.command('runs').description('the journal of earlier runs');
  runs
    .command('list', { isDefault: true })
    .description('newest first')
    .option('--limit <n>', 'at most so many', wholeNumber(1), 50)
    .option('--json', 'one JSON line a run')
    .action((options: ListOptions) =>
      withJournal(dependencies, (journal) => printRunList(journal, options, printer())),
    );
  runs
    .command('show')
    .argument('<id>')
    .description('the record of one run; the beginning of its id is enough')
    .option('--json', 'the run record as JSON')
    .action((id: string, options: { readonly json?: boolean }) =>
      withJournal(dependencies, (journal) => showRun(journal, id, options, printer())),
    );
  runs
    .command('prune')
    .description('delete old runs')
    .option('--older-than <days>', 'days to keep', wholeNumber(1), RUNS_KEPT_DAYS)
    .action(({ olderThan }: { readonly olderThan: number }) =>
      withJournal(dependencies, (journal) => printPruned(journal, olderThan, printer())),
    );
}
