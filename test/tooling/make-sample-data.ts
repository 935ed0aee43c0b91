/**
 * Makes sample-data/systems/*.json: `node test/tooling/make-sample-data.ts [DIRECTORY]`.
 * The people with a story come from sample-data/personas.json, the other thousand from lists of names; the same input
 * gives the same bytes. Each object stands on a line of its own.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleFiles } from './sample-data/sample-files.ts';

const root = join(import.meta.dirname, '..', '..', 'sample-data');
const directory = process.argv[2] ?? join(root, 'systems');
mkdirSync(directory, { recursive: true });
for (const [name, text] of sampleFiles(join(root, 'personas.json')))
  writeFileSync(join(directory, name), text);
