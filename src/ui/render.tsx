import { PassThrough } from 'node:stream';
import { render } from 'ink';
import { present } from '../domain/present.ts';
import type { Action } from '../session/actions.ts';
import type { Wizard } from '../session/state.ts';
import { WizardApp } from './app.tsx';
import { resolve } from './keys/resolve.ts';
import { createStrokeDecoder, type SetTimer } from './keys/strokes/decode.ts';
import { createRepeatGuard } from './keys/strokes/repeat.ts';
import type { Stroke } from './keys/strokes/stroke.ts';
import { pageMetrics } from './layout/metrics.ts';
import { isTooSmall, type Size } from './layout/view.ts';
import { createAnswerReader } from './terminal/answers.ts';
import { inkStdout } from './terminal/ink-stdout.ts';
import { SCREEN_OFF, SCREEN_ON } from './terminal/modes.ts';
import { createPainter, type Painter, type StandingFrame } from './terminal/painter.ts';
import type { Theme } from './theme/theme.ts';

const PASTE_ON = '\x1b[?2004h';
const PASTE_OFF = '\x1b[?2004l';
const CTRL_C = 0x03;

/** Where the wizard's state lives. `current` is up to date as soon as `dispatch` returns. */
export type WizardStore = {
  readonly current: () => Wizard;
  readonly subscribe: (changed: () => void) => () => void;
  readonly dispatch: (action: Action) => void;
};

/** What can go wrong with a terminal. `end` of stdin and errors such as EIO and EPIPE mean that it has gone. */
export type TerminalTrouble = {
  readonly where: 'stdin' | 'stdout' | 'stderr' | 'drawing';
  readonly error: Error;
};

export type TerminalInput = NodeJS.ReadableStream & { readonly setRawMode?: (isRaw: boolean) => unknown };

export type OpenTerminal = {
  /** Restores the terminal, synchronously and once, whatever state it is in. Call it in every exit path. */
  readonly close: () => void;
  /** Settles when everything that was drawn has reached the terminal. */
  readonly flushed: () => Promise<void>;
};

type Options = {
  readonly stdin: TerminalInput;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WritableStream;
  readonly store: WizardStore;
  readonly theme: Theme;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onTrouble: (trouble: TerminalTrouble) => void;
  /** The terminal is reached over a network: what it is sent may wait long before it is seen. */
  readonly isRemote?: boolean;
  /** The clock of a lone Esc. */
  readonly setTimer?: SetTimer;
  /** What a first frame left behind: what stands on the screen, which is on already, and what was typed meanwhile. */
  readonly early?: { readonly shown?: StandingFrame; readonly typed: readonly Uint8Array[] };
};

const realTimer: SetTimer = (strike, ms) => {
  const timer = setTimeout(strike, ms);
  return () => clearTimeout(timer);
};

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

const sizeOf = ({ columns, rows }: NodeJS.WriteStream): Size => ({
  columns: columns || 80,
  rows: rows || 24,
});

/** Errors of the streams are listened for to the very end: a terminal that vanished must not end a write half way. */
function watchStreams({ stdin, stdout, stderr, onTrouble }: Options): void {
  const tell = (where: TerminalTrouble['where']) => (error: unknown) =>
    onTrouble({ where, error: asError(error) });
  stdin.on('error', tell('stdin'));
  stdout.on('error', tell('stdout'));
  stderr.on('error', tell('stderr'));
  stdin.on('end', () => onTrouble({ where: 'stdin', error: new Error('the terminal has gone') }));
}

type RepeatGuard = ReturnType<typeof createRepeatGuard>;

/** What one stroke does now. While there is no room to show what it would do, only leaving works. */
function pressed(options: Options, isRepeat: RepeatGuard, stroke: Stroke): void {
  const { store, stdout, theme, now } = options;
  const wizard = store.current();
  const size = sizeOf(stdout);
  const small = isTooSmall(size);
  if (small && !('key' in stroke && stroke.key === 'ctrl+c')) return;
  if (isRepeat(stroke, wizard.screen.at)) return;
  const page = small ? { height: 1, last: 0 } : pageMetrics({ wizard, size, theme, now: now() });
  const action = resolve({ wizard, page }, stroke);
  if (action !== undefined) store.dispatch(action);
}

/** Does what a terminal that has gone may refuse, and tells instead of throwing. */
function attempt({ onTrouble }: Options, where: TerminalTrouble['where'], work: () => void): void {
  try {
    work();
  } catch (thrown) {
    onTrouble({ where, error: asError(thrown) });
  }
}

/** Raw mode, bracketed paste and the decoder of strokes. Returns what gives all of it back. */
function startReading(options: Options, painter: Painter): () => void {
  const { stdin, stdout } = options;
  const isRepeat = createRepeatGuard(options.now);
  const decoder = createStrokeDecoder({
    emit: (stroke) => pressed(options, isRepeat, stroke),
    setTimer: options.setTimer ?? realTimer,
  });
  const listen = createAnswerReader(painter.answered);
  const read = (chunk: Uint8Array | string): void => {
    // The decoder swallows answers: they are no keys.
    decoder.push(chunk);
    listen(chunk);
  };
  attempt(options, 'stdin', () => stdin.setRawMode?.(true));
  attempt(options, 'stdout', () => stdout.write(PASTE_ON));
  for (const chunk of options.early?.typed ?? []) read(chunk);
  stdin.on('data', read);
  stdin.resume();
  return () => {
    decoder.close();
    stdin.off('data', read);
    attempt(options, 'stdout', () => stdout.write(PASTE_OFF));
    giveBackInput(options, painter);
  };
}

/**
 * At once, or when the last answers of the terminal have been read: later they would be typed into the shell. Ctrl+C
 * counts until then, too: it abandons a write that is waited for.
 */
function giveBackInput(options: Options, painter: Painter): void {
  const { stdin, store } = options;
  const giveBack = (): void => {
    stdin.off('data', swallow);
    attempt(options, 'stdin', () => stdin.setRawMode?.(false));
    attempt(options, 'stdin', () => stdin.pause());
  };
  const listen = createAnswerReader(painter.answered);
  const swallow = (chunk: Uint8Array | string): void => {
    listen(chunk);
    if (Buffer.from(chunk).includes(CTRL_C)) store.dispatch({ type: 'leave.asked' });
    if (painter.mayTake() > 0) return;
    cancel();
    giveBack();
  };
  const mayTake = painter.mayTake();
  const cancel = mayTake > 0 ? realTimer(giveBack, mayTake) : () => {};
  if (mayTake > 0) stdin.on('data', swallow);
  else giveBack();
}

/** Ink draws whole frames into nothing but the painter; its own key handling sees a stream that is silent for ever. */
function startInk(options: Options, painter: Painter) {
  const { stdout, stderr, store, theme, now, onTrouble } = options;
  const tree = () => <WizardApp wizard={store.current()} size={sizeOf(stdout)} theme={theme} now={now} />;
  const screen = inkStdout({ size: () => sizeOf(stdout), onFrame: painter.paint });
  const instance = render(tree(), {
    stdin: new PassThrough(),
    stdout: screen,
    stderr,
    interactive: true,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  instance.waitUntilExit().catch((error: unknown) => onTrouble({ where: 'drawing', error: asError(error) }));
  return {
    instance,
    draw: () => instance.rerender(tree()),
    resize: () => {
      painter.forget();
      instance.rerender(tree());
      screen.emit('resize');
    },
  };
}

/** Draws now, on every change of the wizard, and on every resize. */
function startDrawing(options: Options, painter: Painter) {
  const { stdout, store } = options;
  if (options.early?.shown === undefined) attempt(options, 'stdout', () => stdout.write(SCREEN_ON));
  const { instance, draw, resize } = startInk(options, painter);
  let isOpen = true;
  let isDue = false;
  /** Once for any number of changes in a row. */
  const drawSoon = (): void => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      if (isOpen) draw();
    });
  };
  stdout.on('resize', resize);
  const unsubscribe = store.subscribe(drawSoon);
  return {
    flushed: () => instance.waitUntilRenderFlush(),
    stop: () => {
      isOpen = false;
      unsubscribe();
      stdout.off('resize', resize);
      painter.close();
      attempt(options, 'stdout', () => instance.unmount());
      attempt(options, 'stdout', () => stdout.write(SCREEN_OFF));
    },
  };
}

function paintOn(options: Options): Painter {
  const { stdout } = options;
  return createPainter({
    write: (bytes) => attempt(options, 'stdout', () => void stdout.write(bytes)),
    size: () => sizeOf(stdout),
    setTimer: realTimer,
    clock: () => performance.now(),
    isRemote: options.isRemote ?? false,
    ...present({ shown: options.early?.shown }),
  });
}

/**
 * Takes the terminal over: raw mode, alternate screen, bracketed paste; decodes what is typed and draws the wizard.
 * Nothing is thrown for a terminal that is gone or goes: `onTrouble` is told.
 */
export function openTerminal(options: Options): OpenTerminal {
  watchStreams(options);
  const painter = paintOn(options);
  // First what was typed ahead, so that it is in the first frame.
  const stopReading = startReading(options, painter);
  const drawing = startDrawing(options, painter);
  let isOpen = true;
  return {
    close() {
      if (!isOpen) return;
      isOpen = false;
      stopReading();
      drawing.stop();
    },
    flushed: drawing.flushed,
  };
}
