import type { FunctionDefinition, NamedParameter } from '../../domain/expressions/definition.ts';
import { functions } from '../../domain/expressions/registry.ts';
import type { OpenCall } from '../../session/workbench/place.ts';
import { type Line, line, span, type TextSpan } from '../text/line.ts';

const suffixes = { required: '', optional: '?', repeated: '...' } as const;
const presenceWords = {
  required: '',
  optional: ', may be left out',
  repeated: ', any number of them',
} as const;

/** The parameter that an argument belongs to; what comes after a repeated one is repeated. */
function currentOf({ parameters }: FunctionDefinition, argument: number): number {
  const last = parameters.length - 1;
  return parameters[last]?.parameter.presence === 'repeated' ? Math.min(argument, last) : argument;
}

function parameterSpan({ name, parameter }: NamedParameter, isCurrent: boolean): TextSpan {
  const text = name + suffixes[parameter.presence];
  return isCurrent ? span(text, { bold: true, underline: true, tone: 'accent' }) : span(text);
}

function signatureLine(definition: FunctionDefinition, current: number): Line {
  const parameters = definition.parameters.flatMap((parameter, index) => [
    ...(index === 0 ? [] : [', ']),
    parameterSpan(parameter, index === current),
  ]);
  return line(span(definition.name, { bold: true }), '(', ...parameters, ')');
}

/** In words too: a mark alone would be lost on a terminal without emphasis. */
function currentLine({ parameters }: FunctionDefinition, current: number, argument: number): Line {
  const at = parameters[current];
  if (at === undefined) {
    return line(span(`Argument ${argument + 1} is one too many.`, { tone: 'warn' }));
  }
  const { presence, type } = at.parameter;
  const kind = type === 'any' ? 'any value' : type;
  return line(
    `Argument ${argument + 1}: `,
    span(at.name, { bold: true }),
    `, ${kind}${presenceWords[presence]}.`,
  );
}

/** Signature, the argument the cursor is in, and what the function does. Nothing for a name nobody knows. */
export function callHelp({ name, argument }: OpenCall): readonly Line[] {
  const definition = functions.get(name);
  if (definition === undefined) return [];
  const current = currentOf(definition, argument);
  return [
    signatureLine(definition, current),
    ...(definition.parameters.length === 0 ? [] : [currentLine(definition, current, argument)]),
    line(span(definition.help, { tone: 'muted' })),
  ];
}
