import type { Intent } from '../actions.ts';
import { mappingRows } from '../rows.ts';
import { pop, type Step, show, workbenchScreen } from '../stack.ts';
import type { MappingsScreen, Wizard } from '../state.ts';
import { edit, fieldWith, insert } from '../text-field.ts';
import { evaluated } from '../workbench/attempts.ts';
import type { KnownMapping } from '../workbench/language.ts';

function take(wizard: Wizard, mapping: KnownMapping): Step {
  const back = pop(wizard);
  const screen = workbenchScreen(back);
  if (screen === undefined) return [back];
  const field = fieldWith(mapping.expression);
  return evaluated(back, { ...screen, mapping, field, list: 'away', cursor: 0, scroll: 0 });
}

/** What a key does on the list of mappings. */
export function updateMappings(wizard: Wizard, screen: MappingsScreen, intent: Intent): Step {
  switch (intent.type) {
    case 'text.typed':
      return [show(wizard, { ...screen, field: insert(screen.field, intent.text), cursor: 0 })];
    case 'text.edited':
      return [show(wizard, { ...screen, field: edit(screen.field, intent.edit), cursor: 0 })];
    case 'row.accepted': {
      const chosen = mappingRows(wizard, screen)[screen.cursor];
      return chosen === undefined ? [wizard] : take(wizard, chosen);
    }
    default:
      return [wizard];
  }
}
