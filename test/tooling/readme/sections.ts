import type { FunctionDefinition } from '../../../src/domain/expressions/definition.ts';
import { functions } from '../../../src/domain/expressions/registry.ts';
import { misbehaviours } from '../../../src/emulators/scim/misbehaviour/table.ts';
import { keysAsMarkdown } from '../../../src/ui/keys/reference.ts';
import { provisionJsonSchema } from '../../../src/workspace/provision-file.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = ({ signature, help }: FunctionDefinition): string => `| \`${cell(signature)}\` | ${cell(help)} |`;

function functionsAsMarkdown(): string {
  const byName = [...functions.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return ['| Function | What it gives |', '|---|---|', ...byName.map(row), ''].join('\n');
}

function misbehavioursAsMarkdown(): string {
  const rows = misbehaviours.map(({ name, says }) => `| \`${name}\` | ${cell(says)} |`);
  return ['| Name | What the server does |', '|---|---|', ...rows, ''].join('\n');
}

const sections: ReadonlyMap<string, () => string> = new Map([
  ['keys', keysAsMarkdown],
  ['functions', functionsAsMarkdown],
  ['misbehaviours', misbehavioursAsMarkdown],
]);

export const sectionNames: readonly string[] = [...sections.keys()];

/**
 * The text with the part between `<!-- NAME -->` and `<!-- /NAME -->` made anew from the source.
 * Throws when the name is unknown or a marker is missing.
 */
export function withSection(readme: string, name: string): string {
  const make = sections.get(name);
  const [opening, closing] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = readme.indexOf(opening);
  const end = readme.indexOf(closing);
  if (make === undefined || start === -1 || end < start) throw new Error(`README.md has no section ${name}`);
  return `${readme.slice(0, start + opening.length)}\n\n${make()}\n${readme.slice(end)}`;
}

/** The text of sample-data/provision.schema.json. */
export const schemaText = (): string => `${JSON.stringify(provisionJsonSchema(), null, 2)}\n`;
