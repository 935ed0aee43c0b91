import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { present } from '../../domain/present.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  heeding,
  isMisbehaviour,
  type MisbehaviourName,
  misbehaviours,
} from '../../emulators/scim/misbehaviour/table.ts';
import { startScimServer } from '../../emulators/scim/start.ts';
import { attemptOnDisk } from '../../state/state-problem.ts';
import { resolveSecret } from '../../workspace/secrets/secret.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import type { Printer } from '../printer.ts';
import { type CommandProblem, problem } from '../problem.ts';
import type { CommandDependencies } from './dependencies.ts';
import { wholeNumber } from './whole-number.ts';

export type ServeOptions = {
  readonly port: number;
  readonly data: string;
  readonly tokenEnv?: string;
  readonly misbehave?: readonly MisbehaviourName[];
  readonly slowMs?: number;
  readonly retryAfter?: number;
};

type Token = { readonly token: string; readonly shownAs: string };

/** A time that no misbehaviour keeps to would be ignored, and the rehearsal would be another one than was meant. */
function idleTime(
  option: string,
  meant: readonly MisbehaviourName[],
  named: readonly MisbehaviourName[],
): CommandProblem | undefined {
  if (meant.some((name) => named.includes(name))) return undefined;
  const sentence = `${option} does nothing without --misbehave ${meant.join(' or ')}. Add it, or leave ${option} out.`;
  return problem(exitCodes.usage, sentence);
}

function usageProblem({ misbehave = [], slowMs, retryAfter }: ServeOptions): CommandProblem | undefined {
  const slow = slowMs === undefined ? undefined : idleTime('--slow-ms', heeding('slowMs'), misbehave);
  if (slow !== undefined || retryAfter === undefined) return slow;
  return idleTime('--retry-after', heeding('retryAfterSeconds'), misbehave);
}

/** A token of our own: made once, and read again only from a file that nobody else can read. */
async function keptToken(host: Host, data: string): Promise<Result<Token, CommandProblem>> {
  const file = resolve(host.cwd, data, 'token');
  const access = {
    directory: host.cwd,
    env: host.env,
    uid: host.uid,
    isTrusted: () => false,
    commandLimitMs: 0,
  };
  const kept = await resolveSecret({ kind: 'file', path: file }, access, new AbortController().signal);
  if (kept.ok) return ok({ token: kept.value, shownAs: file });
  if (kept.error.code !== 'missing') {
    return fail(problem(exitCodes.badConfiguration, `${kept.error.message}. ${kept.error.fix}`));
  }
  const token = randomBytes(24).toString('base64url');
  const written = await attemptOnDisk({ doing: 'keep the token of the server', path: file }, async () => {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  });
  if (written.ok) return ok({ token, shownAs: file });
  return fail(problem(exitCodes.badConfiguration, `${written.error.message}. ${written.error.fix}`));
}

async function tokenFor(
  host: Host,
  { data, tokenEnv }: ServeOptions,
): Promise<Result<Token, CommandProblem>> {
  if (tokenEnv === undefined) return keptToken(host, data);
  const token = host.env[tokenEnv];
  if (token) return ok({ token, shownAs: `the value of ${tokenEnv}` });
  const sentence = `The environment variable ${tokenEnv} is not set, or empty. Put the token into it, or leave --token-env out.`;
  return fail(problem(exitCodes.badConfiguration, sentence));
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
): Promise<Result<ExitCode, CommandProblem>> {
  const misused = usageProblem(options);
  if (misused !== undefined) return fail(misused);
  const token = await tokenFor(host, options);
  if (!token.ok) return token;
  const { misbehave = [], slowMs, retryAfter } = options;
  const started = await startScimServer({
    directory: options.data,
    port: options.port,
    token: token.value.token,
    now: host.now,
    misbehave,
    timing: {
      ...present({ slowMs, retryAfterSeconds: retryAfter }),
    },
  });
  if (!started.ok) return fail(problem(exitCodes.unavailable, started.error.message));
  printer.data(`SCIM 2.0 server at ${started.value.baseUrl}`);
  printer.data(`Bearer token: ${token.value.shownAs}`);
  for (const { name, says } of misbehaviours)
    if (misbehave.includes(name)) printer.say(`Misbehaves: ${says}`);
  printer.say('Stop it with Ctrl+C. Its data stays.');
  await untilStopped();
  await started.value.close();
  return ok(exitCodes.success);
}

/** Adds a misbehaviour to those that were named before. */
function misbehaviour(name: string, before: readonly MisbehaviourName[] = []): readonly MisbehaviourName[] {
  if (isMisbehaviour(name)) return [...before, name];
  throw new InvalidArgumentError('`provision target serve --help` lists all.');
}

function misbehavioursAsText(): string {
  const width = Math.max(...misbehaviours.map(({ name }) => name.length));
  const rows = misbehaviours.map(({ name, says }) => `  ${name.padEnd(width)}  ${says}`);
  return ['', 'Misbehaviours: what a server does that is not as it should be.', ...rows].join('\n');
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
    .option('--misbehave <name>', 'behave as a bad server does, to rehearse; may be repeated', misbehaviour)
    .option('--slow-ms <ms>', 'how long the misbehaviour slow holds an answer', wholeNumber(0))
    .option('--retry-after <seconds>', 'what the throttling misbehaviours ask for', wholeNumber(0, 86_400))
    .addHelpText('after', misbehavioursAsText)
    .action(async (options: ServeOptions) => end(await serveCommand(host, options, printer())));
}
