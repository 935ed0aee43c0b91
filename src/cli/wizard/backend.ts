import { present } from '../../domain/present.ts';
import type { Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import type { PerformEffect } from '../../session/effects.ts';
import { createPerformer } from '../../session/perform.ts';
import type { WorkspaceView } from '../../session/state.ts';
import { askTrust } from '../connecting/ask-trust.ts';
import { openWorkspace } from '../connecting/open-workspace.ts';
import type { Host } from '../host.ts';
import type { Printer } from '../printer.ts';
import type { CommandProblem } from '../problem.ts';
import { cutOffRuns } from '../running/cut-off.ts';
import { appViews } from './app-views.ts';
import type { WizardOptions } from './arguments.ts';
import { type Endings, wizardServices } from './services.ts';

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
