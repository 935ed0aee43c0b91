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

type Section = {
  readonly name: string;
  /** The document that holds it, from the root of the repository. */
  readonly file: string;
  readonly make: () => string;
};

/** The parts of the documents that are made from the source. */
export const sections: readonly Section[] = [
  { name: 'keys', file: 'src/ui/keys/README.md', make: keysAsMarkdown },
  { name: 'functions', file: 'src/domain/expressions/README.md', make: functionsAsMarkdown },
  { name: 'misbehaviours', file: 'src/emulators/README.md', make: misbehavioursAsMarkdown },
];

/**
 * The text with the part between `<!-- NAME -->` and `<!-- /NAME -->` made again from the source.
 * Throws when a marker is missing.
 */
export function withSection(text: string, { name, file, make }: Section): string {
  const [opening, closing] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = text.indexOf(opening);
  const end = text.indexOf(closing);
  if (start === -1 || end < start) throw new Error(`${file} has no section ${name}`);
  return `${text.slice(0, start + opening.length)}\n\n${make()}\n${text.slice(end)}`;
}

/** The text of sample-data/provision.schema.json. */
export const schemaText = (): string => `${JSON.stringify(provisionJsonSchema(), null, 2)}\n`;
