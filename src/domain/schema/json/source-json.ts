import type { MappingSource } from '../types.ts';
import { findWord, sourceTypes } from '../words.ts';
import type { SourceJson } from './shape.ts';

/** Parameters are data from outside: a tree deeper than any expression may be is cut, not followed. */
const MAX_NESTING = 200;

/**
 * Omitted arguments are absent from the parameters, so their position has to be known. Keys of other functions are
 * not documented; their parameters are taken in file order.
 */
const positions: Readonly<Record<string, readonly string[]>> = {
  Replace: [
    'source',
    'Find',
    'regexPattern',
    'regexGroupName',
    'Replacement',
    'replacementAttributeName',
    'template',
  ],
};

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

type Parameter = { readonly key: string; readonly text: string };

function parametersOf(found: unknown, depth: number): readonly Parameter[] {
  if (!Array.isArray(found) || depth > MAX_NESTING) return [];
  return found.map((entry: { key?: unknown; value?: SourceJson | null } | null) => ({
    key: String(entry?.key ?? ''),
    text: entry?.value ? expressionText(entry.value, depth + 1) : '',
  }));
}

function argumentTexts(name: string, parameters: readonly Parameter[]): readonly string[] {
  const known = positions[name];
  if (known === undefined) return parameters.map(({ text }) => text);
  return known.map((key) => parameters.find((parameter) => parameter.key === key)?.text ?? '');
}

/** The text form of a source; made from its parameter tree where a file leaves the text out. */
function expressionText(found: SourceJson, depth: number): string {
  if (found.expression) return found.expression;
  const name = found.name ?? '';
  switch (findWord(sourceTypes, found.type ?? '')) {
    case 'Constant':
      return quoted(name);
    case 'Function':
      return `${name}(${argumentTexts(name, parametersOf(found['parameters'], depth)).join(', ')})`;
    default:
      return `[${name}]`;
  }
}

export function readSource(found: SourceJson): MappingSource {
  return {
    type: findWord(sourceTypes, found.type ?? '') ?? 'Attribute',
    ...(typeof found.name === 'string' && { name: found.name }),
    expression: expressionText(found, 0),
  };
}

/** The parameter tree is left empty: it repeats the expression, and the old one would contradict a changed one. */
export function encodeSource({ type, name, expression }: MappingSource): Record<string, unknown> {
  return { type, name: name ?? null, expression, parameters: [] };
}
