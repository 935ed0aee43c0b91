import { describe, expect, it } from 'vitest';
import { limitedPatterns, limitedTogether, limitedWork } from '../../../src/cli/running/pattern-limit.ts';

const run = limitedPatterns(50);
const matches = (pattern: RegExp, text: string) => run(pattern, text, (safe) => safe.test(text));

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
    ['nested repetition with a flag, about which nothing is proven', /^(a+)+$/i, `${'a'.repeat(40)}b`],
  ])('is cut off: %s', (_what, pattern, text) => {
    expect(matches(pattern, text)).toEqual({ ok: false, error: 'too-slow' });
  });

  it('can be followed by another one after it was cut off', () => {
    matches(/^(a+)+$/, `${'a'.repeat(40)}b`);

    expect(matches(/^(b+)+$/, 'bbb')).toEqual({ ok: true, value: true });
  });
});

/** Never ends in its first tries. */
function slowAtFirst(tries: number): () => string {
  let left = tries;
  return () => {
    left -= 1;
    while (left >= 0);
    return 'done';
  };
}

describe('the limit', () => {
  const nothing = () => 0;

  it('counts the time that the thread had, so that a busy machine only means another try', () => {
    expect(limitedWork(50, nothing)(slowAtFirst(1))).toEqual({ ok: true, value: 'done' });
  });

  it('is reached once most of it was spent, however little time has passed', () => {
    let spent = 0;
    const greedy = () => {
      spent += 4;
      return spent;
    };

    expect(limitedWork(5, greedy)(slowAtFirst(1))).toEqual({ ok: false, error: 'too-slow' });
  });

  it('ends also on a machine that never has time', () => {
    expect(limitedWork(2, nothing)(slowAtFirst(99))).toEqual({ ok: false, error: 'too-slow' });
  });

  it('holds for the sum of many patterns, each of which is within it', () => {
    const together = limitedTogether(limitedPatterns(10_000), 20);
    const text = 'a'.repeat(24);
    const answers = Array.from({ length: 300 }, () =>
      together(/^(a+)+$/, `${text}b`, (pattern) => pattern.test(`${text}b`)),
    );

    expect(answers[0]).toEqual({ ok: true, value: false });
    expect(answers.at(-1)).toEqual({ ok: false, error: 'too-slow' });
  });
});
