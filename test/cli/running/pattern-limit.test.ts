import { describe, expect, it } from 'vitest';
import { limitedPatterns } from '../../../src/cli/running/pattern-limit.ts';

const run = limitedPatterns(50);
const matches = (pattern: RegExp, text: string) => run(pattern, (safe) => safe.test(text));

describe('a pattern of a configuration', () => {
  it.each([
    [/^[a-z]+$/, 'ada', true],
    [/(\.)*$/, 'name..', true],
    [/^(?:[0-9]{5}|C-[0-9]{5})$/, '21451', true],
    [/^\d{5}$/, 'abc', false],
  ])('%s is answered', (pattern, text, expected) => {
    expect(matches(pattern, text)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['a repetition that can begin anywhere, on a very long text', /[a-z]*1/, 'a'.repeat(200_000)],
    ['many alternatives one after the other', new RegExp(`^${'(a|a)'.repeat(40)}b`), 'a'.repeat(41)],
    ['nested repetition', /^(a+)+$/, `${'a'.repeat(40)}b`],
    ['alternatives that overlap', /^(a|a)*$/, `${'a'.repeat(40)}b`],
    ['many optional parts', new RegExp(`${'a?'.repeat(30)}${'a'.repeat(30)}c`), 'a'.repeat(45)],
    ['neighbours that overlap, on a long text', /[a-z]*[a-z]*[a-z]*[a-z]*1/, 'a'.repeat(5000)],
  ])('is cut off: %s', (_what, pattern, text) => {
    expect(matches(pattern, text)).toEqual({ ok: false, error: 'too-slow' });
  });

  it('can be followed by another one after it was cut off', () => {
    matches(/^(a+)+$/, `${'a'.repeat(40)}b`);

    expect(matches(/^(b+)+$/, 'bbb')).toEqual({ ok: true, value: true });
  });
});
