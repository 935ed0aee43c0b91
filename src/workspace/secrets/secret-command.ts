import { type ExecFileException, execFile } from 'node:child_process';

export type CommandEnd =
  | { readonly how: 'output'; readonly text: string }
  | { readonly how: 'failed'; readonly reason: string }
  | { readonly how: 'timeout' }
  | { readonly how: 'cancelled' };

export type SecretCommand = {
  readonly program: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly limitMs: number;
  readonly signal: AbortSignal;
};

const MAX_OUTPUT_BYTES = 64 * 1024;

/**
 * Runs a program without a shell and gives what it wrote to standard output. What it wrote to standard error is
 * dropped, because it may quote the secret; only how the program ended is told. Never rejects.
 */
export async function runSecretCommand(command: SecretCommand): Promise<CommandEnd> {
  if (command.signal.aborted) return { how: 'cancelled' };
  const { promise, resolve } = Promise.withResolvers<CommandEnd>();
  const limit = AbortSignal.timeout(command.limitMs);
  const stop = AbortSignal.any([command.signal, limit]);
  // Settled here and not in the callback: a grandchild that keeps the pipe open would hold that back for ever.
  const abandon = (): void => {
    child.stdout?.destroy();
    child.stderr?.destroy();
    child.kill('SIGKILL');
    resolve({ how: command.signal.aborted ? 'cancelled' : 'timeout' });
  };
  const child = execFile(
    command.program,
    command.args,
    { cwd: command.directory, env: { ...command.env }, maxBuffer: MAX_OUTPUT_BYTES, encoding: 'utf8' },
    (error, output) => {
      stop.removeEventListener('abort', abandon);
      resolve(error === null ? { how: 'output', text: output } : { how: 'failed', reason: reasonOf(error) });
    },
  );
  child.stdin?.end();
  stop.addEventListener('abort', abandon, { once: true });
  return promise;
}

/** `error.message` and `error.cmd` repeat arguments and output, so neither is used. */
function reasonOf({ code, signal }: ExecFileException): string {
  if (code === 'ENOENT') return 'the program, or the workspace folder, does not exist';
  if (code === 'EACCES') return 'the program cannot be executed';
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'it wrote more than 64 KB';
  return typeof code === 'number'
    ? `it ended with exit code ${code}`
    : `it ended by ${signal ?? String(code)}`;
}
