import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Home, type Running, startProgram, type WhenFinished } from '../support/program.ts';

/** The token that the workspace of these tests takes from its environment. */
export const OWN_TOKEN = 'token-of-the-test';
export const ownEnvironment = { OWN_TOKEN };

const schema = join(import.meta.dirname, '..', '..', 'sample-data', 'schemas', 'entra-to-saas.json');

export type AppEntry = {
  readonly id: string;
  readonly displayName: string;
  readonly kind: string;
  readonly schema: string;
  readonly source: Readonly<Record<string, unknown>>;
  readonly target: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, unknown>>;
};

/** The app `own`: the sample company's Entra directory into a SCIM server of the administrator's. */
export const ownApp = (baseUrl: string): AppEntry => ({
  id: 'own',
  displayName: 'Own directory',
  kind: 'entra-to-saas',
  schema: 'schemas/entra-to-saas.json',
  source: { connector: 'sample', system: 'entra' },
  target: { connector: 'scim', baseUrl, token: 'env:OWN_TOKEN' },
  settings: { scope: 'all' },
});

/** Writes a workspace folder with these apps and gives its path. */
export async function ownWorkspace(home: Home, ...apps: readonly AppEntry[]): Promise<string> {
  const folder = join(home.path, 'workspace');
  await mkdir(join(folder, 'schemas'), { recursive: true });
  await copyFile(schema, join(folder, 'schemas', 'entra-to-saas.json'));
  await writeFile(join(folder, 'provision.json'), JSON.stringify({ name: 'Own workspace', apps }, null, 2));
  return folder;
}

export type Served = { readonly baseUrl: string; readonly port: number; readonly running: Running };

/** `provision target serve` in a process of its own, ready for requests. Port 0 takes a free one. */
export async function serveTarget(
  home: Home,
  options: { readonly port?: number; readonly whenFinished?: WhenFinished } = {},
): Promise<Served> {
  const { port = 0, ...rest } = options;
  const args = ['target', 'serve', '--port', String(port), '--data', join(home.path, 'target')];
  const running = await startProgram([...args, '--token-env', 'OWN_TOKEN'], {
    home,
    env: ownEnvironment,
    ...rest,
  });
  const [, baseUrl = ''] = await running.said(/SCIM 2\.0 server at (\S+)\n/);
  return { baseUrl, port: Number(new URL(baseUrl).port), running };
}

type Json = Readonly<Record<string, unknown>>;
export type ScimAnswer = { readonly status: number; readonly body: Json };

/** A client of the target that is not ours. */
export async function scim(
  baseUrl: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  resource?: Json,
): Promise<ScimAnswer> {
  const answer = await fetch(`${baseUrl}/${path}`, {
    method,
    headers: { authorization: `Bearer ${OWN_TOKEN}`, 'content-type': 'application/scim+json' },
    ...(resource === undefined ? {} : { body: JSON.stringify(resource) }),
  });
  return { status: answer.status, body: (await answer.json()) as Json };
}

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** The user whose `userName` it is, or undefined. */
export async function userNamed(baseUrl: string, userName: string): Promise<Json | undefined> {
  const filter = encodeURIComponent(`userName eq "${userName}"`);
  const { body } = await scim(baseUrl, 'GET', `Users?filter=${filter}`);
  const found = (body['Resources'] ?? []) as readonly Json[];
  return found[0];
}
