import type { ExitCode } from './exit-codes.ts';

/** Trouble that ends a command: sentences for stderr, each with what to do about it, and the exit code. */
export type Problem = { readonly exitCode: ExitCode; readonly lines: readonly string[] };

export const problem = (exitCode: ExitCode, ...lines: readonly string[]): Problem => ({ exitCode, lines });
