import process from 'node:process';
import { type ExitCode, exitCodes } from './exit-codes.ts';

/** A reader that goes away (`| head`) ends the output, not the program with a stack trace. */
function survivePipes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/**
 * The one boundary for bugs: what happened, where to report it, exit 70. Whoever has taken the terminal over gives it
 * back before a bug comes to here.
 */
export async function withinBoundary(work: () => Promise<ExitCode>): Promise<void> {
  survivePipes();
  try {
    process.exitCode = await work();
  } catch (error) {
    const { storyOf } = await import('./crash-story.ts');
    const story = storyOf(error);
    process.stderr.write(`provision: a bug in the program ended it. Please report this text:\n${story}\n`);
    process.exitCode = exitCodes.bug;
  }
}
