import { Box } from 'ink';
import type { ReactElement } from 'react';
import { appRows } from '../../../session/rows.ts';
import type { AppsScreen } from '../../../session/state.ts';
import { AppList } from '../../components/app-list.tsx';
import { Rows } from '../../components/rows.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useWindow } from '../../components/use-window.ts';
import type { View } from '../../layout/view.ts';
import { appsField, appsListHeight, appsPage } from './apps-page.ts';

/** How many apps fit. */
export function appsHeight(view: View, screen: AppsScreen): number {
  return appsListHeight(view, screen, appRows(view.wizard.workspace, screen.filter.text));
}

export function AppsView({
  view,
  screen,
}: {
  readonly view: View;
  readonly screen: AppsScreen;
}): ReactElement {
  const { theme, size, wizard } = view;
  const apps = appRows(wizard.workspace, screen.filter.text);
  const height = appsListHeight(view, screen, apps);
  const window = useWindow({ total: apps.length, cursor: screen.cursor, height });
  const { warnings, gap, empty, items, cursor, below } = appsPage(view, screen, { apps, window });
  return (
    <Box flexDirection="column">
      <Rows rows={warnings} theme={theme} />
      <TextField
        label={appsField.label}
        field={screen.filter}
        placeholder={appsField.placeholder}
        width={size.columns}
        theme={theme}
      />
      <Rows rows={gap} theme={theme} />
      {items.length === 0 ? (
        <Rows rows={empty} theme={theme} />
      ) : (
        <AppList items={items} cursor={cursor} theme={theme} />
      )}
      <Rows rows={below} theme={theme} />
    </Box>
  );
}
