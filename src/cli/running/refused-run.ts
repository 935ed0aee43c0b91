import { randomUUID } from 'node:crypto';
import type { RunEvent } from '../../engine/run/events.ts';
import type { RunOrder } from '../../session/perform.ts';
import { appById, type OpenWorkspace } from '../connecting/open-workspace.ts';

/** A run that cannot begin because its configuration broke meanwhile: two events, nothing asked, nothing written. */
export function* refusedRun(
  workspace: OpenWorkspace,
  order: RunOrder,
  message: string,
): Generator<RunEvent, void> {
  const { workspace: loaded, host } = workspace;
  const app = appById(workspace, order.appId);
  if (app === undefined) throw new Error(`the wizard asked for an app that is not there: ${order.appId}`);
  const at = host.now().toISOString();
  const unknown = { name: app.app.displayName, place: 'not connected' };
  yield {
    seq: 0,
    at,
    type: 'run.started',
    runId: randomUUID(),
    context: {
      app: app.app,
      workspace: { name: loaded.name, sample: loaded.sample },
      mode: order.mode,
      subject: order.subject,
      source: unknown,
      target: unknown,
    },
  };
  yield {
    seq: 1,
    at,
    type: 'run.finished',
    ending: 'failed',
    reason: 'configuration.invalid',
    action: 'Other',
    statusInfo: { status: 'Failure', reason: message },
    sourceIdentity: { id: order.subject.id },
    targetIdentity: {},
    modifiedProperties: [],
  };
}
