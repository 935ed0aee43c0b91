import type { Command } from 'commander';
import type { Result } from '../../domain/result.ts';
import { chooseTheme, type Theme } from '../../ui/theme/theme.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import type { Printer } from '../printer.ts';
import type { CommandProblem } from '../problem.ts';

/** What a family of commands needs to join the program. */
export type CommandDependencies = {
  readonly host: Host;
  /** Made when a command runs, because it depends on the global options. */
  readonly printer: () => Printer;
  /** Takes the exit code, or the problem to tell. */
  readonly end: (ended: Result<ExitCode, CommandProblem> | ExitCode) => void;
};

/** The theme of plain output: the same characters as the printer, with `--ascii` as a global option. */
export function plainTheme(host: Host, command: Command): Theme {
  const ascii = command.optsWithGlobals()['ascii'] === true;
  return chooseTheme({ env: host.env, flags: { ascii }, isTTY: false });
}
