import type { Screen, Wizard, WorkspaceView } from './state.ts';

/** A screen about an app keeps everything but the app, whose settings are known only now. */
function withApp(screen: Screen, { apps }: WorkspaceView): Screen {
  if (!('app' in screen)) return screen;
  const found = apps.find(({ app }) => app.id === screen.app.id);
  return found === undefined ? screen : { ...screen, app: found.app };
}

/** The wizard had opened on the names of the apps; what was typed and chosen meanwhile stays. */
export function workspaceArrived(wizard: Wizard, workspace: WorkspaceView): Wizard {
  return {
    ...wizard,
    workspace,
    screen: withApp(wizard.screen, workspace),
    beneath: wizard.beneath.map((screen) => withApp(screen, workspace)),
  };
}
