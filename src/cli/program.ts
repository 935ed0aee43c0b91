import { Command, CommanderError } from 'commander';
import { nearestName } from '../domain/expressions/syntax/suggest.ts';
import { fail, type Result } from '../domain/result.ts';
import type { CommandDependencies } from './commands/dependencies.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Host } from './host.ts';
import { createPrinter } from './printer.ts';
import { type CommandProblem, problem, tell } from './problem.ts';
import { splitArguments, type WizardOptions } from './wizard/arguments.ts';
import { noTerminal } from './wizard/no-terminal.ts';

type Register = (program: Command, dependencies: CommandDependencies) => void;

/** The commands, in the order of the help. Each is loaded when it is called. */
const families: ReadonlyMap<string, () => Promise<{ readonly register: Register }>> = new Map([
  ['run', () => import('./commands/run.ts')],
  ['search', () => import('./commands/search.ts')],
  ['apps', () => import('./commands/apps.ts')],
  ['doctor', () => import('./commands/doctor/doctor.ts')],
  ['expression', () => import('./commands/expression/expression.ts')],
  ['scope', () => import('./commands/scope.ts')],
  ['schema', () => import('./commands/schema/schema.ts')],
  ['runs', () => import('./commands/runs.ts')],
  ['target', () => import('./commands/target-serve.ts')],
  ['sample', () => import('./commands/sample-reset.ts')],
  ['help', () => import('./commands/help/help.ts')],
]);

/** The command that comes first, when it is certain that no other is meant; else all, for the help and for typos. */
async function familiesFor(argv: readonly string[]): Promise<readonly Register[]> {
  const [first = ''] = splitArguments(argv).rest;
  const named = first === 'help' ? undefined : families.get(first);
  const loading = named === undefined ? [...families.values()].map((load) => load()) : [named()];
  return (await Promise.all(loading)).map(({ register }) => register);
}

/** The program with its global options; every family of commands registers itself. */
function createProgram(host: Host): Command {
  return (
    new Command(host.calledAs)
      .description(
        'Provision one user, or one group with up to five members, on demand, and see why each thing happened.',
      )
      .option('--workspace <folder>', 'the folder with provision.json')
      .option('--ascii', 'draw with ASCII characters only')
      .option('--no-color', 'draw without colours')
      // Ours knows topics as well.
      .helpCommand(false)
      .configureOutput({
        writeOut: (text) => void host.stdout.write(text),
        writeErr: (text) => void host.stderr.write(text),
      })
      .exitOverride()
  );
}

function noSuchCommand(program: Command, typed: string): Result<never, CommandProblem> {
  const names = program.commands.map((command) => command.name());
  const nearest = nearestName(typed, names);
  const hint = nearest === undefined ? `Commands: ${names.join(', ')}.` : `Did you mean ${nearest}?`;
  return fail(problem(exitCodes.usage, `There is no command "${typed}". ${hint}`));
}

/** Parses the arguments and does what they say. A usage error is exit 64; a bug passes through. */
export async function runProgram(host: Host, argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.success;
  const program = createProgram(host);
  const options = (): WizardOptions => program.opts();
  const dependencies: CommandDependencies = {
    host,
    printer: () => createPrinter(host, { ascii: options().ascii ?? false }),
    end: (ended) => {
      if (typeof ended === 'number') exitCode = ended;
      else if (ended.ok) exitCode = ended.value;
      else exitCode = tell(ended.error, dependencies.printer());
    },
  };
  program.argument('[unknown]').usage('[options] [command]');
  program.action(async (unknown: string | undefined) => {
    if (unknown !== undefined) return dependencies.end(noSuchCommand(program, unknown));
    // A call without a command is the wizard's, which is no part of this; without a terminal there is none.
    dependencies.end(fail(noTerminal(host)));
  });
  for (const register of await familiesFor(argv)) register(program, dependencies);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
  }
  return exitCode;
}
