import { randomBytes, randomUUID } from 'node:crypto';
import { provisions, traitsOf } from '../../domain/model/app.ts';
import type { Subject, SubjectKind } from '../../domain/model/subject.ts';
import { present } from '../../domain/present.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { SchemaIssue } from '../../domain/schema/issue.ts';
import { parseSchema } from '../../domain/schema/json/parse.ts';
import { findRule, mappingFor, type ResolvedMapping } from '../../domain/schema/resolve.ts';
import type { Approve } from '../../engine/approval.ts';
import type { CheckUpTarget } from '../../engine/check-up.ts';
import type { Source } from '../../engine/port.ts';
import type { RunMode } from '../../engine/run/record.ts';
import type { RunRequest } from '../../engine/run/run.ts';
import type { WorkspaceApp } from '../../workspace/load-workspace.ts';
import { readTextFile } from '../../workspace/read-text-file.ts';
import { describeIssue } from '../../workspace/workspace-issue.ts';
import { limitedPatterns, PATTERN_LIMIT_MS } from '../running/pattern-limit.ts';
import { type ConnectedTarget, connectScim } from './connect-scim.ts';
import { connectSource } from './connect-source.ts';
import { rememberedLinks } from './remembered-links.ts';
import type { Surroundings } from './surroundings.ts';

const READ_BACK_LIMIT_MS = 10_000;

/** An app with its schema read and its systems at hand. Nothing is contacted before a run or a search asks. */
export type ConnectedApp = {
  readonly app: WorkspaceApp;
  readonly mappings: { readonly user?: ResolvedMapping; readonly group?: ResolvedMapping };
  readonly source: Source;
  readonly target: CheckUpTarget;
  readonly close: () => Promise<void>;
};

const issueText = (file: string, { path, message, fix }: SchemaIssue): string =>
  `${file}: ${path}: ${message} ${fix}`;

async function readMappings(app: WorkspaceApp): Promise<Result<ConnectedApp['mappings'], readonly string[]>> {
  const { schemaFile } = app;
  const text = await readTextFile(schemaFile);
  if (!text.ok) return fail([describeIssue(text.error)]);
  const schema = parseSchema(text.value, schemaFile);
  if (!schema.ok) return fail(schema.error.map((issue) => issueText(schemaFile, issue)));
  const rule = findRule(schema.value, {});
  if (!rule.ok) return fail([issueText(schemaFile, rule.error)]);
  const pick = (kind: SubjectKind) => mappingFor({ rule: rule.value.rule, schema: schema.value, kind });
  const [user, group] = [pick('user'), pick('group')];
  if (!user.ok && !group.ok) return fail([issueText(schemaFile, user.error)]);
  return ok({ ...(user.ok ? { user: user.value } : {}), ...(group.ok ? { group: group.value } : {}) });
}

async function connectTarget(
  around: Surroundings,
  app: WorkspaceApp,
  name: string,
): Promise<Result<ConnectedTarget, readonly string[]>> {
  const { target } = app;
  if (target.connector === 'scim') return connectScim(around, app, { config: target, name });
  return ok({ target: around.sample.target(target.system), close: async () => {} });
}

/** Reads the schema of an app and makes its connectors. The problems are sentences with file, path and fix. */
export async function connect(
  around: Surroundings,
  app: WorkspaceApp,
): Promise<Result<ConnectedApp, readonly string[]>> {
  const mappings = await readMappings(app);
  if (!mappings.ok) return mappings;
  const name = (mappings.value.user ?? mappings.value.group)?.rule.targetDirectoryName ?? app.app.displayName;
  const connected = await connectTarget(around, app, name);
  if (!connected.ok) return connected;
  return ok({
    app,
    mappings: mappings.value,
    source: await connectSource(around, app, mappings.value),
    ...connected.value,
  });
}

export type Order = {
  readonly subject: Subject;
  readonly mode: RunMode;
  readonly signal: AbortSignal;
  readonly approve: Approve;
};

/** Everything the engine needs for one run; a kind of object the schema does not provision is a sentence. */
export function runRequest(
  { host, workspace, warn }: Surroundings,
  { app, mappings, source, target }: ConnectedApp,
  order: Order,
): Result<RunRequest, string> {
  const { kind } = order.subject;
  const mapping = provisions(app.app.kind, kind) ? mappings[kind] : undefined;
  if (mapping === undefined)
    return fail(`${app.app.displayName} (${traitsOf(app.app.kind).label}) does not provision ${kind}s.`);
  const links = rememberedLinks({
    appId: app.app.id,
    source: source.identity,
    target: target.identity,
    directory: host.places.state,
    process: host.identity,
    now: host.now,
    report: ({ message, path, fix }) => warn(`${message} (${path}). ${fix}`),
  });
  return ok({
    ...order,
    runId: randomUUID(),
    context: {
      app: app.app,
      workspace: { name: workspace.name, sample: workspace.sample },
      mode: order.mode,
      subject: order.subject,
      source: source.identity,
      target: target.identity,
    },
    mapping,
    ...present({ memberMapping: mappings.user }),
    source,
    target,
    links,
    clock: host.now,
    afterwards: () => AbortSignal.timeout(READ_BACK_LIMIT_MS),
    runPattern: limitedPatterns(PATTERN_LIMIT_MS),
    random: (bytes) => randomBytes(bytes),
  });
}
