import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunOptions, runCommand } from '../../../../src/cli/commands/run.ts';
import { type OpenWorkspace, openWorkspace } from '../../../../src/cli/connecting/open-workspace.ts';
import type { Printer } from '../../../../src/cli/printer.ts';
import { sampleHost } from '../sample-host.ts';
import { APP, type Directory, type Objects } from './scenarios.ts';

/** Long enough for the strictest of the servers that are measured. */
export const TOKEN = 'a-token-that-is-long-enough-for-the-strictest-of-these-servers';

export type ScimBench = {
  readonly workspace: OpenWorkspace;
  /** Writes the files of the source. */
  readonly fill: (directory: Directory) => Promise<void>;
  /** What `provision run` does. Gives the line of the result: "Create, Success. Target id: …". */
  readonly run: (options: RunOptions) => Promise<string>;
  readonly remove: () => Promise<void>;
};

const lines = (objects: Objects): string =>
  Object.values(objects)
    .map((one) => `${JSON.stringify(one)}\n`)
    .join('');

async function writeWorkspace(folder: string, baseUrl: string, sampleFolder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  await copyFile(join(sampleFolder, 'schemas', 'entra-to-saas.json'), join(folder, 'schema.json'));
  await writeFile(join(folder, 'token'), TOKEN, { mode: 0o600 });
  const app = {
    id: APP,
    displayName: 'Bench',
    kind: 'entra-to-saas',
    schema: 'schema.json',
    source: { connector: 'file', path: 'people.jsonl', groups: 'groups.jsonl', assigned: 'assigned' },
    target: { connector: 'scim', baseUrl, token: 'file:token' },
  };
  await writeFile(join(folder, 'provision.json'), JSON.stringify({ name: 'Bench', apps: [app] }));
}

async function runOnce(workspace: OpenWorkspace, options: RunOptions): Promise<string> {
  const told: string[] = [];
  const printer: Printer = {
    data: (line) => told.push(line),
    json: () => {},
    say: (line) => told.push(line),
  };
  const guard = { signal: new AbortController().signal, writing: () => {}, release: () => {} };
  const ended = await runCommand(workspace, options, printer, guard);
  const result = told.findLast((line) => line.startsWith('Result: '));
  if (!ended.ok || result === undefined) throw new Error(JSON.stringify([ended, told]));
  return result.slice('Result: '.length);
}

/** A new workspace for one SCIM server, with state folders of its own, and people in files. */
export async function scimBench(baseUrl: string): Promise<ScimBench> {
  const { host, remove } = await sampleHost();
  const folder = join(host.cwd, 'workspace');
  await writeWorkspace(folder, baseUrl, host.sampleFolder);
  const opened = await openWorkspace(host, { workspace: folder, warn: () => {} });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const workspace = opened.value;
  return {
    workspace,
    remove,
    fill: async ({ people, groups }) => {
      await writeFile(join(folder, 'people.jsonl'), lines(people));
      await writeFile(join(folder, 'groups.jsonl'), lines(groups));
    },
    run: (options) => runOnce(workspace, options),
  };
}
