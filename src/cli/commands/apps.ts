import type { Command } from 'commander';
import { traitsOf } from '../../domain/model/app.ts';
import { connect } from '../connecting/connect.ts';
import type { OpenWorkspace } from '../connecting/open-workspace.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Printer } from '../printer.ts';
import type { CommandDependencies } from './dependencies.ts';
import { withWorkspace } from './with-workspace.ts';

/** `provision apps`: the apps of the workspace, each with source and target, and what is wrong with it if anything is. */
export async function appsCommand(
  workspace: OpenWorkspace,
  json: boolean,
  printer: Printer,
): Promise<ExitCode> {
  let broken = false;
  for (const app of workspace.workspace.apps) {
    const { id, displayName, kind, settings } = app.app;
    const connected = await connect(workspace, app);
    if (!connected.ok) {
      broken = true;
      if (json) printer.json({ id, displayName, kind, problems: connected.error });
      else printer.data(`${id}  ${displayName}  cannot be used: ${connected.error[0]}`);
      continue;
    }
    const { source, target, mappings } = connected.value;
    if (json) {
      const provisions = Object.keys(mappings);
      printer.json({
        id,
        displayName,
        kind,
        settings,
        source: source.identity,
        target: target.identity,
        provisions,
      });
    } else {
      printer.data(
        `${id}  ${displayName}  ${source.identity.name} -> ${target.identity.name}  (${traitsOf(kind).label})`,
      );
    }
    await connected.value.close();
  }
  return broken ? exitCodes.badConfiguration : exitCodes.success;
}

/** Adds `provision apps`. */
export function register(parent: Command, dependencies: CommandDependencies): void {
  parent
    .command('apps')
    .description('the apps of the workspace')
    .option('--json', 'one JSON line an app')
    .action(({ json }: { readonly json?: boolean }, command: Command) =>
      withWorkspace(dependencies, command, (workspace) =>
        appsCommand(workspace, json === true, dependencies.printer()),
      ),
    );
}
