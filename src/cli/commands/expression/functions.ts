import type { FunctionDefinition } from '../../../domain/expressions/definition.ts';
import { functions } from '../../../domain/expressions/registry.ts';
import { nearestName } from '../../../domain/expressions/syntax/suggest.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import type { Printer } from '../../printer.ts';
import { type CommandProblem, problem } from '../../problem.ts';

const kindOf = { required: '', optional: ', may be left out', repeated: ', may be repeated' } as const;

function print(printer: Printer, { signature, help }: FunctionDefinition): void {
  printer.data(`  ${signature}`);
  printer.data(`      ${help}`);
}

function printJson(
  printer: Printer,
  { name, family, signature, help, parameters }: FunctionDefinition,
): void {
  const described = parameters.map(({ name: parameterName, parameter: { type, presence } }) => ({
    name: parameterName,
    type,
    presence,
  }));
  printer.json({ name, family, signature, help, parameters: described });
}

function printAll(printer: Printer): void {
  const families = Map.groupBy(functions.values(), ({ family }) => family);
  for (const [family, members] of families) {
    printer.data(family);
    for (const member of members) print(printer, member);
  }
}

/** One function, with the type of each of its parameters. */
function printOne(printer: Printer, definition: FunctionDefinition): void {
  print(printer, definition);
  for (const { name, parameter } of definition.parameters) {
    printer.data(`      ${name}: ${parameter.type}${kindOf[parameter.presence]}`);
  }
  if (definition.outermostOnly === true)
    printer.data('      must be the outermost function of an expression');
}

/** `provision expression functions [NAME]`: made from the definitions that evaluate them. */
export function functionsCommand(
  name: string | undefined,
  json: boolean,
  printer: Printer,
): Result<ExitCode, CommandProblem> {
  if (name === undefined) {
    if (json) for (const definition of functions.values()) printJson(printer, definition);
    else printAll(printer);
    return ok(exitCodes.success);
  }
  const definition = functions.get(name);
  if (definition === undefined) {
    const near = nearestName(name, functions.keys());
    const hint = near === undefined ? 'Without a name all are listed.' : `Did you mean ${near}?`;
    return fail(problem(exitCodes.usage, `There is no function ${name}. ${hint}`));
  }
  if (json) printJson(printer, definition);
  else printOne(printer, definition);
  return ok(exitCodes.success);
}
