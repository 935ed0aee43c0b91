/** "Ready, no malfunction": what a terminal answers to the painter's question (DSR, ECMA-48 section 8.3.35). */
const ANSWER = '\x1b[0n';

/** Finds the answers among what is typed, wherever the chunks were cut. */
export function createAnswerReader(answered: () => void): (chunk: Uint8Array | string) => void {
  let held = '';
  return (chunk) => {
    const text = held + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1'));
    const parts = text.split(ANSWER);
    for (let count = 1; count < parts.length; count += 1) answered();
    held = (parts.at(-1) ?? '').slice(1 - ANSWER.length);
  };
}
