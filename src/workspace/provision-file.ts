import { z } from 'zod';
import { parseJson, placesIn } from '../domain/json/read-json.ts';
import { appKinds } from '../domain/model/app.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { sourceShape, targetShape } from './connector-config.ts';
import { explainIssues } from './provision-issues.ts';
import type { WorkspaceIssue } from './workspace-issue.ts';

const settingsShape = z.strictObject({
  scope: z
    .enum(['assigned', 'all'])
    .default('assigned')
    .meta({ description: 'which source objects are considered: only assigned ones, or all' }),
  skipOutOfScopeDeletions: z
    .boolean()
    .default(false)
    .meta({ description: 'leave objects alone in the target when they leave the scope' }),
});

const appShape = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u)
    .meta({ description: 'what --app takes: small letters, digits and single hyphens' }),
  displayName: z.string().min(1),
  kind: z.enum(appKinds),
  schema: z
    .string()
    .min(1)
    .meta({ description: 'the exported synchronization schema, relative to this file' }),
  source: sourceShape,
  target: targetShape,
  settings: settingsShape.prefault({}),
});

const provisionShape = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().min(1).meta({ description: 'shown in the header of every screen' }),
  apps: z.array(appShape).min(1),
});

/** A valid `provision.json`, with its defaults filled in and its paths as they are written. */
export type ProvisionFile = z.output<typeof provisionShape>;

const knownKeys = {
  file: Object.keys(provisionShape.shape),
  app: Object.keys(appShape.shape),
  settings: Object.keys(settingsShape.shape),
};

/** The JSON Schema (draft 2020-12) of `provision.json`, for editors. */
export function provisionJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    title: 'provision.json of provision-on-demand',
    ...z.toJSONSchema(provisionShape, { io: 'input' }),
  };
}

/** Checks the text of a `provision.json`; `file` is its path for the issues. Gives every issue at once. */
export function parseProvisionFile(
  text: string,
  file: string,
): Result<ProvisionFile, readonly WorkspaceIssue[]> {
  const json = parseJson(text);
  if (!json.ok) {
    const { message, line, column } = json.error;
    return fail([
      { file, path: '', place: { line, column }, message, fix: 'Correct the JSON at this place.' },
    ]);
  }
  const document = { value: json.value, ...placesIn(text) };
  const parsed = provisionShape.safeParse(json.value);
  const found = parsed.error?.issues ?? [];
  const issues = explainIssues({ file, document, issues: found, known: knownKeys });
  return parsed.success && issues.length === 0 ? ok(parsed.data) : fail(issues);
}
