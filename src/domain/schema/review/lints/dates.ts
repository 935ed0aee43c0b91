import { readFormat } from '../../../expressions/dates/format.ts';
import type { Argument, CallNode, Node } from '../../../expressions/syntax/tree.ts';
import type { SchemaFinding } from '../finding.ts';
import { callsOf, type Lint, type Site } from './lint.ts';

/** A format names years, months or hours in letters that no name of a DateTimeStyles has side by side. */
const looksLikeFormat = (text: string): boolean => /y{2,}|M{2,}|d{2,}|H{1,2}:|%|\bM\/d/.test(text);

function formatArguments(call: CallNode): readonly Argument[] {
  return call.arguments.length === 3 ? call.arguments.slice(1) : call.arguments.slice(2);
}

function lintPlaces(call: CallNode, site: Site): readonly SchemaFinding[] {
  const [, styles] = call.arguments;
  const fix =
    'Write FormatDateTime(source, , "inputFormat", "outputFormat"), with nothing between the first two commas.';
  if (call.arguments.length === 3 && site.facts.source?.system !== 'activeDirectory') {
    const message =
      'FormatDateTime has three arguments, which is the form of AD cloud sync; here it takes four, the second of which is usually left out.';
    return [site.say('date.places', call, message, fix)];
  }
  if (call.arguments.length !== 4 || styles?.kind !== 'constant' || !looksLikeFormat(styles.value)) return [];
  const message = `"${styles.value}" stands in the place of dateTimeStyles, but looks like a format: a comma is missing before it.`;
  return [site.say('date.places', styles, message, fix)];
}

function lintFormats(call: CallNode, site: Site): readonly SchemaFinding[] {
  return formatArguments(call).flatMap((argument) => {
    if (argument?.kind !== 'constant') return [];
    const format = readFormat(argument.value);
    if (format.ok) return [];
    return [
      site.say(
        'date.format',
        argument,
        `"${argument.value}" is no date format: ${format.error}.`,
        'Write a .NET date format such as yyyy-MM-dd.',
      ),
    ];
  });
}

/** Functions that give a date as `3/16/2020 7:00:00 AM`, in UTC. */
const givesPlainDate = new Set(['Now', 'CDate', 'DateAdd', 'DateFromNum']);
const plainFormats = /^M+\/d+\/y+ h+:m+:s+ tt?$/;

const isPlainDate = (node: Argument): node is CallNode =>
  node?.kind === 'call' && givesPlainDate.has(node.name);

function lintForm(call: CallNode, site: Site): readonly SchemaFinding[] {
  const [source] = call.arguments;
  if (!isPlainDate(source)) return [];
  if (call.name === 'NumFromDate') {
    const message = `NumFromDate reads ISO 8601 dates, but ${source.name} gives dates like 3/16/2020 7:00:00 AM.`;
    return [
      site.say(
        'date.form',
        source,
        message,
        `Write NumFromDate(FormatDateTime(${source.name}(...), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-ddTHH:mm:ssZ")).`,
      ),
    ];
  }
  const [input] = formatArguments(call);
  if (input?.kind !== 'constant' || plainFormats.test(input.value)) return [];
  const message = `${source.name} gives dates like 3/16/2020 7:00:00 AM, which do not have the form "${input.value}".`;
  return [site.say('date.form', input, message, 'Write "M/d/yyyy h:mm:ss tt" as input format.')];
}

const timeWithoutOffset = /(?:^|[\sT])\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AP]M)?\s*$/i;

/** The part that ends the text without saying its time zone; undefined where it does, or where it does not show. */
function endsWithoutOffset(node: Argument): Node | undefined {
  if (node?.kind === 'constant') return timeWithoutOffset.test(node.value) ? node : undefined;
  if (node?.kind === 'concat') return endsWithoutOffset(node.parts.at(-1));
  if (node?.kind !== 'call') return undefined;
  const last = node.arguments.at(-1);
  if (node.name === 'Join' || node.name === 'Append') return endsWithoutOffset(last);
  if (node.name !== 'FormatDateTime' || last?.kind !== 'constant') return undefined;
  return /[zK]|Z['"]?$/.test(last.value) || isPlainDate(node.arguments[0]) ? undefined : node;
}

function lintOffset(call: CallNode, site: Site): readonly SchemaFinding[] {
  const dates =
    call.name === 'DateDiff' || call.name === 'DateAdd' ? call.arguments.slice(1) : call.arguments;
  return dates.flatMap((argument) => {
    const node = endsWithoutOffset(argument);
    if (node === undefined) return [];
    const message = `The date in ${call.name} says no offset from UTC, so it is taken as UTC: for people in other time zones it is hours off.`;
    return [site.say('date.offset', node, message, 'Put the offset behind the time: 23:59:59-08:00.')];
  });
}

const lintFormatDateTime: Lint = (site) =>
  callsOf(site.tree, 'FormatDateTime').flatMap((call) => [
    ...lintPlaces(call, site),
    ...lintFormats(call, site),
    ...lintForm(call, site),
  ]);

const lintNumFromDate: Lint = (site) =>
  callsOf(site.tree, 'NumFromDate').flatMap((call) => lintForm(call, site));

const lintOffsets: Lint = (site) =>
  callsOf(site.tree, 'NumFromDate', 'CDate', 'DateDiff', 'DateAdd').flatMap((call) => lintOffset(call, site));

/** Source: entra-docs `functions-for-customizing-application-data`, FormatDateTime, NumFromDate and CDate. */
export const dateLints: readonly Lint[] = [lintFormatDateTime, lintNumFromDate, lintOffsets];
