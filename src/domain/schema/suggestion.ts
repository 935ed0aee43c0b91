import { nearestName } from '../expressions/syntax/suggest.ts';

const SHOWN = 8;

/** "did you mean "department"?", or the names there are when none is near. */
export function suggestion(wanted: string, known: readonly string[]): string {
  const near = nearestName(wanted, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (known.length === 0) return 'there is none to choose from';
  const names = known.slice(0, SHOWN).map((name) => `"${name}"`);
  return `known names: ${names.join(', ')}${known.length > SHOWN ? ', …' : ''}`;
}
