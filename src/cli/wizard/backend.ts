import { present } from '../../domain/present.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { PerformEffect } from '../../session/effects.ts';
import { createPerformer } from '../../session/perform.ts';
import type { AppView, WorkspaceView } from '../../session/state.ts';
import { askTrust } from '../connecting/ask-trust.ts';
import { connect } from '../connecting/connect.ts';
import { type OpenWorkspace, openWorkspace } from '../connecting/open-workspace.ts';
import type { Host } from '../host.ts';
import type { Printer } from '../printer.ts';
import type { CommandProblem } from '../problem.ts';
import { cutOffRuns } from '../running/cut-off.ts';
import type { WizardOptions } from './arguments.ts';
import { type Endings, wizardServices } from './services.ts';

const unknown = { name: '?', place: '?' };

/** The apps of the workspace for choose-app; one that cannot be used is there with the reason. */
async function appViews(workspace: OpenWorkspace): Promise<readonly AppView[]> {
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

const SETTLE_MS = 2_000;

/** Everything behind the screens: the checked workspace and what the wizard's effects are performed with. */
export type Backend = {
  readonly view: WorkspaceView;
  readonly perform: PerformEffect;
  /** Waits, at most two seconds, until nothing is going on any more. `isSeen`: the warnings of the first screen were. */
  readonly close: (isSeen: boolean) => Promise<void>;
};

export type BackendRequest = {
  readonly host: Host;
  readonly options: WizardOptions;
  readonly endings: Endings;
  /** Where questions can be asked before the wizard opens; absent once it is open. */
  readonly questions?: Printer;
};

/** Opens the workspace for the wizard, looks at every app, and finds the runs that were cut off. */
export async function openBackend(request: BackendRequest): Promise<Result<Backend, CommandProblem>> {
  const { host, options, endings, questions } = request;
  const early: string[] = [];
  let isShown = false;
  const opened = await openWorkspace(host, {
    ...present({ workspace: options.workspace }),
    warn: (sentence) => (isShown ? endings.warn(sentence) : void early.push(sentence)),
  });
  if (!opened.ok) return opened;
  const workspace = opened.value;
  if (questions !== undefined) await askTrust(host, workspace, questions);
  const cutOff = await cutOffRuns(workspace.journal, host.calledAs);
  const services = wizardServices(workspace, endings);
  const view: WorkspaceView = {
    name: workspace.workspace.name,
    sample: workspace.workspace.sample,
    apps: await appViews(workspace),
    warnings: [...workspace.warnings, ...early, ...cutOff.warnings],
  };
  isShown = true;
  return ok({
    view,
    perform: createPerformer(services),
    close: async (isSeen) => {
      if (isSeen) await cutOff.acknowledge();
      const late = new Promise((done) => setTimeout(done, SETTLE_MS).unref());
      await Promise.race([services.settled(), late]);
      await workspace.sampleServer.close();
    },
  });
}
