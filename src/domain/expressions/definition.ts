import { present } from '../present.ts';
import { fail, ok, type Result } from '../result.ts';
import type { ExpressionError, ExpressionErrorCode } from './errors.ts';
import type { Parameter } from './parameters.ts';
import type { PatternError } from './pattern/reader.ts';
import type { DotnetPattern } from './pattern/translate.ts';
import type { PatternRunner } from './pattern-runner.ts';
import { isItems, itemText, MAX_ITEMS, MAX_TEXT, type Value } from './value.ts';

type FunctionFamily =
  | 'text'
  | 'replace'
  | 'encoding'
  | 'random'
  | 'logic'
  | 'flow'
  | 'lists'
  | 'directory'
  | 'dates';

/** Bytes of a random source; `Uint8Array` fits. */
export type RandomBytes = (bytes: number) => ArrayLike<number>;

/** What a function may use besides its arguments. */
export type CallContext = {
  readonly now: Date;
  readonly runPattern: PatternRunner;
  readonly random: RandomBytes | undefined;
  /** Translates a .NET pattern; constant patterns were translated when the expression was parsed. */
  readonly pattern: (source: string) => Result<DotnetPattern, PatternError>;
};

/** Why a function refuses its arguments. `got` is kept apart from the message, because it may have to be redacted. */
export type FunctionProblem = {
  readonly code: ExpressionErrorCode;
  readonly message: string;
  /** The parameter to blame; absent = the whole call. */
  readonly parameter?: string;
  readonly got?: Value;
};

export type FunctionAnswer = Result<Value, FunctionProblem>;

/** What a node gives: a value, or a reason to leave out the attribute or the whole object, or an error. */
export type Computed =
  | { readonly kind: 'value'; readonly value: Value; readonly redacted: boolean }
  | { readonly kind: 'skip'; readonly what: 'attribute' | 'object'; readonly because: string }
  | { readonly kind: 'unique'; readonly rules: readonly Value[]; readonly redacted: boolean }
  | { readonly kind: 'error'; readonly error: ExpressionError };

/** One call under evaluation. Arguments are computed when they are asked for, and only once. */
export type FunctionCall = {
  /** How many arguments were written, left-out ones between commas included. */
  readonly count: number;
  readonly isGiven: (index: number) => boolean;
  /** A left-out argument is null. */
  readonly argument: (index: number) => Computed;
  readonly isOutermost: boolean;
  readonly context: CallContext;
  readonly problem: (problem: FunctionProblem) => Computed;
};

/** Everything the product knows about one function: parser checks, completion, help and evaluation are made from it. */
export type FunctionDefinition = {
  readonly name: string;
  readonly family: FunctionFamily;
  /** `Mid(source, start, length)`; `?` marks what may be left out, `...` what may be repeated. */
  readonly signature: string;
  readonly help: string;
  readonly parameters: readonly NamedParameter[];
  /** A rule about the number of arguments beyond what the parameters say; returns what is wrong. */
  readonly checkCount?: (count: number) => string | undefined;
  /** Must be the outermost function of an expression. */
  readonly outermostOnly?: true;
  /** Everything computed below this call is hidden from logs. */
  readonly redacts?: true;
  readonly apply: (call: FunctionCall) => Computed;
};

export type NamedParameter = { readonly name: string; readonly parameter: Parameter<unknown> };

type ParameterMap = Readonly<Record<string, Parameter<unknown>>>;

/** What `evaluate` receives: each argument as its parameter reads it. */
type Arguments<P extends ParameterMap> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

type Description<P extends ParameterMap> = {
  readonly name: string;
  readonly help: string;
  readonly parameters: P;
  readonly checkCount?: (count: number) => string | undefined;
};

type FunctionDescription<P extends ParameterMap> = Description<P> & {
  readonly evaluate: (args: Arguments<P>, call: FunctionCall) => FunctionAnswer;
};

/** Defines a function whose arguments are all evaluated and read before it runs. */
export function defineFunction<P extends ParameterMap>(
  family: FunctionFamily,
  description: FunctionDescription<P>,
): FunctionDefinition {
  const { evaluate, ...rest } = description;
  const parameters = named(rest.parameters);
  // The reader of each parameter decides the type of its argument; the compiler cannot follow that by name.
  const run = (args: ReadonlyMap<string, unknown>, call: FunctionCall) =>
    evaluate(Object.fromEntries(args) as Arguments<P>, call);
  return { ...describe(family, rest), apply: (call) => applyStrictly(parameters, run, call) };
}

type FormDescription<P extends ParameterMap> = Description<P> &
  Pick<FunctionDefinition, 'apply' | 'outermostOnly' | 'redacts'>;

/** Defines a function that decides itself which arguments are evaluated. */
export function defineForm<P extends ParameterMap>(
  family: FunctionFamily,
  description: FormDescription<P>,
): FunctionDefinition {
  return { ...description, ...describe(family, description) };
}

function describe<P extends ParameterMap>(family: FunctionFamily, description: Description<P>) {
  const parameters = named(description.parameters);
  const { name, help, checkCount } = description;
  const signature = `${name}(${parameters.map(spelled).join(', ')})`;
  return { name, family, help, signature, parameters, ...present({ checkCount }) };
}

function named(parameters: ParameterMap): readonly NamedParameter[] {
  return Object.entries(parameters).map(([name, parameter]) => ({ name, parameter }));
}

function spelled({ name, parameter }: NamedParameter): string {
  return name + { required: '', optional: '?', repeated: '...' }[parameter.presence];
}

type Run = (args: ReadonlyMap<string, unknown>, call: FunctionCall) => FunctionAnswer;

function applyStrictly(parameters: readonly NamedParameter[], run: Run, call: FunctionCall): Computed {
  const raw: Value[] = [];
  let redacted = false;
  for (let index = 0; index < call.count; index++) {
    const computed = call.argument(index);
    if (computed.kind !== 'value') return computed;
    raw.push(computed.value);
    redacted ||= computed.redacted;
  }
  const answer = answerFor(parameters, raw, run, call);
  return answer.ok ? { kind: 'value', value: answer.value, redacted } : call.problem(answer.error);
}

/** Null may end a call at once, and a list may be worked through item by item; the parameters say so. */
function answerFor(
  parameters: readonly NamedParameter[],
  raw: readonly Value[],
  run: Run,
  call: FunctionCall,
): FunctionAnswer {
  if (parameters.some(({ parameter }, index) => parameter.nullGivesNull && raw[index] === undefined)) {
    return ok(undefined);
  }
  const each = parameters.findIndex(({ parameter }, index) => parameter.perItem && isItems(raw[index]));
  const list = raw[each];
  if (!isItems(list)) return bindAndRun(parameters, raw, run, call);
  const results: string[] = [];
  for (const item of list) {
    const answer = bindAndRun(parameters, raw.with(each, itemText(item)), run, call);
    if (!answer.ok) return answer;
    if (typeof answer.value === 'string') results.push(answer.value);
  }
  return bounded(results);
}

function bindAndRun(
  parameters: readonly NamedParameter[],
  raw: readonly Value[],
  run: Run,
  call: FunctionCall,
): FunctionAnswer {
  const args = new Map<string, unknown>();
  for (const [index, { name, parameter }] of parameters.entries()) {
    const read = parameter.presence === 'repeated' ? ok(raw.slice(index)) : parameter.read(raw[index]);
    if (!read.ok) {
      const { code, message } = read.error;
      return fail({ code, message: `${name} ${message}`, parameter: name, got: raw[index] });
    }
    args.set(name, read.value);
  }
  const answer = run(args, call);
  return answer.ok ? bounded(answer.value) : answer;
}

/** Refuses what no attribute can hold, so a hostile value ends as an error and not as a lack of memory. */
function bounded(value: Value): FunctionAnswer {
  if (typeof value === 'string' && value.length > MAX_TEXT) return tooLong(`${MAX_TEXT} characters`);
  if (isItems(value) && value.length > MAX_ITEMS) return tooLong(`${MAX_ITEMS} items`);
  return ok(value);
}

export const tooLong = (limit: string): { readonly ok: false; readonly error: FunctionProblem } =>
  fail({ code: 'ArgumentValue', message: `the result has more than ${limit}` });
