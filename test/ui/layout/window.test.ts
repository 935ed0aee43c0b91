import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastOffset, windowAround } from '../../../src/ui/layout/window.ts';

const lists = fc.record({
  total: fc.nat(400),
  cursor: fc.nat(400),
  height: fc.integer({ min: 1, max: 60 }),
  previousStart: fc.nat(400),
});

describe('the window of a list', () => {
  it('always shows the cursor, never more rows than there are, and counts the rest', () => {
    fc.assert(
      fc.property(lists, (options) => {
        const { start, shown, above, below } = windowAround(options);
        const cursor = Math.min(options.cursor, options.total - 1);

        expect(shown).toBe(Math.min(options.total, options.height));
        expect(above + shown + below).toBe(options.total);
        expect(start).toBe(above);
        expect(below).toBeGreaterThanOrEqual(0);
        if (options.total > 0) expect(cursor >= start && cursor < start + shown).toBe(true);
      }),
    );
  });

  it('stays where it was while the cursor moves inside', () => {
    expect(windowAround({ total: 300, cursor: 57, height: 10, previousStart: 50 }).start).toBe(50);
    expect(windowAround({ total: 300, cursor: 60, height: 10, previousStart: 50 }).start).toBe(51);
    expect(windowAround({ total: 300, cursor: 49, height: 10, previousStart: 50 }).start).toBe(49);
  });
});

describe('the greatest offset of a page', () => {
  it.each([
    [10, 10, 0],
    [11, 10, 2],
    [100, 10, 91],
    [3, 1, 2],
  ])('of %i rows in %i is %i', (total, height, last) => {
    expect(lastOffset(total, height)).toBe(last);
  });
});
