import { type Command, InvalidArgumentError } from 'commander';
import { guardRun } from '../../running/signals.ts';
import { type CommandDependencies, plainTheme } from '../dependencies.ts';
import { wholeNumber } from '../whole-number.ts';
import { type CheckOptions, checkCommand } from './check.ts';
import { diffCommand } from './diff.ts';
import type { DiffOptions } from './diff-options.ts';

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

  schema
    .command('diff')
    .description('what the change from one synchronization schema to another means')
    .argument('<old>', 'the schema as it was')
    .argument('<new>', 'the schema as it shall be')
    .option(
      '--users <file>',
      'compare what becomes of these people: JSON Lines, or a JSON list, of source attributes',
    )
    .option('--limit <n>', 'list at most so many people; 0 lists all', wholeNumber(0))
    .option('--json', 'one JSON line a change and a person, the counts last')
    .action(async (old: string, now: string, options: DiffOptions) => {
      // Nothing is written anywhere, so there is nothing to wait for.
      const guard = guardRun(0, printer().say);
      const setting = { host, printer: printer(), signal: guard.signal };
      end(await diffCommand({ old, now }, options, setting).finally(guard.release));
    });
}
