import { exitCodes } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { type Problem, problem } from '../problem.ts';

export const noTerminal = ({ calledAs }: Host): Problem =>
  problem(
    exitCodes.usage,
    'The wizard needs a terminal. Without one, use the headless form:',
    `  ${calledAs} apps`,
    `  ${calledAs} search --app APP QUERY`,
    `  ${calledAs} run --app APP --user ID [--preview] [--json]`,
  );
