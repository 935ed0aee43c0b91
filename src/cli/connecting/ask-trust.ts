import { trustedCommands } from '../../state/trusted-commands.ts';
import { secretReferencesOf } from '../../workspace/scim/scim-config.ts';
import type { Host } from '../host.ts';
import type { Printer } from '../printer.ts';
import { askYes } from './ask.ts';
import type { OpenWorkspace } from './open-workspace.ts';

/** The commands by which a workspace fetches its secrets, each once. */
function commandsOf({ workspace }: OpenWorkspace): readonly (readonly string[])[] {
  const secrets = workspace.apps.flatMap(({ target }) =>
    target.connector === 'scim' && target.server === 'remote' ? secretReferencesOf(target) : [],
  );
  const commands = secrets.flatMap((secret) => (secret.kind === 'cmd' ? [secret.command] : []));
  return [...new Map(commands.map((command) => [JSON.stringify(command), command])).values()];
}

/**
 * Asks, on the normal screen and before the wizard opens, about every command of the workspace that nobody has allowed
 * yet. Without a yes the app is there, but its token cannot be had.
 */
export async function askTrust(host: Host, opened: OpenWorkspace, printer: Printer): Promise<void> {
  const { directory, sample } = opened.workspace;
  if (sample) return;
  const trusted = trustedCommands(host.places.state);
  for (const command of commandsOf(opened)) {
    if (await trusted.has({ workspace: directory, command })) continue;
    printer.data(`The workspace ${directory} runs this command to get a secret:`);
    printer.data(`  ${command.map((word) => JSON.stringify(word)).join(' ')}`);
    const isAllowed = await askYes(host, 'Allow it from now on?', host.stdout);
    if (isAllowed) await trusted.add({ workspace: directory, command });
  }
}
