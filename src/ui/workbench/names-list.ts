import { functions } from '../../domain/expressions/registry.ts';
import { displayText, REDACTED } from '../../domain/model/value.ts';
import { completionRows } from '../../session/rows.ts';
import type { WorkbenchScreen } from '../../session/state.ts';
import type { Completion } from '../../session/workbench/completion.ts';
import { shownText } from '../../session/workbench/shown-trace.ts';
import { windowAround } from '../layout/window.ts';
import { pointerSpan } from '../screens/choices.ts';
import { fitLine, type Row } from '../text/lay.ts';
import { line, span, type TextSpan } from '../text/line.ts';
import type { Theme } from '../theme/theme.ts';

/** What tells the name: the parameters of a function, the value of an attribute. */
function besideSpan({ kind, name }: Completion, { person }: WorkbenchScreen): TextSpan {
  if (kind === 'function') {
    return span(functions.get(name)?.signature.slice(name.length) ?? '', { tone: 'muted' });
  }
  if (person?.values.state !== 'ready') return span('');
  const { attributes, secret } = person.values.read;
  const value = displayText(attributes.get(name));
  if (value === undefined) return span('  no value', { tone: 'muted' });
  return span(`  = ${secret.has(name) ? REDACTED : shownText(value)}`, { tone: 'muted' });
}

/** The part of the list around the highlighted name that fits; the last row tells where there is more. */
export function nameRows(
  screen: WorkbenchScreen,
  options: { readonly height: number; readonly width: number; readonly theme: Theme },
): readonly Row[] {
  const { height, width, theme } = options;
  const names = completionRows(screen);
  const room = names.length > height ? Math.max(1, height - 1) : height;
  const { start, shown } = windowAround({
    total: names.length,
    cursor: screen.cursor,
    height: room,
    previousStart: 0,
  });
  const rows = names.slice(start, start + shown).map((name, index) => {
    const isCurrent = start + index === screen.cursor;
    const text = span(name.name, { bold: isCurrent });
    return fitLine(line(pointerSpan(isCurrent, theme), text, besideSpan(name, screen)), width, theme);
  });
  if (shown === names.length || height < 2) return rows;
  return [
    ...rows,
    fitLine(line(span(`  ${screen.cursor + 1} of ${names.length}`, { tone: 'muted' })), width, theme),
  ];
}

/** What the highlighted function does. */
export function highlightedHelp(screen: WorkbenchScreen, width: number, theme: Theme): readonly Row[] {
  const name = completionRows(screen)[screen.cursor];
  const definition = name?.kind === 'function' ? functions.get(name.name) : undefined;
  if (definition === undefined) return [];
  return [fitLine(line(span(`  ${definition.help}`, { tone: 'muted' })), width, theme)];
}
