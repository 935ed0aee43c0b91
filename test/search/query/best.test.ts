import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byScore, createBest } from '../../../src/search/query/best.ts';

describe('the best of many', () => {
  it('are those that come first when all are sorted', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });
    fc.assert(
      fc.property(scores, fc.nat({ max: 20 }), (all, limit) => {
        const best = createBest(limit);

        for (const [number, score] of all.entries()) best.offer(number, score);

        const sorted = all.map((score, number) => ({ number, score })).sort(byScore);
        expect(best.sorted()).toEqual(sorted.slice(0, limit));
      }),
    );
  });
});
