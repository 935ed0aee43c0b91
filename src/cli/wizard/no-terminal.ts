import { exitCodes } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { type CommandProblem, problem } from '../problem.ts';

export const noTerminal = ({ calledAs }: Host): CommandProblem =>
  problem(
    exitCodes.usage,
    'The wizard needs a terminal. Without one, use the headless form:',
    `  ${calledAs} apps`,
    `  ${calledAs} search --app APP QUERY`,
    `  ${calledAs} run --app APP --user ID [--preview] [--json]`,
  );
