import { capitalised } from '../../engine/wording.ts';
import type { Glyphs } from '../theme/glyphs.ts';

const words = new Map([
  ['escape', 'Esc'],
  ['pageup', 'PgUp'],
  ['pagedown', 'PgDn'],
  ['text', 'Letters and digits'],
]);

function part(name: string, glyphs: Glyphs, alone: boolean): string {
  if (name === 'up' || name === 'down') {
    const isAscii = glyphs.up.length === 1 && glyphs.up === '^';
    return isAscii ? capitalised(name) : glyphs[name];
  }
  const word = words.get(name);
  if (word !== undefined) return word;
  return name.length === 1 && alone ? name : capitalised(name);
}

/** A key as people write it: "Ctrl+N", "Esc", "PgDn", "r". */
export function keyLabel(key: string, glyphs: Glyphs): string {
  const parts = key.split('+');
  return parts.map((name) => part(name, glyphs, parts.length === 1)).join('+');
}
