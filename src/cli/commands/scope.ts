import type { Command } from 'commander';
import { runScopeCase, type ScopeCaseResult } from '../../domain/cases/run-scope-case.ts';
import { readScopeCases, type ScopeCase } from '../../domain/cases/scope-case.ts';
import { scopePage } from '../../ui/details/scope-page.ts';
import { plainText } from '../../ui/text/line.ts';
import type { Theme } from '../../ui/theme/theme.ts';
import { limitedPatterns, PATTERN_LIMIT_MS } from '../running/pattern-limit.ts';
import { type CommandDependencies, plainTheme } from './dependencies.ts';
import { type CaseKind, testFile } from './expression/case-report.ts';
import { shortened } from './expression/words.ts';

/** Plain lines are not laid out, so the width is never asked for. */
const NO_WIDTH = Number.POSITIVE_INFINITY;

/** The page that the wizard shows: every condition and clause with its value, and what would have to turn true. */
function evidence({ evaluated, differences }: ScopeCaseResult, theme: Theme): readonly string[] {
  if (!evaluated.ok) {
    const { code, message, path } = evaluated.error;
    return [`${code}${path === '' ? '' : ` at ${path}`}: ${message}`];
  }
  const page = scopePage({ width: NO_WIDTH, theme }, evaluated.value);
  const { effect, because } = evaluated.value.effect;
  const isAboutEffect = differences.some(({ path }) => path === 'effect');
  return [
    ...page.map((line) => shortened(plainText(line))),
    ...(isAboutEffect ? [`Effect: ${effect}, because: ${because}`] : []),
  ];
}

function scopeCases(): CaseKind<ScopeCase, ScopeCaseResult> {
  const runPattern = limitedPatterns(PATTERN_LIMIT_MS);
  return { read: readScopeCases, run: (one) => runScopeCase(one, runPattern), evidence };
}

/** `provision scope test`: scoping filters without any app. */
export function register(parent: Command, dependencies: CommandDependencies): void {
  const { host, printer, end } = dependencies;
  parent
    .command('scope')
    .description('scoping filters')
    .command('test')
    .description('run a file of cases; exit 1 when one fails')
    .argument('<file>', 'a JSON list of cases with id, filter, source and expect; - is standard input')
    .option('--json', 'one JSON line a case, the counts last')
    .action(async (file: string, { json = false }: { json?: boolean }, command: Command) =>
      end(
        await testFile(file, scopeCases(), {
          host,
          printer: printer(),
          theme: plainTheme(host, command),
          json,
        }),
      ),
    );
}
