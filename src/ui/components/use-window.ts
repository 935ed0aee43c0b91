import { useRef } from 'react';
import { type Window, windowAround } from '../layout/window.ts';

/**
 * The window of a list, kept where it was as long as the cursor stays inside. Where it was is no state of the wizard:
 * it depends on the size of this terminal only.
 */
export function useWindow(options: {
  readonly total: number;
  readonly cursor: number;
  readonly height: number;
}): Window {
  const start = useRef(0);
  const window = windowAround({ ...options, previousStart: start.current });
  start.current = window.start;
  return window;
}
