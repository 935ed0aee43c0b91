import { createInterface } from 'node:readline/promises';
import { trustedCommands } from '../state/trusted-commands.ts';
import type { Host } from './host.ts';
import type { OpenWorkspace } from './open-workspace.ts';
import type { Printer } from './printer.ts';

/** The commands by which a workspace fetches its secrets. */
function commandsOf({ workspace }: OpenWorkspace): readonly (readonly string[])[] {
  return workspace.apps.flatMap(({ target }) =>
    target.connector === 'scim' && target.server === 'remote' && target.token.kind === 'cmd'
      ? [target.token.command]
      : [],
  );
}

/** Ctrl+C, Ctrl+D and a terminal that goes away are a No. */
async function ask(host: Host, question: string): Promise<string> {
  const lines = createInterface({ input: host.stdin, output: host.stdout });
  const closed = new AbortController();
  lines.once('close', () => closed.abort());
  try {
    return await lines.question(question, { signal: closed.signal });
  } catch {
    return '';
  } finally {
    lines.close();
  }
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
    const answer = await ask(host, 'Allow it from now on? [y/N] ');
    if (/^y(es)?$/i.test(answer.trim())) await trusted.add({ workspace: directory, command });
  }
}
