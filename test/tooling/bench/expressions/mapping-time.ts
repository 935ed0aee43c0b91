import { limitedPatterns, PATTERN_LIMIT_MS } from '../../../../src/cli/running/pattern-limit.ts';
import {
  type CompiledMapping,
  compileMappings,
  type MappedAttribute,
  mapAttribute,
} from '../../../../src/domain/planning/map-attributes.ts';
import { ines } from '../ines.ts';
import { median, percentile } from '../numbers.ts';
import { manyMappings } from './many-mappings.ts';

const ROUNDS = 1_000;
const WARMING_UP = 500;
const PARSES = 200;

export type MappingTime = {
  readonly first: number;
  readonly p50: number;
  readonly p95: number;
  readonly floor: number;
  readonly parse: number;
  readonly traceBytes: number;
};

const runPattern = limitedPatterns(PATTERN_LIMIT_MS);
const attributes = new Map(Object.entries(ines));

type Timed<T> = { readonly ms: number; readonly value: T };

function timed<T>(work: () => T): Timed<T> {
  const started = performance.now();
  const value = work();
  return { ms: performance.now() - started, value };
}

function mapAll(compiled: readonly CompiledMapping[]): readonly MappedAttribute[] {
  const context = { attributes, now: new Date(), runPattern };
  return compiled.map((one) => mapAttribute(one, context));
}

function tracesOf(mapped: readonly MappedAttribute[]) {
  const failed = mapped.find(({ outcome, trace }) => outcome.kind === 'error' || trace === undefined);
  if (failed !== undefined) throw new Error(JSON.stringify(failed.outcome));
  return mapped.map(({ trace }) => trace);
}

/**
 * Milliseconds for mapping 25 attributes of one person, each with the value of every part of its expression. The floor
 * is `JSON.stringify` of these traces, which nobody can store or send without.
 */
export function measureMapping(): MappingTime {
  const resolved = manyMappings();
  const compiled = compileMappings(resolved);
  const first = timed(() => mapAll(compiled));
  const mapping: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < WARMING_UP + ROUNDS; round += 1) {
    const mapped = timed(() => mapAll(compiled));
    const traces = tracesOf(mapped.value);
    const written = timed(() => JSON.stringify(traces));
    if (round < WARMING_UP) continue;
    mapping.push(mapped.ms);
    floors.push(written.ms);
  }
  const parses = Array.from({ length: PARSES }, () => timed(() => compileMappings(resolved)).ms);
  return {
    first: first.ms,
    p50: median(mapping),
    p95: percentile(mapping, 0.95),
    floor: median(floors),
    parse: median(parses),
    traceBytes: JSON.stringify(tracesOf(first.value)).length,
  };
}
