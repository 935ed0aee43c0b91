import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrub } from '../../../src/connectors/transport/scrub.ts';

const secret = fc
  .string({ minLength: 3, maxLength: 12, unit: 'grapheme' })
  .filter((text) => text.isWellFormed() && !/[\0-\x1f]/.test(text));

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
/** As PHP and Python write JSON: slashes escaped, and everything but ASCII. */
const inAscii = (text: string) =>
  inJson(text)
    .replaceAll('/', String.raw`\/`)
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('a text without its secrets', () => {
  it.each([
    ['as they are', (text: string) => text],
    ['in JSON', inJson],
    ['in JSON that escapes more', inAscii],
    ['in an address', encodeURIComponent],
  ])('holds none of them as they stand %s', (_, written) => {
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (hidden, before, after) => {
        const shown = scrub(`${before}${written(hidden)}${after}`, [hidden]);

        expect(shown.replaceAll('[Redact]', '\0')).not.toContain(written(hidden));
      }),
    );
  });

  it('keeps the rest of the text', () => {
    expect(scrub('{"detail":"a\\/b= is no token \\/"}', ['a/b='])).toBe(
      '{"detail":"[Redact] is no token \\/"}',
    );
  });

  it('keeps the words that hold a secret of one or two characters', () => {
    expect(scrub('a cab', ['a', 'ca'])).toBe('a cab');
  });
});
