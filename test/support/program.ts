import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { withLock } from '../../src/disk/file-lock.ts';
import { identifyProcess } from '../../src/disk/process-identity.ts';

const root = join(import.meta.dirname, '..', '..');
const program = join(root, 'dist', 'provision.js');
const BUILD_LIMIT_MS = 300_000;

/** Registers what is done when a test is over; concurrent tests hand in the hook of their context. */
export type WhenFinished = typeof onTestFinished;

async function newestIn(folder: string): Promise<number> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const times = await Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs),
  );
  return Math.max(...times);
}

async function isBuilt(): Promise<boolean> {
  const built = await stat(program).catch(() => undefined);
  return built !== undefined && built.mtimeMs > (await newestIn('src'));
}

async function build(): Promise<void> {
  if (await isBuilt()) return;
  await promisify(execFile)(process.execPath, ['test/tooling/build.mjs'], { cwd: root });
}

let building: Promise<void> | undefined;

/** The path of the program, built once by whichever test process comes first. */
export async function builtProgram(): Promise<string> {
  building ??= identifyProcess().then((owner) =>
    withLock({ path: join(tmpdir(), 'provision-test-build.lock'), owner, limitMs: BUILD_LIMIT_MS }, build),
  );
  await building;
  return program;
}

/** A user of the program: folders of their own, nothing of the machine's. */
export type Home = {
  readonly path: string;
  /** The program's state folder. */
  readonly state: string;
  readonly env: Readonly<Record<string, string>>;
};

/** Folders of this test alone, removed when it is over. */
export async function freshHome(whenFinished: WhenFinished = onTestFinished): Promise<Home> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'provision-home-')));
  whenFinished(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
  return {
    path,
    state: join(path, 'state', 'provision-on-demand'),
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: path,
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      XDG_STATE_HOME: join(path, 'state'),
      XDG_CONFIG_HOME: join(path, 'config'),
      XDG_CACHE_HOME: join(path, 'cache'),
    },
  };
}

export type Headless = {
  readonly home: Home;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Loaded into the program's process before the program. */
  readonly preload?: string;
  readonly whenFinished?: WhenFinished;
};

export type Finished = {
  readonly stdout: string;
  readonly stderr: string;
  /** undefined when a signal ended the process. */
  readonly exitCode: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
};

export type Running = {
  readonly process: ChildProcess;
  /** Resolves with the match as soon as stdout has it; rejects when the program ends without it. */
  readonly said: (content: RegExp) => Promise<RegExpExecArray>;
  readonly finished: Promise<Finished>;
};

/** Starts the built program without a terminal. It is killed at the end of the test when it still lives then. */
export async function startProgram(args: readonly string[], options: Headless): Promise<Running> {
  const { home, env = {}, cwd = home.path, preload, whenFinished = onTestFinished } = options;
  const file = await builtProgram();
  const before = preload === undefined ? [] : ['--import', preload];
  const child = spawn(process.execPath, [...before, file, ...args], {
    cwd,
    env: { ...home.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk;
    });
  }
  const finished = once(child, 'close').then(
    ([code, signal]): Finished => ({
      ...text,
      exitCode: code ?? undefined,
      signal: signal ?? undefined,
    }),
  );
  whenFinished(async () => {
    child.kill('SIGKILL');
    await finished;
  });
  const said = (content: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const match = content.exec(text.stdout);
        if (match !== null) resolve(match);
      };
      child.stdout.on('data', look);
      void finished.then(() => reject(new Error(`${content} was never said:\n${text.stdout}${text.stderr}`)));
      look();
    });
  return { process: child, said, finished };
}

/** Runs the built program to its end. */
export async function runProgram(args: readonly string[], options: Headless): Promise<Finished> {
  const { finished } = await startProgram(args, options);
  return finished;
}
