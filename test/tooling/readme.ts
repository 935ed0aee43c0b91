/**
 * `npm run readme`: makes the marked sections of README.md and sample-data/provision.schema.json anew from the source.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemaText, sectionNames, withSection } from './readme/sections.ts';

const root = join(import.meta.dirname, '..', '..');
const readme = join(root, 'README.md');

await writeFile(readme, sectionNames.reduce(withSection, await readFile(readme, 'utf8')));
await writeFile(join(root, 'sample-data', 'provision.schema.json'), schemaText());
