import { resolve } from 'node:path';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { SchemaChange } from '../../../domain/schema/diff/change.ts';
import { type DiffSection, diffSchemas } from '../../../domain/schema/diff/diff-schemas.ts';
import { parseSchema } from '../../../domain/schema/json/parse.ts';
import type { SynchronizationSchema } from '../../../domain/schema/types.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import type { Printer } from '../../printer.ts';
import { type CommandProblem, problem } from '../../problem.ts';
import { readInput } from '../input-text.ts';
import type { DiffOptions, DiffSetting } from './diff-options.ts';
import { comparePeopleIn } from './diff-people.ts';
import { type PeopleTally, peopleTallyText } from './tally.ts';

const MOST_ISSUES = 20;

async function readSchemaFile(
  host: DiffSetting['host'],
  file: string,
): Promise<Result<SynchronizationSchema, CommandProblem>> {
  const text = await readInput(host, file);
  if (!text.ok) return text;
  const schema = parseSchema(text.value, file);
  if (schema.ok) return schema;
  const lines = schema.error
    .slice(0, MOST_ISSUES)
    .map(({ path, message, fix }) => `${path}: ${message} ${fix}`);
  const hint = `${file} cannot be compared; \`provision schema check\` shows everything that is wrong with it.`;
  return fail(problem(exitCodes.badData, ...lines, hint));
}

const marks: Readonly<Record<SchemaChange['kind'], string>> = { added: '+', removed: '-', changed: '~' };

const effects: Readonly<Record<NonNullable<SchemaChange['effect']>, string>> = {
  narrower: 'Fewer objects may be in scope.',
  wider: 'More objects may be in scope.',
  either: 'Other objects may be in scope.',
};

function printChange({ kind, message, differences, effect, path }: SchemaChange, printer: Printer): void {
  printer.data(`  ${marks[kind]} ${message}${effect === undefined ? '' : ` ${effects[effect]}`}`);
  if (kind === 'changed' || differences.length === 1) {
    for (const { property, before, after } of differences) {
      printer.data(`      ${property}`);
      if (before !== undefined) printer.data(`        before  ${before}`);
      if (after !== undefined) printer.data(`        after   ${after}`);
    }
  }
  printer.data(`      ${path}`);
}

function printSections(sections: readonly DiffSection[], json: boolean, printer: Printer): void {
  for (const { title, changes } of sections) {
    if (!json) printer.data(title);
    for (const change of changes) {
      if (json) printer.json({ change: { section: title, ...change } });
      else printChange(change, printer);
    }
    if (!json) printer.data('');
  }
}

function changesText(count: number): string {
  if (count === 0) return 'No change with an effect';
  return count === 1 ? '1 change' : `${count} changes`;
}

function printSummary(
  changes: number,
  tally: PeopleTally | undefined,
  json: boolean,
  printer: Printer,
): void {
  if (json) printer.json({ summary: { changes, ...(tally !== undefined && { people: tally }) } });
  else
    printer.data(
      tally === undefined
        ? `${changesText(changes)}.`
        : `${changesText(changes)}; ${peopleTallyText(tally)}.`,
    );
}

/**
 * `provision schema diff`: what the change from one schema to another means, and with `--users` which of these people
 * would be provisioned differently. Ends with 0 whether there are differences or not, 65 when a file is not what it
 * should be, 130 when it was interrupted.
 */
export async function diffCommand(
  files: { readonly old: string; readonly now: string },
  options: DiffOptions,
  setting: DiffSetting,
): Promise<Result<ExitCode, CommandProblem>> {
  const { host, printer } = setting;
  const before = await readSchemaFile(host, files.old);
  if (!before.ok) return before;
  const after = await readSchemaFile(host, files.now);
  if (!after.ok) return after;
  const json = options.json === true;
  const sections = diffSchemas(before.value, after.value);
  printSections(sections, json, printer);
  const changes = sections.reduce((sum, section) => sum + section.changes.length, 0);
  if (options.users === undefined) {
    printSummary(changes, undefined, json, printer);
    return ok(exitCodes.success);
  }
  const file = resolve(host.cwd, options.users);
  const compared = await comparePeopleIn(
    file,
    { before: before.value, after: after.value },
    options,
    setting,
  );
  if (!compared.ok) return compared;
  if (compared.value.end === 'interrupted') return ok(exitCodes.interrupted);
  if (compared.value.end === 'unread') return ok(exitCodes.success);
  printSummary(changes, compared.value.tally, json, printer);
  return ok(exitCodes.success);
}
