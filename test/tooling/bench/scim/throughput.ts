import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { PassMeasured } from './load.ts';
import { TOKEN } from './workspace.ts';

export const PEOPLE = 200;
const CONCURRENCIES = [1, 8] as const;

type Told = {
  /** Everybody is created, then everybody gets another title and a manager. */
  readonly passes: readonly [
    PassMeasured & { readonly journalMs?: number },
    PassMeasured & { readonly journalMs?: number },
  ];
  readonly peakKilobytes: number;
};
export type Throughput = { readonly concurrency: number; readonly runs: Told; readonly bare: Told };

const children = {
  server: import.meta.resolve('./server-child.ts'),
  runs: import.meta.resolve('./runs-child.ts'),
  bare: import.meta.resolve('./bare-child.ts'),
} as const;
type Child = keyof typeof children;

/** A child that prints one line; it lives until `end` is called, or until it ends by itself. */
async function startChild(name: Child, args: readonly string[]) {
  const file = fileURLToPath(children[name]);
  const child = spawn(process.execPath, [file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    exit.then(() => {
      throw new Error(`the child ${name} ended without an answer`);
    }),
  ]);
  const end = async (): Promise<void> => {
    child.stdin.end();
    await exit;
  };
  return { line: String(line), end };
}

/** `work` with the address of a new, empty server in a process of its own. */
async function withServer(directory: string, work: (baseUrl: string) => Promise<Told>): Promise<Told> {
  const server = await startChild('server', [directory, TOKEN]);
  return work(server.line).finally(server.end);
}

async function ask(name: Child, args: readonly string[]): Promise<Told> {
  const child = await startChild(name, args);
  await child.end();
  return JSON.parse(child.line);
}

/**
 * Runs for many people against the embedded server, and the same requests sent bare: each in a new process, against a
 * new server in another one. The bare requests are those that were sent with one run at a time.
 */
export async function measureThroughput(): Promise<readonly Throughput[]> {
  const directory = await mkdtemp(join(tmpdir(), 'provision-bench-'));
  const file = join(directory, 'sent.json');
  const all: Throughput[] = [];
  for (const concurrency of CONCURRENCIES) {
    const place = (name: string): string => join(directory, `${name}-${concurrency}`);
    const record = concurrency === 1 ? [file] : [];
    const runs = await withServer(place('runs'), (baseUrl) =>
      ask('runs', [baseUrl, String(concurrency), String(PEOPLE), ...record]),
    );
    const bare = await withServer(place('bare'), (baseUrl) =>
      ask('bare', [baseUrl, TOKEN, String(concurrency), file]),
    );
    all.push({ concurrency, runs, bare });
  }
  await rm(directory, { recursive: true, force: true });
  return all;
}
