import { Command, CommanderError } from 'commander';
import { nearestName } from '../domain/expressions/suggest.ts';
import { fail, type Result } from '../domain/result.ts';
import { register as registerApps } from './commands/apps.ts';
import type { CommandDependencies } from './commands/dependencies.ts';
import { register as registerExpression } from './commands/expression.ts';
import { register as registerRun } from './commands/run.ts';
import { register as registerRuns } from './commands/runs.ts';
import { register as registerSample } from './commands/sample-reset.ts';
import { register as registerSchema } from './commands/schema.ts';
import { register as registerScope } from './commands/scope.ts';
import { register as registerSearch } from './commands/search.ts';
import { register as registerTarget } from './commands/target-serve.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Host } from './host.ts';
import { createPrinter } from './printer.ts';
import { type Problem, problem } from './problem.ts';
import type { WizardOptions } from './wizard.ts';

const families = [
  registerRun,
  registerSearch,
  registerApps,
  registerExpression,
  registerScope,
  registerSchema,
  registerRuns,
  registerTarget,
  registerSample,
];

/** The program with its global options; every family of commands registers itself. */
function createProgram(host: Host): Command {
  return new Command(host.calledAs)
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
    .exitOverride();
}

function noSuchCommand(program: Command, typed: string): Result<never, Problem> {
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
      else {
        for (const line of ended.error.lines) dependencies.printer().say(`provision: ${line}`);
        exitCode = ended.error.exitCode;
      }
    },
  };
  program.argument('[unknown]').usage('[options] [command]');
  program.action(async (unknown: string | undefined) => {
    if (unknown !== undefined) return dependencies.end(noSuchCommand(program, unknown));
    // What draws is loaded only for the wizard.
    const { openWizard } = await import('./wizard.ts');
    dependencies.end(await openWizard(host, options()));
  });
  for (const register of families) register(program, dependencies);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
  }
  return exitCode;
}
