import { unreachable } from '../../domain/result.ts';
import type { Action } from '../../session/actions.ts';
import type { Screen } from '../../session/state.ts';
import { type Binding, type KeySituation, press } from './bindings/binding.ts';
import { bindings } from './bindings/bindings.ts';
import type { Stroke } from './strokes/stroke.ts';

/** What is done with the table that counts now; an overlay's table hides the screen's. */
type Visit<T> = <S extends Screen>(table: readonly Binding<S>[], situation: KeySituation<S>) => T;

export function withTable<T>({ wizard, page }: Omit<KeySituation, 'screen'>, visit: Visit<T>): T {
  const { screen, overlay } = wizard;
  if (overlay !== undefined) return visit(bindings[overlay.kind], { wizard, screen, page });
  switch (screen.at) {
    case 'apps':
      return visit(bindings.apps, { wizard, screen, page });
    case 'search':
      return visit(bindings.search, { wizard, screen, page });
    case 'members':
      return visit(bindings.members, { wizard, screen, page });
    case 'review':
      return visit(bindings.review, { wizard, screen, page });
    case 'run':
      return visit(bindings.run, { wizard, screen, page });
    case 'details':
      return visit(bindings.details, { wizard, screen, page });
    case 'workbench':
      return visit(bindings.workbench, { wizard, screen, page });
    case 'mappings':
      return visit(bindings.mappings, { wizard, screen, page });
    default:
      return unreachable(screen);
  }
}

/** What a stroke means now; undefined when it means nothing here. */
export function resolve(now: Omit<KeySituation, 'screen'>, stroke: Stroke): Action | undefined {
  return withTable(now, (table, situation) => press(table, situation, stroke));
}
