import { unreachable } from '../../domain/result.ts';
import { workbenchScreen } from '../../session/stack.ts';
import type { Screen, Wizard } from '../../session/state.ts';
import { cells } from '../text/cells.ts';
import { fitLine, identifier, type Row } from '../text/lay.ts';
import { type Line, line, plainText, span, type TextSpan } from '../text/line.ts';
import { safeText } from '../text/safe-text.ts';
import { systemPlace } from '../words.ts';
import { aboutOf, runOf, systemsOf, type View } from './view.ts';

const PRODUCT = 'Provision on demand';
/** The name of the command, where the name of the workspace would be cut otherwise. */
const SHORT_PRODUCT = 'Provision';
/** Below this every row of the terminal counts. */
const ROOMY = 18;

function workspaceSpans({ wizard: { workspace } }: View): readonly (string | TextSpan)[] {
  if (!workspace.sample) return [workspace.name];
  return [span('sample data', { tone: 'warn', bold: true }), `  ${workspace.name}`];
}

function workspaceLine(view: View): Line {
  const { size, theme } = view;
  const name = workspaceSpans(view);
  const whole = line(span(PRODUCT, { bold: true }), '  ', ...name);
  const fits = cells(safeText(plainText(whole), theme.alphabet)) <= size.columns;
  return fits ? whole : line(span(SHORT_PRODUCT, { bold: true }), '  ', ...name);
}

function titleOf(wizard: Wizard, screen: Screen): Line {
  const bold = (text: string) => span(text, { bold: true });
  switch (screen.at) {
    case 'apps':
      return line(bold('Choose app'));
    case 'search':
      return line(
        bold(screen.forWorkbench === undefined ? 'Search' : 'Choose whose values to try with'),
        `  ${screen.app.displayName}`,
      );
    case 'members':
      return line(bold('Members'), `  ${screen.group.displayName}`);
    case 'review':
      return line(bold('Review'), `  ${screen.app.displayName}`);
    case 'run':
      return line(bold(screen.mode === 'preview' ? 'Preview' : 'Run'), `  ${screen.app.displayName}`);
    case 'details':
      return line(bold('View details'), `  ${runOf(wizard)?.app.displayName ?? ''}`);
    case 'workbench': {
      const { mapping, app } = screen;
      const target = mapping === undefined ? [] : [`  ${mapping.target}`];
      return line(bold('Workbench'), ...target, span(`  ${app.displayName}`, { tone: 'muted' }));
    }
    case 'mappings':
      return line(bold('Choose a mapping'), `  ${workbenchScreen(wizard)?.app.displayName ?? ''}`);
    default:
      return unreachable(screen);
  }
}

/**
 * Where a write would go and what it is about, so that nobody writes into the wrong environment. The id is cut in its
 * middle only where even a row of its own is too short.
 */
function aboutRows(view: View): readonly Row[] {
  const { wizard, size, theme } = view;
  const about = aboutOf(wizard);
  if (about === undefined) return [];
  const system = systemsOf(wizard, about.app.id)?.target;
  const place = system === undefined ? '' : systemPlace(system);
  const target = line(span('target ', { tone: 'muted' }), span(place, { bold: true }));
  const id = line(
    span('id ', { tone: 'muted' }),
    identifier(about.chosen.listing.id, size.columns - cells('id '), theme),
  );
  const together = line(...target.spans, '   ', ...id.spans);
  if (cells(safeText(plainText(together), theme.alphabet)) <= size.columns) {
    return [fitLine(together, size.columns, theme)];
  }
  return [fitLine(target, size.columns, theme), fitLine(id, size.columns, theme)];
}

/** The rows above every screen: product, workspace, where we are, and what is about to be written where. */
export function headerRows(view: View): readonly Row[] {
  const { wizard, size, theme } = view;
  const about = aboutRows(view);
  const isRoomy = size.rows >= ROOMY;
  const ownTitle = titleOf(wizard, wizard.screen);
  if (about.length > 0 && !isRoomy) {
    // Where three rows must do, what this screen is stands instead of the product's name.
    const compact = line(...ownTitle.spans.slice(0, 1), '  ', ...workspaceSpans(view));
    return [fitLine(compact, size.columns, theme), ...about];
  }
  const title = [fitLine(ownTitle, size.columns, theme)];
  const rule: readonly Row[] = isRoomy
    ? [[span(theme.glyphs.rule.repeat(size.columns), { tone: 'muted' })]]
    : [];
  return [fitLine(workspaceLine(view), size.columns, theme), ...title, ...about, ...rule];
}
