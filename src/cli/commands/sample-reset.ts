import type { Command } from 'commander';
import { fail } from '../../domain/result.ts';
import type { OpenWorkspace } from '../connecting/open-workspace.ts';
import { resetSampleCompany } from '../connecting/sample-company.ts';
import { exitCodes } from '../exit-codes.ts';
import { type CommandProblem, problem } from '../problem.ts';
import type { CommandDependencies } from './dependencies.ts';
import { withWorkspace } from './with-workspace.ts';

async function refuseReset({ workspace, sampleServer }: OpenWorkspace): Promise<CommandProblem | undefined> {
  if (!workspace.sample) {
    const where = workspace.directory;
    return problem(exitCodes.usage, `${where} is not the sample workspace; nothing was reset.`);
  }
  if (!(await sampleServer.runsElsewhere())) return undefined;
  return problem(exitCodes.tryLater, 'Another wizard uses the sample company. Leave it, then reset again.');
}

/** Adds `provision sample reset`. */
export function register(parent: Command, dependencies: CommandDependencies): void {
  parent
    .command('sample')
    .description('the sample company')
    .command('reset')
    .description('its state back to the beginning')
    .action((_options: unknown, command: Command) =>
      withWorkspace(dependencies, command, async (workspace) => {
        const refused = await refuseReset(workspace);
        if (refused !== undefined) return fail(refused);
        await resetSampleCompany(workspace);
        dependencies.printer().data('The sample company is back at its beginning.');
        return exitCodes.success;
      }),
    );
}
