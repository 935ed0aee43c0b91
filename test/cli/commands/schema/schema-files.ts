import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Home } from '../../../support/program.ts';

const schemas = join(import.meta.dirname, '..', '..', '..', '..', 'sample-data', 'schemas');
const sample = (name: string): string => join(schemas, `${name}.json`);
export const workday = sample('workday-to-ad');

/** The Workday schema with one text in it replaced by another, in a file of its own. */
export async function edited(home: Home, file: string, from: string, to: string): Promise<string> {
  const path = join(home.path, file);
  const text = await readFile(workday, 'utf8');
  if (!text.includes(from)) throw new Error(`the schema does not hold ${from}`);
  await writeFile(path, text.replace(from, to));
  return path;
}

/** Writes "company" in capitals. */
export const renamed = (home: Home) =>
  edited(home, 'new.json', '"expression": "[Company]"', '"expression": "ToUpper([Company])"');

/** A file of lines, each a text or a value in JSON. */
export async function written(home: Home, file: string, lines: readonly unknown[]): Promise<string> {
  const path = join(home.path, file);
  await writeFile(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return path;
}

export const ada = { WorkerID: '21001', Company: 'Larkspur' };
export const bob = { WorkerID: '21002', Company: 'LARKSPUR' };
