import type { Screen } from '../../../session/state.ts';
import type { Stroke } from './stroke.ts';

/** Keys that are held down repeat at least this often; nobody presses Enter twice that fast. */
const REPEAT_MS = 60;

/** Where Enter can start a write. */
const writes: ReadonlySet<Screen['at']> = new Set(['review', 'run']);

/**
 * Tells whether a stroke is an Enter that a held-down key repeats on a screen where Enter can write: such a one is
 * ignored, so that leaning on the key runs through the wizard's questions but never through its answers.
 * `now` in milliseconds.
 */
export function createRepeatGuard(now: () => number): (stroke: Stroke, at: Screen['at']) => boolean {
  let lastEnter = Number.NEGATIVE_INFINITY;
  return (stroke, at) => {
    if (!('key' in stroke) || stroke.key !== 'enter') {
      lastEnter = Number.NEGATIVE_INFINITY;
      return false;
    }
    const isRepeat = now() - lastEnter < REPEAT_MS;
    lastEnter = now();
    return isRepeat && writes.has(at);
  };
}
