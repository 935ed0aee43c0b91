import { randomBytes } from 'node:crypto';
import { traitsOf } from '../../domain/model/app.ts';
import type { SubjectKind } from '../../domain/model/subject.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Failure } from '../../engine/failure.ts';
import { isSecretAttribute, mappingSecrets } from '../../engine/run/redact.ts';
import { type ReadyMapping, readyMapping } from '../../engine/run/run.ts';
import type { AppLanguage, SourceValues } from '../../session/workbench/language.ts';
import type { WorkbenchServices } from '../../session/workbench/perform.ts';
import { tryExpression } from '../../session/workbench/trial.ts';
import type { ConnectedApp } from '../connecting/connect.ts';
import type { Host } from '../host.ts';
import { limitedPatterns, limitedTogether, PATTERN_LIMIT_MS } from '../running/pattern-limit.ts';
import { quietOp } from '../running/quiet-op.ts';

const READ_LIMIT_MS = 60_000;

type WithApp = <T>(
  appId: string,
  work: (app: ConnectedApp) => Promise<Result<T, Failure>>,
) => Promise<Result<T, Failure>>;

function readyFor({ app, mappings }: ConnectedApp, kind: SubjectKind): Result<ReadyMapping, Failure> {
  const mapping = mappings[kind];
  if (mapping !== undefined) return ok(readyMapping(mapping));
  const { displayName, kind: appKind } = app.app;
  return fail({
    code: 'configuration.invalid',
    message: `${displayName} (${traitsOf(appKind).label}) does not provision ${kind}s.`,
  });
}

function languageOf({ resolved, compiled, sourceSelection }: ReadyMapping): AppLanguage {
  const imported = new Set(sourceSelection.attributes.map(({ name }) => name));
  const secrets = mappingSecrets(compiled);
  return {
    objectType: resolved.sourceObject.name,
    attributes: resolved.sourceObject.attributes.map(({ name }) => ({
      name,
      isImported: imported.has(name),
    })),
    mappings: compiled.flatMap(({ mapping: { targetAttributeName: target, source } }) =>
      source === undefined
        ? []
        : [{ target, expression: source.expression, isSecret: secrets.target.has(target) }],
    ),
  };
}

async function valuesOf(
  app: ConnectedApp,
  ready: ReadyMapping,
  id: string,
): Promise<Result<SourceValues, Failure>> {
  const op = quietOp(AbortSignal.timeout(READ_LIMIT_MS));
  const read = await app.source.read({ selection: ready.sourceSelection, id }, op);
  if (!read.ok) return read;
  const { entry, notes } = read.value;
  const named = [...entry.attributes.keys()].filter(isSecretAttribute);
  return ok({
    attributes: entry.attributes,
    secret: new Set([...mappingSecrets(ready.compiled).source, ...named]),
    notes,
  });
}

/** Terminals that would print the sequence instead of obeying or ignoring it. */
const hasClipboard = ({ env, stdout }: Host): boolean =>
  stdout.isTTY === true && env['TERM'] !== 'linux' && env['TERM'] !== 'dumb';

/** The workbench's services on a real workspace: schemas and sources are read, nothing is written. */
export function workbenchServices(host: Host, withApp: WithApp): WorkbenchServices {
  const limit = limitedPatterns(PATTERN_LIMIT_MS);
  return {
    loadLanguage: (appId, kind) =>
      withApp(appId, async (app) => {
        const ready = readyFor(app, kind);
        return ready.ok ? ok(languageOf(ready.value)) : ready;
      }),
    readValues: (appId, kind, id) =>
      withApp(appId, async (app) => {
        const ready = readyFor(app, kind);
        return ready.ok ? valuesOf(app, ready.value, id) : ready;
      }),
    evaluate: (attempt) => {
      const begun = performance.now();
      const runPattern = limitedTogether(limit, PATTERN_LIMIT_MS);
      const trial = tryExpression(attempt, {
        now: host.now(),
        runPattern,
        random: (bytes) => randomBytes(bytes),
      });
      return { trial, tookMs: performance.now() - begun };
    },
    copy: (text) => {
      if (!hasClipboard(host)) return false;
      // OSC 52, "manipulate selection data" (xterm ctlseqs): `c` is the clipboard.
      host.stdout.write(`\x1b]52;c;${Buffer.from(text, 'utf8').toString('base64')}\x07`);
      return true;
    },
  };
}
