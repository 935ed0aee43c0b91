import type { Command } from 'commander';
import { nearestName } from '../../../domain/expressions/syntax/suggest.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { wrapLine } from '../../../ui/text/lay.ts';
import { hanging } from '../../../ui/text/line.ts';
import { chooseTheme, type Theme } from '../../../ui/theme/theme.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import type { Host } from '../../host.ts';
import { type CommandProblem, problem } from '../../problem.ts';
import type { CommandDependencies } from '../dependencies.ts';
import { topics } from './topics.ts';

type Setting = { readonly host: Host; readonly program: Command; readonly theme: Theme };

function terminalTheme({ env, stdout }: Host, program: Command): Theme {
  const { ascii, color } = program.opts<{ readonly ascii?: boolean; readonly color?: boolean }>();
  const flags = { ascii: ascii === true, noColor: color === false };
  return chooseTheme({ env, flags, isTTY: stdout.isTTY === true });
}

/** The commands as `--help` lists them, then the topics. */
function overview({ host, program, theme }: Setting): string {
  const width = Math.max(...topics.map(({ name }) => name.length)) + 4;
  const rows = topics.flatMap(({ name, summary }) =>
    wrapLine(hanging(width, `  ${name.padEnd(width - 2)}${summary}`), host.stdout.columns ?? 80, theme),
  );
  const listed = rows.map((row) =>
    row
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
  return [program.helpInformation(), `Topics (${host.calledAs} help TOPIC):`, ...listed, ''].join('\n');
}

/** The command that the words name one below the other: `expression eval`. */
function commandNamed(program: Command, words: readonly string[]): Command | undefined {
  return words.reduce<Command | undefined>(
    (above, word) => above?.commands.find((command) => command.name() === word),
    program,
  );
}

function noSuchTopic({ program, host }: Setting, words: readonly string[]): CommandProblem {
  const written = words.join(' ');
  const names = [...topics.map(({ name }) => name), ...program.commands.map((command) => command.name())];
  const nearest = nearestName(written, names);
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return problem(
    exitCodes.usage,
    `There is no help about "${written}".${hint} \`${host.calledAs} help\` lists commands and topics.`,
  );
}

/** `provision help [TOPIC]`: a document, the help of a command, or the list of both. */
async function helpCommand(
  setting: Setting,
  words: readonly string[],
): Promise<Result<ExitCode, CommandProblem>> {
  const { host, program, theme } = setting;
  const { showPaged } = await import('./pager.ts');
  const topic = topics.find(({ name }) => name === words.join(' '));
  if (topic !== undefined) {
    const { documentText } = await import('./document.ts');
    await showPaged(host, documentText(host, topic, theme));
    return ok(exitCodes.success);
  }
  const command = commandNamed(program, words);
  if (command === undefined) return fail(noSuchTopic(setting, words));
  if (command === program) await showPaged(host, overview(setting));
  else command.outputHelp();
  return ok(exitCodes.success);
}

/** Adds `provision help`. */
export function register(parent: Command, { host, end }: CommandDependencies): void {
  parent
    .command('help')
    .description('a command, or a topic; lists both when nothing is named')
    .argument('[topic...]', 'the name of a command or of a topic')
    .action(async (words: readonly string[]) =>
      end(await helpCommand({ host, program: parent, theme: terminalTheme(host, parent) }, words)),
    );
}
