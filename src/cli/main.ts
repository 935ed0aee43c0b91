import process from 'node:process';
import { exitCodes } from './exit-codes.ts';
import { thisHost } from './host.ts';
import { runProgram } from './program.ts';

/** A reader that goes away (`| head`) ends the output, not the program with a stack trace. */
function survivePipes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** The one boundary for bugs: what happened, where to report it, exit 70. */
export async function main(): Promise<void> {
  survivePipes();
  try {
    process.exitCode = await runProgram(await thisHost(), process.argv.slice(2));
  } catch (error) {
    const story = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`provision: a bug in the program ended it. Please report this text:\n${story}\n`);
    process.exitCode = exitCodes.bug;
  }
}
