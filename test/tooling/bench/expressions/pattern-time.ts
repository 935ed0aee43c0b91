import { limitedPatterns, PATTERN_LIMIT_MS } from '../../../../src/cli/running/pattern-limit.ts';
import { type PatternRunner, runUnlimited } from '../../../../src/domain/expressions/pattern-runner.ts';
import { median } from '../numbers.ts';

const ROUNDS = 40;
const MATCHES = 100;

/** Microseconds for one match of a pattern, by a runner that limits and by one that does not. */
export type PatternTime = {
  readonly name: string;
  readonly limited: number;
  readonly unlimited: number;
};

const text = 'ines.carvalho@larkspur.example';

const patterns: readonly (readonly [string, RegExp])[] = [
  ['harmless, no quantifier: [-_@]', /[-_@]/],
  ['harmless, one repetition: ^[a-z]+', /^[a-z]+/],
  ['not proven harmless, limited: (.*)_(.*)_(.*)_(.*)|@', /(.*)_(.*)_(.*)_(.*)|@/],
];

function microseconds(run: PatternRunner, pattern: RegExp): number {
  const started = performance.now();
  for (let match = 0; match < MATCHES; match += 1) {
    const found = run(pattern, text, (one) => one.test(text));
    if (!found.ok || !found.value) throw new Error(`${pattern.source} does not match`);
  }
  return ((performance.now() - started) / MATCHES) * 1000;
}

/** What the protection against patterns that never end costs those that always do, and those that may not. */
export function measurePatterns(): readonly PatternTime[] {
  const limit = limitedPatterns(PATTERN_LIMIT_MS);
  const medianOf = (run: PatternRunner, pattern: RegExp): number =>
    median(Array.from({ length: ROUNDS }, () => microseconds(run, pattern)));
  return patterns.map(([name, pattern]) => ({
    name,
    limited: medianOf(limit, pattern),
    unlimited: medianOf(runUnlimited, pattern),
  }));
}
