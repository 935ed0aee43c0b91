import type { Command } from 'commander';
import { traitsOf } from '../../domain/model/app.ts';
import type { SubjectKind } from '../../domain/model/subject.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { endingOf } from '../../engine/ending.ts';
import type { Hit, SearchAnswer } from '../../search/answer.ts';
import { connect } from '../connect.ts';
import { type Directory, readDirectory } from '../directory.ts';
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts';
import { findApp, type OpenWorkspace } from '../open-workspace.ts';
import type { Printer } from '../printer.ts';
import { type Problem, problem } from '../problem.ts';
import { quietOp } from '../quiet-op.ts';
import { withWorkspace } from '../with-workspace.ts';
import type { CommandDependencies } from './dependencies.ts';
import { wholeNumber } from './whole-number.ts';

const READ_LIMIT_MS = 60_000;

export type SearchOptions = {
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

async function directoryOf(
  workspace: OpenWorkspace,
  { app: name, groups }: SearchOptions,
): Promise<Result<Directory, Problem>> {
  const found = findApp(workspace, name);
  if (!found.ok) return found;
  const { kind, displayName } = found.value.app;
  if (groups === true && !traitsOf(kind).provisionsGroups) {
    return fail(problem(exitCodes.usage, `${displayName} does not provision groups.`));
  }
  const app = await connect(workspace, found.value);
  if (!app.ok) return fail(problem(exitCodes.badConfiguration, ...app.error));
  const directory = await readDirectory(app.value, quietOp(AbortSignal.timeout(READ_LIMIT_MS)));
  await app.value.close();
  if (directory.ok) return directory;
  return fail(
    problem(exitCodeOf(endingOf(directory.error.code), directory.error.code), directory.error.message),
  );
}

/** `provision search`: what the wizard would show for a query. Every id it prints can be given to `provision run`. */
export async function searchCommand(
  workspace: OpenWorkspace,
  query: string,
  options: SearchOptions,
  printer: Printer,
): Promise<Result<ExitCode, Problem>> {
  const directory = await directoryOf(workspace, options);
  if (!directory.ok) return directory;
  const kind: SubjectKind = options.groups === true ? 'group' : 'user';
  const started = performance.now();
  const answer = directory.value[kind].search(query, { limit: options.limit, kind });
  const ms = Math.round((performance.now() - started) * 1000) / 1000;
  if (options.json === true) printer.json({ query, ms, hits: answer.hits.map(hitJson), total: answer.total });
  else printAnswer(printer, query, answer);
  for (const { listing } of answer.hidden) {
    printer.say(`${listing.displayName} (${listing.id}) is not offered: ${listing.hiddenBecause}.`);
  }
  return ok(answer.hits.length === 0 ? exitCodes.noHit : exitCodes.success);
}

/** Adds `provision search`. */
export function register(parent: Command, dependencies: CommandDependencies): void {
  parent
    .command('search')
    .description('what the wizard would show for a query')
    .argument('<query>')
    .requiredOption('--app <id>', 'the app, as `provision apps` names it')
    .option('--groups', 'groups instead of users')
    .option('--limit <n>', 'at most so many hits', wholeNumber(1), 20)
    .option('--json', 'one JSON line: query, ms, hits, total')
    .action((query: string, options: SearchOptions, command: Command) =>
      withWorkspace(dependencies, command, (workspace) =>
        searchCommand(workspace, query, options, dependencies.printer()),
      ),
    );
}
