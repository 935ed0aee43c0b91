import { join } from 'node:path';
import { createScimTarget } from '../../connectors/scim/connector.ts';
import { dialectForFeatures, dialectNamed } from '../../connectors/scim/dialects/named.ts';
import type { FactName } from '../../connectors/scim/server-profile.ts';
import { readTenantUrl } from '../../connectors/scim/tenant-url.ts';
import { createHttp, defaultLimits } from '../../connectors/transport/http.ts';
import { areAuthorities } from '../../connectors/transport/tls/client-certificate.ts';
import { pathText } from '../../domain/json/path-text.ts';
import { present } from '../../domain/present.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CheckUpTarget } from '../../engine/check-up.ts';
import type { SystemIdentity } from '../../engine/port.ts';
import type { WorkspaceApp } from '../../workspace/load-workspace.ts';
import { PROVISION_FILE } from '../../workspace/provision-file-name.ts';
import { readTextFile } from '../../workspace/read-text-file.ts';
import type { SampleScimServer, ScimConnector } from '../../workspace/scim/scim-config.ts';
import { describeIssue } from '../../workspace/workspace-issue.ts';
import { readFact } from './pinned-facts.ts';
import { certificateSource, type Reach, scimCredentials } from './scim-credentials.ts';
import { openServerKnowledge } from './server-knowledge.ts';
import type { Surroundings } from './surroundings.ts';

export type ConnectedTarget = { readonly target: CheckUpTarget; readonly close: () => Promise<void> };

type Problems = readonly string[];

/** The facts that the workspace fixes, or what is wrong with each of those that cannot be. */
function pinnedFacts(
  { workspace }: Surroundings,
  app: WorkspaceApp,
  { profile }: ScimConnector,
): Result<ReadonlyMap<FactName, string>, Problems> {
  const pinned = new Map<FactName, string>();
  const problems: string[] = [];
  for (const [name, value] of profile) {
    const fact = readFact(name, value);
    if (fact.ok) pinned.set(fact.value, value);
    else {
      const path = pathText(['apps', workspace.apps.indexOf(app), 'target', 'profile', name]);
      problems.push(describeIssue({ file: join(workspace.directory, PROVISION_FILE), path, ...fact.error }));
    }
  }
  return problems.length === 0 ? ok(pinned) : fail(problems);
}

async function authoritiesOf({ ca }: ScimConnector): Promise<Result<Pick<Reach, 'ca'>, Problems>> {
  if (ca === undefined) return ok({});
  const text = await readTextFile(ca);
  if (!text.ok) return fail([describeIssue(text.error)]);
  if (areAuthorities(text.value)) return ok({ ca: text.value });
  const message = 'the file holds no certificate in PEM form';
  return fail([
    describeIssue({ file: ca, path: '', message, fix: 'Name a file with BEGIN CERTIFICATE in it.' }),
  ]);
}

async function certificateOf(
  around: Surroundings,
  { clientCertificate }: ScimConnector,
): Promise<Result<Pick<Reach, 'clientCertificate'>, Problems>> {
  if (clientCertificate === undefined) return ok({});
  const text = await readTextFile(clientCertificate.certificate);
  if (!text.ok) return fail([describeIssue(text.error)]);
  return ok({ clientCertificate: certificateSource(around, text.value, clientCertificate) });
}

const problemsOf = (...results: readonly Result<unknown, Problems>[]): Problems =>
  results.flatMap((result) => (result.ok ? [] : result.error));

async function reachOf(around: Surroundings, config: ScimConnector): Promise<Result<Reach, Problems>> {
  const ca = await authoritiesOf(config);
  const certificate = await certificateOf(around, config);
  if (!ca.ok || !certificate.ok) return fail(problemsOf(ca, certificate));
  const limits = { ...defaultLimits, requestMs: config.requestLimitSeconds * 1000 };
  return ok({ ...ca.value, ...certificate.value, environment: around.host.env, limits });
}

/** Whoever accepted plain HTTP must not forget it. */
function identityOf(name: string, place: string, { baseUrl, allowPlainHttp }: ScimConnector): SystemIdentity {
  const plain = allowPlainHttp && baseUrl.toLowerCase().startsWith('http:');
  return plain ? { name, place, warning: 'plain HTTP, not encrypted' } : { name, place };
}

async function connectRemote(
  around: Surroundings,
  app: WorkspaceApp,
  { config, name }: { readonly config: ScimConnector; readonly name: string },
): Promise<Result<ConnectedTarget, Problems>> {
  const pinned = pinnedFacts(around, app, config);
  const reach = await reachOf(around, config);
  if (!pinned.ok || !reach.ok) return fail(problemsOf(pinned, reach));
  const { baseUrl, features } = readTenantUrl(config.baseUrl);
  const http = createHttp({
    ...reach.value,
    baseUrl,
    allowPlainHttp: config.allowPlainHttp,
    credentials: around.signedIn(config, () => scimCredentials(around, config, reach.value)),
  });
  const knowledge = await openServerKnowledge(around, { place: http.place, pinned: pinned.value });
  const dialect = config.dialect === undefined ? dialectForFeatures(features) : dialectNamed(config.dialect);
  const target = createScimTarget({
    http,
    identity: identityOf(name, http.place, config),
    ...present({ dialect }),
    profile: knowledge.keeper,
    ifMatch: config.ifMatch,
    mayReadAll: config.mayReadAll,
  });
  const close = async (): Promise<void> => {
    await http.close();
    await knowledge.settled();
  };
  return ok({ target, close });
}

/**
 * A SCIM server as a target, with the workspace's way to sign in and everything that is known about the server.
 * Nothing is sent. The problems are sentences with file, path and fix.
 */
export async function connectScim(
  around: Surroundings,
  app: WorkspaceApp,
  { config, name }: { readonly config: ScimConnector | SampleScimServer; readonly name: string },
): Promise<Result<ConnectedTarget, Problems>> {
  if (config.server === 'sample') return ok(around.sampleServer.target(name, config.credential));
  return connectRemote(around, app, { config, name });
}
