import { afterEach, beforeEach, expect, vi } from 'vitest';

/** Ink draws nothing when it believes it runs in CI. */
delete process.env['CI'];

const unexpected: string[] = [];

beforeEach(() => {
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => {
      unexpected.push(words.map(String).join(' '));
    });
  }
});

afterEach(() => {
  const seen = unexpected.splice(0);
  vi.restoreAllMocks();
  expect(seen, 'nothing may write to the console').toEqual([]);
});
