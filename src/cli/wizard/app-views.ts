import type { AppView } from '../../session/state.ts';
import { connect } from '../connecting/connect.ts';
import type { OpenWorkspace } from '../connecting/open-workspace.ts';

const unknown = { name: '?', place: '?' };

/** The apps of the workspace for choose-app; one that cannot be used is there with the reason. */
export async function appViews(workspace: OpenWorkspace): Promise<readonly AppView[]> {
  const views: AppView[] = [];
  for (const app of workspace.workspace.apps) {
    const connected = await connect(workspace, app);
    if (!connected.ok) {
      const problem = connected.error[0] ?? 'cannot be used';
      views.push({ app: app.app, source: unknown, target: unknown, problem });
      continue;
    }
    const { source, target, close } = connected.value;
    views.push({ app: app.app, source: source.identity, target: target.identity });
    await close();
  }
  return views;
}
