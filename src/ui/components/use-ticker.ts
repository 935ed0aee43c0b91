import { useEffect, useState } from 'react';

/** Calm enough for a thin line: an SSH session carries some 150 bytes a tick. */
const TICK_MS = 200;

/** Counts while something moves: the one ticker behind all spinners and elapsed times. */
export function useTicker(isMoving: boolean): number {
  const [ticks, setTicks] = useState(0);
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => setTicks((count) => count + 1), TICK_MS);
    return () => clearInterval(timer);
  }, [isMoving]);
  return ticks;
}

/** True once something has lasted for a while, so that what is quick does not flicker. */
export function useLasting(isTrue: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!isTrue) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), ms);
    return () => clearTimeout(timer);
  }, [isTrue, ms]);
  return isTrue && lasting;
}
