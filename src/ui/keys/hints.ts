import type { Screen } from '../../session/state.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { Binding, KeySituation } from './bindings/binding.ts';
import { keyLabel } from './key-label.ts';

/** A key as people write it, and in one or two words what it does. */
export type KeyHint = { readonly keys: string; readonly label: string };

/** The keys of one table that count now and belong into the footer, most important first. */
export function hintsOf<S extends Screen>(
  table: readonly Binding<S>[],
  situation: KeySituation<S>,
  glyphs: Glyphs,
): readonly KeyHint[] {
  return table
    .filter(({ label, applies }) => label !== undefined && (applies?.(situation) ?? true))
    .map(({ keys, label = '' }) => ({
      keys: keyLabel(keys[0] ?? '', glyphs),
      label: typeof label === 'string' ? label : label(situation),
    }));
}
