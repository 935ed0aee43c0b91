import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSampleSystems, type SampleSystems } from '../../../src/connectors/sample/systems.ts';
import type { Result } from '../../../src/domain/result.ts';
import { parseSchema } from '../../../src/domain/schema/json/parse.ts';
import type { SynchronizationSchema } from '../../../src/domain/schema/types.ts';
import type { Failure } from '../../../src/engine/failure.ts';
import type { Exchange, Op, Selection } from '../../../src/engine/port.ts';

export const sampleData = join(import.meta.dirname, '..', '..', '..', 'sample-data');

/** The day on which all tests of the sample company take place. */
export const today = new Date('2026-11-21T09:00:00Z');

export const op: Op = { signal: new AbortController().signal, observe: () => undefined };

/** An operation that remembers what was asked. */
export function listeningOp(): Op & { readonly exchanges: readonly Exchange[] } {
  const exchanges: Exchange[] = [];
  return {
    ...op,
    exchanges,
    observe: (observation) => {
      if (observation.type === 'exchange') exchanges.push(observation.exchange);
    },
  };
}

export const systemsIn = (stateDirectory: string): SampleSystems =>
  createSampleSystems({ dataDirectory: sampleData, stateDirectory, now: () => today });

export async function schemaOf(file: string): Promise<SynchronizationSchema> {
  const path = join(sampleData, 'schemas', file);
  const schema = parseSchema(await readFile(path, 'utf8'), path);
  if (!schema.ok) throw new Error(JSON.stringify(schema.error));
  return schema.value;
}

/** Every attribute that a shipped schema defines for an object of one of its directories. */
export async function selectionOf(file: string, directory: string, objectType: string): Promise<Selection> {
  const { directories } = await schemaOf(file);
  const found = directories
    .filter(({ name }) => name === directory)
    .flatMap(({ objects }) => objects)
    .find(({ name }) => name === objectType);
  if (found === undefined) throw new Error(`${file} has no ${objectType} in ${directory}`);
  return { objectType, attributes: found.attributes };
}

/** What a call that must succeed gives. */
export function value<T>(result: Result<T, Failure>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** The failure of a call that must fail. */
export function failure(result: Result<unknown, Failure>): Failure {
  if (result.ok) throw new Error('the call succeeded');
  return result.error;
}
