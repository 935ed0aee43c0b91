import { unreachable } from '../../domain/result.ts';
import type { Intent } from '../actions.ts';
import { runScreen, type Step, withoutOverlay } from '../stack.ts';
import type { OpenOverlay, Wizard } from '../state.ts';

type Approval = Extract<OpenOverlay, { readonly kind: 'approval' }>;

function answer(wizard: Wizard, approved: boolean): Step {
  const turn = runScreen(wizard)?.turn;
  const closed = withoutOverlay(wizard);
  return turn === undefined ? [closed] : [closed, { do: 'answerApproval', turn, approved }];
}

function updateApproval(wizard: Wizard, overlay: Approval, intent: Intent): Step {
  switch (intent.type) {
    case 'cursor.moved':
    case 'tab.switched':
      return [{ ...wizard, overlay: { ...overlay, choice: overlay.choice === 'yes' ? 'no' : 'yes' } }];
    case 'row.accepted':
      return answer(wizard, overlay.choice === 'yes');
    case 'went.back':
      return answer(wizard, false);
    default:
      return [wizard];
  }
}

function updateGiveUp(wizard: Wizard, intent: Intent): Step {
  if (intent.type === 'went.back') return [withoutOverlay(wizard)];
  if (intent.type !== 'row.accepted') return [wizard];
  const turn = runScreen(wizard)?.turn;
  const closed = withoutOverlay(wizard);
  return turn === undefined ? [closed] : [closed, { do: 'abort', turn }];
}

/** An overlay takes every key until it is answered or closed. */
export function updateOverlay(wizard: Wizard, overlay: OpenOverlay, intent: Intent): Step {
  switch (overlay.kind) {
    case 'approval':
      return updateApproval(wizard, overlay, intent);
    case 'giveUp':
      return updateGiveUp(wizard, intent);
    case 'help':
      if (intent.type === 'page.scrolled') {
        const scroll = Math.max(0, Math.min(overlay.scroll + intent.by, intent.last));
        return [{ ...wizard, overlay: { ...overlay, scroll } }];
      }
      if (intent.type === 'went.back' || intent.type === 'help.toggled') return [withoutOverlay(wizard)];
      return [wizard];
    default:
      return unreachable(overlay);
  }
}
