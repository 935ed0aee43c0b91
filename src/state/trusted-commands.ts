import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePrivateFolder, replaceFile } from '../disk/private-files.ts';

/** The commands that the administrator has allowed workspaces to run for a secret. A changed command is a new one. */
export type TrustedCommands = {
  readonly has: (command: WorkspaceCommand) => Promise<boolean>;
  readonly add: (command: WorkspaceCommand) => Promise<void>;
};

export type WorkspaceCommand = { readonly workspace: string; readonly command: readonly string[] };

const keyOf = ({ workspace, command }: WorkspaceCommand): string => JSON.stringify([workspace, ...command]);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** A file that is missing or not understood trusts nothing: the question is asked again. */
async function read(file: string): Promise<readonly string[]> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isTexts(value) ? value : [];
  } catch {
    return [];
  }
}

/** Kept in `trusted-commands.json` (mode 0600) of the state folder. */
export function trustedCommands(directory: string): TrustedCommands {
  const file = join(directory, 'trusted-commands.json');
  return {
    has: async (command) => (await read(file)).includes(keyOf(command)),
    add: async (command) => {
      await ensurePrivateFolder(directory);
      const known = new Set([...(await read(file)), keyOf(command)]);
      await replaceFile(file, `${JSON.stringify([...known], undefined, 1)}\n`);
    },
  };
}
