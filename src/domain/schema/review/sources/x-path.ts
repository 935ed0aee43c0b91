import type { ReviewOptions } from '../facts.ts';
import { type SchemaFinding, schemaFinding } from '../finding.ts';
import type { PathFacts } from './path-facts.ts';

/** From this version of the Human_Resources web service on, the position lies below the worker's job. */
const NEW_FORM = 30;

type Form = 'old' | 'new';

/** Only paths that differ between the versions tell one from the other. */
function formOf(expression: string): Form | undefined {
  if (expression.includes('wd:Worker_Job_Data')) return 'new';
  return /wd:Employment_Data\/wd:Position_Data\b/.test(expression) ? 'old' : undefined;
}

const names = (paths: readonly PathFacts[]): string => {
  const shown = paths.slice(0, 6).map(({ attribute }) => attribute.name);
  return shown.join(', ') + (paths.length > shown.length ? ` and ${paths.length - shown.length} more` : '');
};

const formText: Readonly<Record<Form, string>> = {
  old: 'wd:Employment_Data/wd:Position_Data, the form before v30.0',
  new: 'wd:Worker_Job_Data, the form of v30.0 and later',
};

const advice: Readonly<Record<Form, string>> = {
  old: 'Take the paths for v30.0 and later from the Workday attribute reference, or name no version in the connection URL.',
  new: 'Name v30.0 or later in the connection URL, or take the paths of v21.1.',
};

function mixed(fewer: readonly PathFacts[], form: Form): readonly SchemaFinding[] {
  const [first] = fewer;
  if (first === undefined) return [];
  const message = `The XPaths are of different API versions: ${names(fewer)} ${fewer.length === 1 ? 'has' : 'have'} ${formText[form]}, the others have not. Whatever the version, some attributes stay empty.`;
  return [
    schemaFinding({
      code: 'path.mixedVersions',
      path: first.path,
      message,
      fix: 'Take all paths from one version of the Workday attribute reference.',
    }),
  ];
}

function wrong(paths: readonly PathFacts[], form: Form, version: number): readonly SchemaFinding[] {
  const [first] = paths;
  if (first === undefined) return [];
  const message = `The connection uses API v${version}, but ${names(paths)} ${paths.length === 1 ? 'has' : 'have'} ${formText[form]}: ${paths.length === 1 ? 'it stays' : 'they stay'} empty.`;
  return [schemaFinding({ code: 'path.wrongVersion', path: first.path, message, fix: advice[form] })];
}

function versionNote(paths: readonly PathFacts[], form: Form): readonly SchemaFinding[] {
  const [first] = paths;
  if (first === undefined) return [];
  const needed = form === 'old' ? 'no version, or one before v30.0' : 'v30.0 or later';
  const message = `The XPaths have ${formText[form]}: the connection URL must name ${needed}.`;
  return [
    schemaFinding({
      code: 'path.version',
      path: first.path,
      message,
      fix: 'Check the URL of the connection; --workday-version checks it here.',
    }),
  ];
}

/** XPaths of one version of the Workday API, and of the version that the connection uses where that is known. */
export function reviewXPathVersions(
  paths: readonly PathFacts[],
  options: ReviewOptions,
): readonly SchemaFinding[] {
  const of = (form: Form) => paths.filter(({ expression }) => formOf(expression) === form);
  const [old, young] = [of('old'), of('new')];
  const version = options.workdayVersion;
  if (version !== undefined)
    return version >= NEW_FORM ? wrong(old, 'old', version) : wrong(young, 'new', version);
  if (old.length > 0 && young.length > 0)
    return old.length < young.length ? mixed(old, 'old') : mixed(young, 'new');
  return old.length > 0 ? versionNote(old, 'old') : versionNote(young, 'new');
}

/** Functions that the service evaluates. Source: entra-docs `workday-attribute-reference`, supported XPath functions. */
const supported = new Set(
  'name last position string substring concat substring-after substring-before starts-with string-length contains translate normalize-space boolean true false not number ceiling floor round sum text node'.split(
    ' ',
  ),
);

function syntaxFault(expression: string): string | undefined {
  const bare = expression.replace(/'[^']*'|"[^"]*"/g, "''");
  if (/['"]/.test(bare.replaceAll("''", ''))) return 'a quote is not closed';
  const open = [...bare].reduce(
    (depth, char) => (depth < 0 ? depth : depth + Number('[('.includes(char)) - Number('])'.includes(char))),
    0,
  );
  if (open !== 0) return 'a bracket is not closed, or closed twice';
  const prefix = /(?:^|[/[(@\s|])((?!wd\b)[A-Za-z][\w-]*):(?!:)/.exec(bare)?.[1];
  if (prefix !== undefined) return `the prefix "${prefix}:" is not bound; Workday's is "wd:"`;
  const called = [...bare.matchAll(/(?<![\w:-])([a-z][a-z-]*)\s*\(/g)].map(([, name]) => name ?? '');
  const unknown = called.find((name) => !supported.has(name));
  return unknown === undefined ? undefined : `the function ${unknown}() is not supported by the service`;
}

type Trap = { readonly text: string; readonly why: string; readonly fix: string };

/** Paths that are printed in the documentation, or look right, and never have a value. */
const traps: readonly Trap[] = [
  {
    text: 'Not_Eligible_For_Hire',
    why: 'Workday spells the element Not_Eligible_for_Hire',
    fix: 'Write wd:Not_Eligible_for_Hire.',
  },
  {
    text: 'wd:Photo_Data',
    why: 'photos are not synchronized',
    fix: 'Remove the attribute from the mappings.',
  },
];

/** One XPath by itself: that it can be evaluated, begins where the service begins, and can have a value. */
export function reviewXPath({ path, attribute, expression }: PathFacts): readonly SchemaFinding[] {
  const fault = syntaxFault(expression);
  if (fault !== undefined) {
    const message = `The XPath of "${attribute.name}" is not valid: ${fault}.`;
    return [
      schemaFinding({ code: 'path.syntax', path, message, fix: 'Correct the XPath in the attribute list.' }),
    ];
  }
  if (!/wd:Worker\b/.test(expression)) {
    const message = `The XPath of "${attribute.name}" does not begin at wd:Worker, where the service begins to read: it has no value.`;
    return [schemaFinding({ code: 'path.syntax', path, message, fix: 'Begin it with wd:Worker/.' })];
  }
  return traps
    .filter(({ text }) => expression.includes(text))
    .map(({ why, fix }) =>
      schemaFinding({
        code: 'path.trap',
        path,
        message: `"${attribute.name}" never has a value: ${why}.`,
        fix,
      }),
    );
}
