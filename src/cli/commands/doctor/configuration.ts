import { provisions } from '../../../domain/model/app.ts';
import type { SubjectKind } from '../../../domain/model/subject.ts';
import { countFindings } from '../../../domain/schema/review/finding.ts';
import { reviewSchema } from '../../../domain/schema/review/review.ts';
import type { Check } from '../../../engine/check-up.ts';
import { failedCheck, type KindMapping } from '../../../engine/check-up.ts';
import { readyMapping } from '../../../engine/run/run.ts';
import { counted } from '../../../engine/wording.ts';
import type { WorkspaceApp } from '../../../workspace/load-workspace.ts';
import { readTextFile } from '../../../workspace/read-text-file.ts';
import { describeIssue } from '../../../workspace/workspace-issue.ts';
import type { ConnectedApp } from '../../connecting/connect.ts';
import type { Surroundings } from '../../connecting/surroundings.ts';
import { limitedPatterns, PATTERN_LIMIT_MS } from '../../running/pattern-limit.ts';

const broken = (name: string, message: string): Check => ({
  ...failedCheck(name, { code: 'configuration.invalid', message }),
  exchanges: [],
});

function workspaceCheck({ workspace }: Surroundings): Check {
  const what = workspace.sample ? 'the sample workspace that comes with the program' : workspace.directory;
  const found = `"${workspace.name}" with ${counted(workspace.apps.length, 'app')}: ${what}`;
  return { name: 'workspace', verdict: 'good', found, exchanges: [] };
}

/** What `provision schema check` would say, as one finding. */
async function schemaCheck({ host }: Surroundings, { app, schemaFile }: WorkspaceApp): Promise<Check> {
  const text = await readTextFile(schemaFile);
  if (!text.ok) return broken('schema', describeIssue(text.error));
  const review = reviewSchema(text.value, schemaFile, {
    now: host.now(),
    runPattern: limitedPatterns(PATTERN_LIMIT_MS),
    syncAll: app.settings.scope === 'all',
  });
  const details = `See them all: ${host.calledAs} schema check ${schemaFile}`;
  if (!review.ok) {
    const [first] = review.error;
    const found = first === undefined ? 'it cannot be read' : `${first.path}: ${first.message} ${first.fix}`;
    return { ...broken('schema', `${schemaFile}: ${found}`), next: details };
  }
  const { errors, warnings, notes } = countFindings(review.value.findings);
  const counts = [counted(errors, 'error'), counted(warnings, 'warning'), counted(notes, 'note')].join(', ');
  const found = `${schemaFile}: ${counts}`;
  if (errors > 0) return { ...broken('schema', found), next: details };
  return warnings > 0
    ? { name: 'schema', verdict: 'warning', found, next: details, exchanges: [] }
    : { name: 'schema', verdict: 'good', found, exchanges: [] };
}

/**
 * Everything about an app that can be told from files alone. `problems` are what kept its systems from being made
 * ready; the schema speaks for itself, so trouble with it is not told twice.
 */
export async function configurationChecks(
  around: Surroundings,
  app: WorkspaceApp,
  problems: readonly string[],
): Promise<readonly Check[]> {
  const schema = await schemaCheck(around, app);
  const others = schema.verdict === 'bad' ? [] : problems.map((problem) => broken('app', problem));
  return [workspaceCheck(around), schema, ...others];
}

/** The mappings of the kinds that an app provisions, users first. */
export function kindMappings({ app, mappings }: ConnectedApp): readonly KindMapping[] {
  const kinds: readonly SubjectKind[] = ['user', 'group'];
  return kinds.flatMap((kind) => {
    const mapping = provisions(app.app.kind, kind) ? mappings[kind] : undefined;
    return mapping === undefined ? [] : [{ kind, ready: readyMapping(mapping) }];
  });
}
