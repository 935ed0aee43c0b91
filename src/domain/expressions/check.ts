import { present } from '../present.ts';
import type { FunctionDefinition, NamedParameter } from './definition.ts';
import type { ExpressionError } from './errors.ts';
import { functions } from './registry.ts';
import { nearestName } from './syntax/suggest.ts';
import { allNodes, type CallNode, type Node } from './syntax/tree.ts';

/**
 * The first fault that a tree has whatever the values are: an unknown function, a wrong number of arguments, or a
 * function that must be the outermost one and is not.
 */
export function checkTree(root: Node): ExpressionError | undefined {
  for (const node of allNodes(root)) {
    const error = node.kind === 'call' ? checkCall(node, node === root) : undefined;
    if (error !== undefined) return error;
  }
  return undefined;
}

/** Things that work, but hardly as meant. */
export function warningsOf(root: Node): readonly ExpressionError[] {
  return [...allNodes(root)]
    .filter((node) => node.kind === 'call')
    .filter((node) => node.name === 'IgnoreFlowIfNullOrEmpty' && node !== root)
    .map((node) => ({
      code: 'NestingNotAllowed',
      message:
        'IgnoreFlowIfNullOrEmpty leaves the attribute out only as outermost function; here it gives null.',
      ...node.at,
    }));
}

function checkCall(node: CallNode, isOutermost: boolean): ExpressionError | undefined {
  const definition = functions.get(node.name);
  if (definition === undefined) return unknownFunction(node);
  const wrongCount = countFault(definition, node);
  if (wrongCount !== undefined) {
    const message = `${node.name} ${wrongCount}: ${definition.signature}`;
    return { code: 'ArgumentCount', message, ...node.at };
  }
  if (definition.outermostOnly !== true || isOutermost) return undefined;
  const message = `${node.name} must be the outermost function of the expression.`;
  return { code: 'NestingNotAllowed', message, ...node.at };
}

function unknownFunction(node: CallNode): ExpressionError {
  const suggestion = nearestName(node.name, functions.keys());
  const hint = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
  return {
    code: 'UnknownFunction',
    message: `There is no function ${node.name}.${hint}`,
    position: node.at.position,
    length: node.name.length,
    ...present({ suggestion }),
  };
}

function countFault(definition: FunctionDefinition, node: CallNode): string | undefined {
  const count = node.arguments.length;
  const own = definition.checkCount?.(count);
  if (own !== undefined) return own;
  const { parameters } = definition;
  const repeats = parameters.some(({ parameter }) => parameter.presence === 'repeated');
  if (!repeats && count > parameters.length)
    return `takes at most ${parameters.length} arguments, not ${count}`;
  const missing = parameters.find((parameter, index) => isMissing(parameter, node, index));
  return missing && `needs ${missing.name}`;
}

function isMissing({ parameter }: NamedParameter, node: CallNode, index: number): boolean {
  if (parameter.presence !== 'required') return false;
  if (index >= node.arguments.length) return true;
  return node.arguments[index] === undefined && parameter.mayBeEmpty !== true;
}
