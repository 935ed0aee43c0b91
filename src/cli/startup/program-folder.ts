import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the program: the nearest one above a folder with the sample workspace in it. */
export function programFolder(from: string): string {
  if (existsSync(join(from, 'sample-data', 'provision.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('the sample workspace is not beside the program');
  return programFolder(parent);
}
