import { type Command, InvalidArgumentError } from 'commander';
import { type CommandDependencies, plainTheme } from './dependencies.ts';
import { type CheckOptions, checkCommand } from './schema-check.ts';

/** `v34.0`, `34.0` and `34` are the same version: only the number before the dot decides about the paths. */
function workdayVersion(text: string): number {
  const major = /^v?(\d{1,3})(?:\.\d{1,3})?$/i.exec(text)?.[1];
  if (major === undefined) throw new InvalidArgumentError('It takes a version such as v34.0.');
  return Number(major);
}

/** `provision schema check|diff`: synchronization schemas without any app. */
export function register(parent: Command, dependencies: CommandDependencies): void {
  const { host, printer, end } = dependencies;
  const schema = parent.command('schema').description('synchronization schemas');

  schema
    .command('check')
    .description(
      'everything that is wrong or doubtful in a synchronization schema; exit 1 when there is an error',
    )
    .argument('<file>', 'the exported schema; - is standard input')
    .option('--sync-all', 'the app provisions all users and groups, not only assigned ones')
    .option('--workday-version <version>', 'the API version in the connection URL of Workday', workdayVersion)
    .option('--json', 'one JSON line a finding, the counts last')
    .action(async (file: string, options: CheckOptions, command: Command) => {
      const { alphabet } = plainTheme(host, command);
      end(await checkCommand(file, options, { host, printer: printer(), alphabet }));
    });
}
