import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fail, ok, type Result, unreachable } from '../../domain/result.ts';
import { runSecretCommand } from './secret-command.ts';
import type { SecretRef } from './secret-reference.ts';

/** Why a secret could not be had. Neither message nor fix ever contains a value, or output of a command. */
export type SecretProblem = {
  readonly code:
    | 'missing'
    | 'empty'
    | 'unsafe'
    | 'unreadable'
    | 'untrusted'
    | 'failed'
    | 'timeout'
    | 'cancelled';
  readonly message: string;
  readonly fix: string;
};

export type SecretAccess = {
  /** The workspace's folder: paths of `file:` are relative to it, commands run in it. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user id of this process; undefined where the system has none (Windows). */
  readonly uid: number | undefined;
  /** Whether the administrator has agreed that this workspace runs this command. */
  readonly isTrusted: (command: readonly string[]) => boolean | Promise<boolean>;
  /** 30,000 in the product. */
  readonly commandLimitMs: number;
};

type Secret = Promise<Result<string, SecretProblem>>;

/** Larger than every token, password and certificate; a file beyond it is not a secret. */
export const MAX_SECRET_BYTES = 64 * 1024;

/** Fetches the value behind a reference, each time anew: nothing is kept. One trailing line break is not part of it. */
export async function resolveSecret(reference: SecretRef, access: SecretAccess, signal: AbortSignal): Secret {
  if (signal.aborted)
    return fail(problem('cancelled', 'the secret was not fetched: cancelled', 'Start again.'));
  const fetched = await fetchSecret(reference, access, signal);
  if (!fetched.ok) return fetched;
  const value = fetched.value.replace(/\r?\n$/u, '');
  if (value !== '') return ok(value);
  return fail(problem('empty', `${describe(reference)} holds an empty secret`, 'Put the secret there.'));
}

async function fetchSecret(reference: SecretRef, access: SecretAccess, signal: AbortSignal): Secret {
  switch (reference.kind) {
    case 'env':
      return fromEnvironment(reference.name, access);
    case 'file':
      return fromFile(resolve(access.directory, reference.path), access.uid);
    case 'cmd':
      return fromCommand(reference.command, access, signal);
    default:
      return unreachable(reference);
  }
}

function describe(reference: SecretRef): string {
  if (reference.kind === 'env') return `the environment variable ${reference.name}`;
  if (reference.kind === 'file') return `the file ${reference.path}`;
  return `the command ${reference.command[0]}`;
}

function fromEnvironment(name: string, { env }: SecretAccess): Result<string, SecretProblem> {
  const value = env[name];
  if (value !== undefined) return ok(value);
  const message = `the environment variable ${name}, which should hold the secret, is not set`;
  return fail(problem('missing', message, `Set ${name} before you start.`));
}

/** The mode is taken from the opened file, so that it cannot be exchanged between the check and the reading. */
async function fromFile(path: string, uid: number | undefined): Secret {
  let handle: FileHandle | undefined;
  try {
    // Without O_NONBLOCK a named pipe would hold the program back until somebody writes into it.
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const facts = await handle.stat();
    if (!facts.isFile() || facts.size > MAX_SECRET_BYTES) {
      return fail(
        problem(
          'unreadable',
          `the secret file ${path} is not a file of at most 64 KB`,
          'Name the right file.',
        ),
      );
    }
    if (uid !== undefined && facts.uid !== uid) {
      return fail(
        problem('unsafe', `the secret file ${path} belongs to another user`, 'Make it your own file.'),
      );
    }
    if (uid !== undefined && (facts.mode & 0o077) !== 0) {
      return fail(
        problem('unsafe', `the secret file ${path} is open to other users`, `Run: chmod 600 ${path}`),
      );
    }
    return ok(await handle.readFile('utf8'));
  } catch (error) {
    return fail(await unopened(path, error));
  } finally {
    await handle?.close();
  }
}

/** A file that is not there can be created; one that is there and cannot be opened must not be taken for it. */
async function unopened(path: string, error: unknown): Promise<SecretProblem> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const message = `the secret file ${path} cannot be read (${code})`;
  if (code !== 'ENOENT')
    return problem('unreadable', message, 'Make it a file that you can read, mode 0600.');
  const isLink = await lstat(path).then(
    () => true,
    () => false,
  );
  return isLink
    ? problem('unreadable', `the secret file ${path} is a link to nothing`, 'Remove or correct the link.')
    : problem('missing', message, 'Create it with mode 0600.');
}

async function fromCommand(command: readonly string[], access: SecretAccess, signal: AbortSignal): Secret {
  const [program = '', ...args] = command;
  if (!(await access.isTrusted(command))) {
    const message = `this workspace wants to run ${program} to get a secret, and nobody has agreed to that yet`;
    return fail(problem('untrusted', message, 'Look at the command in provision.json and agree to it once.'));
  }
  const { directory, env, commandLimitMs } = access;
  const ended = await runSecretCommand({ program, args, directory, env, limitMs: commandLimitMs, signal });
  switch (ended.how) {
    case 'output':
      return ok(ended.text);
    case 'timeout':
      return fail(
        problem(
          'timeout',
          `${program} gave no secret within ${commandLimitMs / 1000} s`,
          'Run it by hand once.',
        ),
      );
    case 'cancelled':
      return fail(problem('cancelled', `${program} was stopped: cancelled`, 'Start again.'));
    case 'failed':
      return fail(
        problem(
          'failed',
          `${program} gave no secret: ${ended.reason}`,
          'Run it by hand in the workspace folder.',
        ),
      );
    default:
      return unreachable(ended);
  }
}

function problem(code: SecretProblem['code'], message: string, fix: string): SecretProblem {
  return { code, message, fix };
}
