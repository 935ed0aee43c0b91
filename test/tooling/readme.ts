/**
 * `npm run readme`: makes the marked sections of the documents and sample-data/provision.schema.json again from the
 * source.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemaText, sections, withSection } from './readme/sections.ts';

const root = join(import.meta.dirname, '..', '..');

for (const section of sections) {
  const path = join(root, section.file);
  await writeFile(path, withSection(await readFile(path, 'utf8'), section));
}
await writeFile(join(root, 'sample-data', 'provision.schema.json'), schemaText());
