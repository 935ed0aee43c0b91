import type { ExitCode } from './exit-codes.ts';
import type { Printer } from './printer.ts';

/** Trouble that ends a command: sentences for stderr, each with what to do about it, and the exit code. */
export type CommandProblem = { readonly exitCode: ExitCode; readonly lines: readonly string[] };

export const problem = (exitCode: ExitCode, ...lines: readonly string[]): CommandProblem => ({
  exitCode,
  lines,
});

/** Says the trouble on stderr and gives its exit code. */
export function tell({ exitCode, lines }: CommandProblem, printer: Printer): ExitCode {
  for (const line of lines) printer.say(`provision: ${line}`);
  return exitCode;
}
