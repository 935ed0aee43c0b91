import process from 'node:process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExitCode } from './exit-codes.ts';
import { thisHost } from './host.ts';
import type { openBackend as OpenBackend } from './wizard/backend.ts';

/** Everything but the screens: the program without the wizard, and what the wizard works on. */
export type Program = {
  /** Runs the command that the arguments name. */
  readonly main: () => Promise<ExitCode>;
  readonly openBackend: typeof OpenBackend;
};

export const main: Program['main'] = async () => {
  const { runProgram } = await import('./program.ts');
  return runProgram(await thisHost(), process.argv.slice(2));
};

/** Piece by piece, so that keys are heard between them. */
export const openBackend: Program['openBackend'] = async (request) => {
  for (const piece of [
    () => import('../workspace/load-workspace.ts'),
    () => import('./connecting/open-workspace.ts'),
  ]) {
    await piece();
    await nextTurn();
  }
  const backend = await import('./wizard/backend.ts');
  await nextTurn();
  return backend.openBackend(request);
};
