import { fail, ok } from '../../result.ts';
import {
  defineFunction,
  type FunctionAnswer,
  type FunctionCall,
  type FunctionDefinition,
  tooLong,
} from '../definition.ts';
import { optionalText, type Parameter } from '../parameters.ts';
import { indexOfGroup } from '../pattern/groups.ts';
import { type ReplacementPart, readReplacement } from '../pattern/replacement.ts';
import type { DotnetPattern } from '../pattern/translate.ts';
import { MAX_TEXT } from '../value.ts';

/** Null stays null here: one form of Replace is there to replace it. */
const nullableSource: Parameter<string | undefined> = {
  ...optionalText,
  presence: 'required',
  perItem: true,
};

/** Source: entra-docs `functions-for-customizing-application-data`, Replace and its six examples. */
export const replaceFunctions: readonly FunctionDefinition[] = [
  defineFunction('replace', {
    name: 'Replace',
    help: 'Replaces text or what a regular expression matches; or fills a template; or takes a value from another attribute when source is empty.',
    parameters: {
      source: nullableSource,
      oldValue: { ...optionalText, graphKey: 'Find' },
      regexPattern: optionalText,
      regexGroupName: optionalText,
      replacementValue: { ...optionalText, graphKey: 'Replacement' },
      replacementAttributeName: optionalText,
      template: optionalText,
    },
    evaluate: replace,
  }),
];

type ReplaceArguments = {
  readonly source: string | undefined;
  readonly oldValue: string | undefined;
  readonly regexPattern: string | undefined;
  readonly regexGroupName: string | undefined;
  readonly replacementValue: string | undefined;
  readonly replacementAttributeName: string | undefined;
  readonly template: string | undefined;
};

const REPLACEMENT_VALUE = 4;
const REPLACEMENT_ATTRIBUTE = 5;

/** Which arguments are given decides what is replaced; the forms are tried in this order. */
function replace(args: ReplaceArguments, call: FunctionCall): FunctionAnswer {
  const { source, oldValue, template } = args;
  if (fillsGap(args, call)) return source === undefined || source === '' ? extract(args, call) : ok(source);
  if (source === undefined) return ok(undefined);
  if (oldValue !== undefined && template !== undefined) return replaceText(template, oldValue, source);
  if (!call.isGiven(REPLACEMENT_VALUE)) return noForm;
  const replacement = args.replacementValue ?? '';
  return oldValue === undefined
    ? replaceByPattern(source, args, replacement, call)
    : replaceText(source, oldValue, replacement);
}

/** The form that takes a value from another attribute, when source has none. */
function fillsGap({ regexPattern, regexGroupName }: ReplaceArguments, call: FunctionCall): boolean {
  const takesAttribute = call.isGiven(REPLACEMENT_ATTRIBUTE) && !call.isGiven(REPLACEMENT_VALUE);
  return takesAttribute && regexPattern !== undefined && regexGroupName !== undefined;
}

function replaceByPattern(
  source: string,
  args: ReplaceArguments,
  replacement: string,
  call: FunctionCall,
): FunctionAnswer {
  const { regexPattern, regexGroupName } = args;
  if (regexPattern === undefined) return noForm;
  return regexGroupName === undefined
    ? replaceMatches(source, regexPattern, replacement, call)
    : replaceGroup(source, { regexPattern, regexGroupName, replacement }, call);
}

const noForm: FunctionAnswer = fail({
  code: 'ArgumentCount',
  message:
    'these arguments are no form of Replace; it takes oldValue with replacementValue or template, or regexPattern with replacementValue, or regexPattern with regexGroupName and replacementAttributeName',
});

function replaceText(text: string, oldValue: string, replacement: string): FunctionAnswer {
  if (oldValue === '') {
    return fail({ code: 'ArgumentValue', message: 'oldValue must not be empty', parameter: 'oldValue' });
  }
  const pieces = text.split(oldValue);
  const length = text.length + (pieces.length - 1) * (replacement.length - oldValue.length);
  return length > MAX_TEXT ? tooLong(`${MAX_TEXT} characters`) : ok(pieces.join(replacement));
}

/** The named group of the first match; null without a match, and when the group took no part in it. */
function extract(args: ReplaceArguments, call: FunctionCall): FunctionAnswer {
  const text = args.replacementAttributeName ?? '';
  return withPattern({ source: args.regexPattern ?? '', text, flags: '' }, call, (pattern, regex) => {
    const index = indexOfGroup(pattern.groups, args.regexGroupName ?? '');
    const match = regex.exec(text);
    return index === undefined || match === null ? ok(undefined) : ok(match[index]);
  });
}

type GroupReplacement = {
  readonly regexPattern: string;
  readonly regexGroupName: string;
  readonly replacement: string;
};

/** In every match only the text of the group changes. A pattern without that group changes nothing. */
function replaceGroup(text: string, by: GroupReplacement, call: FunctionCall): FunctionAnswer {
  return withPattern({ source: by.regexPattern, text, flags: 'dg' }, call, (pattern, regex) => {
    const index = indexOfGroup(pattern.groups, by.regexGroupName);
    if (index === undefined) return ok(text);
    return rebuild(text, regex, (match) => {
      const span = match.indices?.[index];
      return span === undefined ? undefined : { start: span[0], end: span[1], text: by.replacement };
    });
  });
}

function replaceMatches(
  text: string,
  source: string,
  replacement: string,
  call: FunctionCall,
): FunctionAnswer {
  return withPattern({ source, text, flags: 'g' }, call, (pattern, regex) => {
    const parts = readReplacement(replacement, pattern);
    if (!parts.ok) return fail({ code: 'InvalidRegex', message: parts.error, parameter: 'replacementValue' });
    return rebuild(text, regex, (match) => ({
      start: match.index,
      end: match.index + match[0].length,
      text: parts.value.map((part) => expanded(part, match, text)).join(''),
    }));
  });
}

function expanded(part: ReplacementPart, match: RegExpExecArray, input: string): string {
  if (part.kind === 'text') return part.text;
  if (part.kind === 'group') return match[part.index] ?? '';
  if (part.kind === 'before') return input.slice(0, match.index);
  return part.kind === 'after' ? input.slice(match.index + match[0].length) : input;
}

type Piece = { readonly start: number; readonly end: number; readonly text: string };

/** Walks all matches, as .NET does: after an empty match the search goes on one character further. */
function rebuild(
  text: string,
  regex: RegExp,
  pieceOf: (match: RegExpExecArray) => Piece | undefined,
): FunctionAnswer {
  const kept: string[] = [];
  let length = 0;
  let end = 0;
  regex.lastIndex = 0;
  for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
    if (match[0] === '') regex.lastIndex += 1;
    const piece = pieceOf(match);
    if (piece === undefined) continue;
    kept.push(text.slice(end, piece.start), piece.text);
    length += piece.start - end + piece.text.length;
    end = piece.end;
    if (length > MAX_TEXT) return tooLong(`${MAX_TEXT} characters`);
  }
  return ok(kept.join('') + text.slice(end));
}

/** Runs under the caller's limit; a pattern that exceeds it is an error of the pattern. */
function withPattern(
  { source, text, flags }: { readonly source: string; readonly text: string; readonly flags: string },
  call: FunctionCall,
  work: (pattern: DotnetPattern, regex: RegExp) => FunctionAnswer,
): FunctionAnswer {
  const pattern = call.context.pattern(source);
  if (!pattern.ok) {
    const { message, position } = pattern.error;
    return invalid(`${message}, at character ${position + 1} of the pattern`, source);
  }
  const regex = new RegExp(pattern.value.regex, flags);
  try {
    const ran = call.context.runPattern(regex, text, (limited) => work(pattern.value, limited));
    return ran.ok ? ran.value : invalid('the pattern needs too much time on this value', source);
  } catch (error) {
    if (!isRangeError(error)) throw error;
    // The engine throws it when a pattern such as (a|b)* keeps more places to return to than its stack holds.
    return invalid('the pattern needs too much memory on this value', source);
  }
}

/** Recognized by name: the runner may use a realm of its own, with its own RangeError. */
const isRangeError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'RangeError';

const invalid = (message: string, source: string): FunctionAnswer =>
  fail({ code: 'InvalidRegex', message, parameter: 'regexPattern', got: source });
