import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { exitCodeOf } from '../../../src/cli/exit-codes.ts';
import { limitedPatterns } from '../../../src/cli/running/pattern-limit.ts';
import type { SampleSystemName } from '../../../src/connectors/sample/systems.ts';
import { createScimTarget } from '../../../src/connectors/scim/connector.ts';
import { bearer } from '../../../src/connectors/transport/credentials/credentials.ts';
import { createHttp } from '../../../src/connectors/transport/http.ts';
import { appKinds } from '../../../src/domain/model/app.ts';
import type { Ref } from '../../../src/domain/model/entry.ts';
import type { Subject } from '../../../src/domain/model/subject.ts';
import { ok } from '../../../src/domain/result.ts';
import { findRule, mappingFor } from '../../../src/domain/schema/resolve.ts';
import { startScimServer } from '../../../src/emulators/scim/start.ts';
import type { Links } from '../../../src/engine/links.ts';
import type { Source, Target } from '../../../src/engine/port.ts';
import { provision } from '../../../src/engine/run/provision.ts';
import type { RunRecord } from '../../../src/engine/run/record.ts';
import { tempFolder } from '../../state/temp-folder.ts';
import { op, sampleData, schemaOf, systemsIn, today, value } from './sample-company.ts';
import { type Trial, trials } from './trials.ts';

const system = z.enum(['entra', 'active-directory', 'workday', 'successfactors', 'tenant2', 'cloud-entra']);
const appShape = z.object({
  id: z.string(),
  displayName: z.string(),
  kind: z.enum(appKinds),
  schema: z.string(),
  source: z.object({ system }),
  target: z.object({ system: system.optional() }),
  settings: z.object({
    scope: z.enum(['assigned', 'all']),
    skipOutOfScopeDeletions: z.boolean().default(false),
  }),
});

async function appOf(id: string) {
  const file: unknown = JSON.parse(await readFile(join(sampleData, 'provision.json'), 'utf8'));
  const app = z
    .object({ apps: z.array(appShape) })
    .parse(file)
    .apps.find((one) => one.id === id);
  if (app === undefined) throw new Error(`provision.json has no app ${id}`);
  return app;
}

/** The sample server on loopback, with the accounts of the beginning. */
async function sampleServer(directory: string): Promise<Target> {
  const seed = JSON.parse(await readFile(join(sampleData, 'systems', 'scim-seed.json'), 'utf8'));
  const server = await startScimServer({ directory, port: 0, token: 'trial', seed, now: () => today });
  if (!server.ok) throw new Error(server.error.message);
  const http = createHttp({ baseUrl: server.value.baseUrl, credentials: bearer(async () => ok('trial')) });
  onTestFinished(async () => {
    await http.close();
    await server.value.close();
  });
  return createScimTarget({ http, identity: { name: 'customappsso', place: 'sample server' } });
}

function linksOf(initial: readonly { readonly source: Ref; readonly target: Ref }[]): Links {
  const held = new Map(initial.map(({ source, target }) => [source, target]));
  return {
    targetOf: async (source) => ok(held.get(source)),
    save: async ({ source, target }) => {
      held.set(source, target);
      return ok(undefined);
    },
    drop: async (source) => {
      held.delete(source);
      return ok(undefined);
    },
  };
}

/** The user principal names of members become the object ids that the search prints. */
async function memberIds(source: Source, names: readonly string[]): Promise<readonly string[]> {
  const people = value(await source.list('user', op));
  return names.map(
    (name) => people.find(({ fields }) => fields.some((field) => field.value === name))?.id ?? name,
  );
}

async function tried({ app: appId, subject: id, members, allow }: Trial): Promise<RunRecord> {
  const app = await appOf(appId);
  const systems = systemsIn(await tempFolder());
  const source = systems.source(app.source.system, appId);
  const target =
    app.target.system === undefined
      ? await sampleServer(await tempFolder())
      : systems.target(app.target.system satisfies SampleSystemName);
  const schema = await schemaOf(app.schema.replace('schemas/', ''));
  const rule = findRule(schema, {});
  if (!rule.ok) throw new Error(rule.error.message);
  const subject: Subject = /^60000000-/.test(id)
    ? { kind: 'group', id, members: await memberIds(source, members) }
    : { kind: 'user', id };
  const { kind } = subject;
  const [mapping, users] = [
    mappingFor({ rule: rule.value.rule, schema, kind }),
    mappingFor({ rule: rule.value.rule, schema, kind: 'user' }),
  ];
  if (!mapping.ok || !users.ok) throw new Error('the schema does not map this kind of object');
  const context = {
    app,
    workspace: { name: 'sample', sample: true },
    mode: 'provision' as const,
    subject,
    source: source.identity,
    target: target.identity,
  };
  const events = provision({
    runId: 'trial',
    context,
    mapping: mapping.value,
    memberMapping: users.value,
    source,
    target,
    links: linksOf(await systems.initialLinks(appId)),
    approve: async () => allow,
    clock: () => today,
    signal: op.signal,
    afterwards: () => op.signal,
    runPattern: limitedPatterns(1_000),
    random: (bytes) => new Uint8Array(bytes),
  });
  let next = await events.next();
  while (next.done !== true) next = await events.next();
  return next.value;
}

describe('the sample company shows', () => {
  it.each(trials.map((trial) => [trial.app, trial.shows, trial] as const))(
    '%s: %s',
    async (_app, _shows, trial) => {
      const record = await tried(trial);

      const { action, statusInfo, evidence } = record;
      const code = evidence.ending === undefined ? undefined : exitCodeOf(evidence.ending);
      expect([action, statusInfo.status, evidence.reason ?? null, code]).toEqual(trial.ends);
      expect(JSON.stringify(record)).toContain(trial.says);
    },
  );

  it('every situation with its own title', () => {
    const titles = trials.map(({ app, shows }) => `${app}: ${shows}`);

    expect(new Set(titles).size).toBe(titles.length);
  });
});
