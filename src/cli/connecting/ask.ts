import { createInterface } from 'node:readline/promises';
import type { Writable } from 'node:stream';
import type { Host } from '../host.ts';

/** Asks a question that only a plain yes answers with yes; Ctrl+C, Ctrl+D and a terminal that goes away are a No. */
export async function askYes(host: Host, question: string, output: Writable): Promise<boolean> {
  const lines = createInterface({ input: host.stdin, output });
  const closed = new AbortController();
  lines.once('close', () => closed.abort());
  try {
    const answer = await lines.question(`${question} [y/N] `, { signal: closed.signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch {
    return false;
  } finally {
    lines.close();
  }
}
