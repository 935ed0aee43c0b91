import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { traitsOf } from '../../domain/model/app.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import { endingOf } from '../../engine/run/ending.ts';
import type { Hit, SearchAnswer } from '../../search/answer.ts';
import { connect } from '../connecting/connect.ts';
import { findApp, type OpenWorkspace } from '../connecting/open-workspace.ts';
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { indexFolder, openDirectory } from '../people/directory.ts';
import { createSearchService, type Timed } from '../people/search-service.ts';
import type { Printer } from '../printer.ts';
import { type CommandProblem, problem } from '../problem.ts';
import { quietOp } from '../running/quiet-op.ts';
import type { CommandDependencies } from './dependencies.ts';
import { wholeNumber } from './whole-number.ts';
import { withWorkspace } from './with-workspace.ts';

const ANSWER_LIMIT_MS = 60_000;

export type SearchCommandOptions = {
  readonly app: string;
  readonly groups?: boolean;
  readonly limit: number;
  readonly json?: boolean;
};

const hitLine = ({ listing, field, value }: Hit): string => {
  const found = field === 'displayName' ? '' : `  (${field}: ${value})`;
  const note = listing.note === undefined ? '' : `  [${listing.note}]`;
  return `${listing.id}  ${listing.displayName}${found}${note}`;
};

const hitJson = ({ listing, field, value, kind, score }: Hit) => ({
  id: listing.id,
  displayName: listing.displayName,
  field,
  value,
  kind,
  score,
});

function printAnswer(printer: Printer, query: string, answer: SearchAnswer): void {
  for (const hit of answer.hits) printer.data(hitLine(hit));
  if (answer.total > answer.hits.length) {
    printer.say(`${answer.total - answer.hits.length} more; see --limit.`);
  }
  if (answer.hits.length === 0) printer.say(`Nothing is found for "${query}".`);
}

/** The index over an app's source, whole, and what has to be closed when it is not needed any more. */
type OpenIndex = {
  readonly ask: (query: string) => Promise<Result<Timed, CommandProblem>>;
  readonly notes: readonly string[];
  readonly close: () => Promise<void>;
};

const failureProblem = ({ code, message }: Failure): CommandProblem =>
  problem(exitCodeOf(endingOf(code), code), message);

async function openIndex(
  workspace: OpenWorkspace,
  { app: name, groups, limit }: SearchCommandOptions,
): Promise<Result<OpenIndex, CommandProblem>> {
  const found = findApp(workspace, name);
  if (!found.ok) return found;
  const { kind, displayName } = found.value.app;
  if (groups === true && !traitsOf(kind).provisionsGroups) {
    return fail(problem(exitCodes.usage, `${displayName} does not provision groups.`));
  }
  const app = await connect(workspace, found.value);
  if (!app.ok) return fail(problem(exitCodes.badConfiguration, ...app.error));
  const service = createSearchService();
  const { directory, loaded } = openDirectory(app.value, {
    service,
    cacheFolder: indexFolder(workspace.host.places),
    onProgress: () => {},
  });
  const whole = await loaded;
  const close = async (): Promise<void> => {
    if (whole.ok && whole.value.isStoring) await service.finished(found.value.app.id);
    await Promise.all([service.close(), app.value.close()]);
  };
  if (!whole.ok) {
    await close();
    return fail(failureProblem(whole.error));
  }
  const ask = async (query: string): Promise<Result<Timed, CommandProblem>> => {
    const question = { kind: groups === true ? 'group' : 'user', query, limit, mayBeSkipped: false } as const;
    const answer = await directory.search(question, quietOp(AbortSignal.timeout(ANSWER_LIMIT_MS)));
    if (answer === undefined) throw new Error('a question that must be answered was skipped');
    return answer.ok ? answer : fail(failureProblem(answer.error));
  };
  return ok({ ask, notes: whole.value.notes, close });
}

const exitCodeFor = (hits: number): ExitCode => (hits === 0 ? exitCodes.noHit : exitCodes.success);

const answerJson = (query: string, { answer, ms }: Timed) => ({
  query,
  ms: Math.round(ms * 1000) / 1000,
  hits: answer.hits.map(hitJson),
  total: answer.total,
});

async function searchOnce(
  index: OpenIndex,
  query: string,
  { json }: SearchCommandOptions,
  printer: Printer,
): Promise<Result<ExitCode, CommandProblem>> {
  const answered = await index.ask(query);
  if (!answered.ok) return answered;
  const { answer } = answered.value;
  if (json === true) printer.json(answerJson(query, answered.value));
  else printAnswer(printer, query, answer);
  for (const { listing } of answer.hidden) {
    printer.say(`${listing.displayName} (${listing.id}) is not offered: ${listing.hiddenBecause}.`);
  }
  return ok(exitCodeFor(answer.hits.length));
}

/**
 * Each line of standard input is a query and gets a line of JSON, in this order. The next query is read when the answer
 * to the last one was taken.
 */
async function searchEach(
  index: OpenIndex,
  { stdin, stdout }: Host,
  printer: Printer,
): Promise<Result<ExitCode, CommandProblem>> {
  let hits = 0;
  let queries = 0;
  for await (const query of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const answered = await index.ask(query);
    if (!answered.ok) return answered;
    queries += 1;
    hits += answered.value.answer.hits.length;
    printer.json(answerJson(query, answered.value));
    if (stdout.writableNeedDrain) await drained(stdout);
    if (stdout.destroyed) break;
  }
  return ok(queries === 0 ? exitCodes.success : exitCodeFor(hits));
}

/** Resolves when more can be written, and when nobody reads any more. */
const drained = (stdout: Host['stdout']): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      stdout.off('drain', done);
      stdout.off('close', done);
      resolve();
    };
    stdout.on('drain', done);
    stdout.on('close', done);
  });

/**
 * `provision search`: what the wizard would show for a query, or with `-` for each line of standard input. Every id it
 * prints can be given to `provision run`.
 */
export async function searchCommand(
  workspace: OpenWorkspace,
  query: string,
  options: SearchCommandOptions,
  printer: Printer,
): Promise<Result<ExitCode, CommandProblem>> {
  const index = await openIndex(workspace, options);
  if (!index.ok) return index;
  for (const note of index.value.notes) printer.say(note);
  try {
    return query === '-'
      ? await searchEach(index.value, workspace.host, printer)
      : await searchOnce(index.value, query, options, printer);
  } finally {
    await index.value.close();
  }
}

/** Adds `provision search`. */
export function register(parent: Command, dependencies: CommandDependencies): void {
  parent
    .command('search')
    .description('what the wizard would show for a query')
    .argument('<query>', '`-` takes each line of standard input as a query and answers with a line of JSON')
    .requiredOption('--app <id>', 'the app, as `provision apps` names it')
    .option('--groups', 'groups instead of users')
    .option('--limit <n>', 'at most so many hits', wholeNumber(1), 20)
    .option('--json', 'one JSON line: query, ms, hits, total')
    .action((query: string, options: SearchCommandOptions, command: Command) =>
      withWorkspace(dependencies, command, (workspace) =>
        searchCommand(workspace, query, options, dependencies.printer()),
      ),
    );
}
