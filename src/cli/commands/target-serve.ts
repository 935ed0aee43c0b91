import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { fail, ok, type Result } from '../../domain/result.ts';
import { startScimServer } from '../../scim-server/start.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import type { Printer } from '../printer.ts';
import { type Problem, problem } from '../problem.ts';
import type { CommandDependencies } from './dependencies.ts';
import { wholeNumber } from './whole-number.ts';

export type ServeOptions = { readonly port: number; readonly data: string; readonly tokenEnv?: string };

type Token = { readonly token: string; readonly told: string };

/** The token of the environment, else one that is made once and kept in a file only this user can read. */
async function tokenFor(host: Host, { data, tokenEnv }: ServeOptions): Promise<Result<Token, Problem>> {
  if (tokenEnv !== undefined) {
    const token = host.env[tokenEnv];
    if (token) return ok({ token, told: `the value of ${tokenEnv}` });
    return fail(problem(exitCodes.badConfiguration, `The environment variable ${tokenEnv} is not set.`));
  }
  const file = join(data, 'token');
  await mkdir(data, { recursive: true, mode: 0o700 });
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.trim() !== '') return ok({ token: kept.trim(), told: file });
  const token = randomBytes(24).toString('base64url');
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  return ok({ token, told: file });
}

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

/** `provision target serve`: the embedded SCIM server alone, on loopback, until it is stopped. */
export async function serveCommand(
  host: Host,
  options: ServeOptions,
  printer: Printer,
): Promise<Result<ExitCode, Problem>> {
  const token = await tokenFor(host, options);
  if (!token.ok) return token;
  const started = await startScimServer({
    directory: options.data,
    port: options.port,
    token: token.value.token,
    now: host.now,
  });
  if (!started.ok) return fail(problem(exitCodes.unavailable, started.error.message));
  printer.data(`SCIM 2.0 server at ${started.value.baseUrl}`);
  printer.data(`Bearer token: ${token.value.told}`);
  printer.say('Stop it with Ctrl+C. Its data stay.');
  await untilStopped();
  await started.value.close();
  return ok(exitCodes.success);
}

/** Adds `provision target serve`. */
export function register(parent: Command, { host, printer, end }: CommandDependencies): void {
  parent
    .command('target')
    .description('the embedded SCIM server')
    .command('serve')
    .description('serve SCIM 2.0 on 127.0.0.1 until stopped')
    .requiredOption('--port <port>', 'the port; 0 takes a free one', wholeNumber(0, 65_535))
    .requiredOption('--data <folder>', 'where the server keeps its state')
    .option('--token-env <name>', 'the environment variable with the bearer token; else a token file is made')
    .action(async (options: ServeOptions) => end(await serveCommand(host, options, printer())));
}
