import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import xterm from '@xterm/headless';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Action } from '../../src/session/actions.ts';
import type { Wizard } from '../../src/session/state.ts';
import { openTerminal, type TerminalTrouble } from '../../src/ui/render.tsx';
import { created, startOfRun } from '../support/records.ts';
import { unicodeTheme } from '../support/terminal/themes.ts';
import { appsScreen, field, runScreen, wizard } from '../support/wizards.ts';

/** A stdout whose bytes go through a terminal emulator. */
class EmulatedStdout extends EventEmitter {
  readonly isTTY = true;
  readonly emulator: xterm.Terminal;
  columns: number;
  rows: number;
  written = '';
  broken: Error | undefined;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
    this.emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  }

  write(data: string): boolean {
    if (this.broken !== undefined) throw this.broken;
    this.written += data;
    this.emulator.write(data, () => this.emit('drawn'));
    return true;
  }

  screen(): string {
    const { active } = this.emulator.buffer;
    const rows = Array.from(
      { length: this.rows },
      (_, index) =>
        active
          .getLine(active.viewportY + index)
          ?.translateToString(true, 0, this.columns)
          .trimEnd() ?? '',
    );
    return rows.join('\n');
  }
}

function session(first: Wizard, size = { columns: 80, rows: 24 }) {
  const stdin = Object.assign(new PassThrough(), {
    raw: [] as boolean[],
    setRawMode(isRaw: boolean) {
      this.raw.push(isRaw);
    },
  });
  const stdout = new EmulatedStdout(size.columns, size.rows);
  // A terminal answers what it is asked.
  const held: string[] = [];
  let isFarAway = false;
  stdout.emulator.onData((answer) => void (isFarAway ? held.push(answer) : stdin.write(answer)));
  const far = {
    leave: () => {
      isFarAway = true;
    },
    /** What a terminal at the end of a long line had to say arrives. */
    arrive: () => {
      for (const answer of held.splice(0)) stdin.write(answer);
    },
    isAnswering: () => held.length > 0,
  };
  const stderr = new PassThrough();
  const actions: Action[] = [];
  const trouble: TerminalTrouble[] = [];
  const changed = new Set<() => void>();
  let current = first;
  const terminal = openTerminal({
    stdin,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr,
    store: {
      current: () => current,
      subscribe: (listener) => {
        changed.add(listener);
        return () => changed.delete(listener);
      },
      dispatch: (action) => actions.push(action),
    },
    theme: unicodeTheme,
    now: () => startOfRun,
    onTrouble: (what) => trouble.push(what),
    setTimer: () => () => {},
  });
  const set = (next: Wizard) => {
    current = next;
    for (const listener of changed) listener();
  };
  const seen = (content: string) =>
    new Promise<void>((resolve, reject) => {
      const give = setTimeout(
        () => reject(new Error(`"${content}" never came:\n${stdout.screen()}`)),
        60_000,
      );
      const look = () => {
        if (!stdout.screen().includes(content)) return;
        clearTimeout(give);
        stdout.off('drawn', look);
        resolve();
      };
      stdout.on('drawn', look);
      look();
    });
  return { terminal, stdin, stdout, stderr, actions, trouble, set, seen, far };
}

const closing: { close: () => void }[] = [];
const open = (...parameters: Parameters<typeof session>) => {
  const opened = session(...parameters);
  closing.push(opened.terminal);
  return opened;
};
afterEach(() => {
  for (const terminal of closing.splice(0)) terminal.close();
});

describe('an open terminal', () => {
  it('draws the wizard on the alternate screen, in raw mode, with bracketed paste', async () => {
    const { stdin, stdout, seen } = open(wizard(appsScreen));

    await seen('Choose app');

    expect(stdout.emulator.buffer.active.type).toBe('alternate');
    expect(stdout.written).toContain('\x1b[?2004h');
    expect(stdin.raw).toEqual([true]);
  });

  it('turns every key of a chunk into an action', async () => {
    const { stdin, actions, seen } = open(wizard(appsScreen));
    await seen('Choose app');

    stdin.write('ad\x1b[B\r');
    await new Promise(setImmediate);

    expect(actions).toEqual([
      { type: 'text.typed', text: 'a' },
      { type: 'text.typed', text: 'd' },
      { type: 'cursor.moved', by: 1 },
      { type: 'row.accepted' },
    ]);
  });

  it('draws what changed', async () => {
    const { set, seen } = open(wizard(appsScreen));
    await seen('type to filter');

    set(wizard({ ...appsScreen, filter: field('work') }));

    await seen('App: work');
  });

  it('draws the same after a resize as if it had begun at that size', async () => {
    const state = wizard(runScreen(created()), { beneath: [appsScreen] });
    const resized = open(state, { columns: 120, rows: 40 });
    const fresh = open(state, { columns: 40, rows: 12 });
    await resized.seen('Retry');

    resized.stdout.columns = 40;
    resized.stdout.rows = 12;
    resized.stdout.emulator.resize(40, 12);
    resized.stdout.emit('resize');
    await resized.seen('of 17');
    await fresh.seen('of 17');

    expect(resized.stdout.screen()).toBe(fresh.stdout.screen());
  });

  it('takes no key but Ctrl+C while it is too small to show what a key would do', async () => {
    const { stdin, actions, seen } = open(wizard(appsScreen), { columns: 30, rows: 8 });
    await seen('This terminal has 30 x 8');

    stdin.write('\r\x03');
    await new Promise(setImmediate);

    expect(actions).toEqual([{ type: 'leave.asked' }]);
  });
});

describe('closing the terminal', () => {
  it('gives everything back, once', async () => {
    const { terminal, stdin, stdout, seen } = open(wizard(appsScreen));
    await seen('Choose app');

    terminal.close();
    terminal.close();
    await vi.waitFor(() => expect(stdin.raw).toHaveLength(2));

    expect(stdin.raw).toEqual([true, false]);
    expect(stdout.written.split('\x1b[?2004l')).toHaveLength(2);
    expect(stdout.written).toContain('\x1b[?1049l');
    expect(stdout.written.lastIndexOf('\x1b[?25h')).toBeGreaterThan(stdout.written.lastIndexOf('\x1b[?25l'));
  });

  it('keeps answers that are still on their way from the shell: input is given back behind the last one', async () => {
    const { terminal, stdin, set, seen, far } = open(wizard(appsScreen));
    await seen('Choose app');
    await new Promise(setImmediate);
    far.leave();
    set(wizard({ ...appsScreen, filter: field('a text that is long enough for a question to be worth it') }));
    await seen('worth it');
    await vi.waitFor(() => expect(far.isAnswering()).toBe(true));

    terminal.close();
    expect(stdin.raw).toEqual([true]);
    far.arrive();
    await vi.waitFor(() => expect(stdin.raw).toEqual([true, false]));

    expect(stdin.listenerCount('data')).toBe(0);
  });

  it('hears Ctrl+C while it waits for them', async () => {
    const { terminal, stdin, set, seen, far, actions } = open(wizard(appsScreen));
    await seen('Choose app');
    far.leave();
    set(wizard({ ...appsScreen, filter: field('a text that is long enough for a question to be worth it') }));
    await seen('worth it');
    await vi.waitFor(() => expect(far.isAnswering()).toBe(true));
    terminal.close();

    stdin.write('\x03');
    await vi.waitFor(() => expect(actions).toEqual([{ type: 'leave.asked' }]));
    far.arrive();
  });

  it('takes no key afterwards', async () => {
    const { terminal, stdin, actions, seen } = open(wizard(appsScreen));
    await seen('Choose app');

    terminal.close();
    stdin.write('x');
    await new Promise(setImmediate);

    expect(actions).toEqual([]);
  });

  it('does not throw when the terminal has gone', async () => {
    const { terminal, stdout, trouble, seen } = open(wizard(appsScreen));
    await seen('Choose app');

    stdout.broken = Object.assign(new Error('write EIO'), { code: 'EIO' });

    expect(() => terminal.close()).not.toThrow();
    expect(trouble.map(({ where }) => where)).toContain('stdout');
  });
});

describe('a terminal that vanishes', () => {
  it.each(['stdin', 'stdout', 'stderr'] as const)(
    'is told when %s fails, and nothing is thrown',
    async (where) => {
      const opened = open(wizard(appsScreen));
      await opened.seen('Choose app');

      const stream: EventEmitter = opened[where];
      stream.emit('error', Object.assign(new Error('read EIO'), { code: 'EIO' }));

      expect(opened.trouble.map((one) => [one.where, one.error.message])).toEqual([[where, 'read EIO']]);
    },
  );

  it('is told when its input ends', async () => {
    const { stdin, trouble, seen } = open(wizard(appsScreen));
    await seen('Choose app');

    stdin.end();
    await new Promise((resolve) => stdin.once('end', resolve));

    expect(trouble.map(({ where }) => where)).toEqual(['stdin']);
  });
});
