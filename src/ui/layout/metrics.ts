import { unreachable } from '../../domain/result.ts';
import type { PageMetrics } from '../keys/bindings/binding.ts';
import { appsHeight } from '../screens/apps/apps.tsx';
import { detailsMetrics } from '../screens/details/details-page.ts';
import { helpMetrics } from '../screens/help-page.ts';
import { membersHeight } from '../screens/members/members.tsx';
import { reviewMetrics } from '../screens/review/review-page.ts';
import { searchHeight } from '../screens/search/search.tsx';
import { mappingsHeight } from '../screens/workbench/mappings.tsx';
import { workbenchMetrics } from '../screens/workbench/workbench-page.ts';
import { bodySize } from './body.ts';
import type { View } from './view.ts';

/** How far one page is and how far a page can scroll, on this terminal now. */
export function pageMetrics(view: View): PageMetrics {
  const { screen, overlay } = view.wizard;
  if (overlay?.kind === 'help') return helpMetrics(view);
  switch (screen.at) {
    case 'apps':
      return { height: appsHeight(view, screen), last: 0 };
    case 'search':
      return { height: searchHeight(view, screen), last: 0 };
    case 'members':
      return { height: membersHeight(view, screen), last: 0 };
    case 'review':
      return reviewMetrics(view, screen);
    case 'run':
      return { height: bodySize(view).rows, last: 0 };
    case 'details':
      return detailsMetrics(view, screen);
    case 'workbench':
      return workbenchMetrics(view, screen);
    case 'mappings':
      return { height: mappingsHeight(view), last: 0 };
    default:
      return unreachable(screen);
  }
}
