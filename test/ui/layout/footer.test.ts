import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyHint } from '../../../src/ui/keys/hints.ts';
import { fittingHints } from '../../../src/ui/layout/hints-row.ts';

const hints: readonly KeyHint[] = [
  { keys: 'Enter', label: 'choose' },
  { keys: 'Tab', label: 'groups' },
  { keys: 'Esc', label: 'back' },
  { keys: '?', label: 'help' },
  { keys: 'Ctrl+C', label: 'leave' },
];
const shown = (width: number) => fittingHints(hints, width).map(({ label }) => label);

describe('the footer', () => {
  it.each([
    [80, ['choose', 'groups', 'back', 'help', 'leave']],
    [50, ['choose', 'groups', 'back', 'help']],
    [30, ['choose', 'help']],
    [5, ['help']],
  ])('in %i cells drops the least important keys, help last of all', (width, labels) => {
    expect(shown(width)).toEqual(labels);
  });

  it('keeps the order of what is left', () => {
    fc.assert(
      fc.property(fc.nat(100), (width) => {
        const all = hints.map(({ label }) => label);

        expect(shown(width)).toEqual(all.filter((label) => shown(width).includes(label)));
      }),
    );
  });
});
