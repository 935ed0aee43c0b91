import { fail, ok } from '../../result.ts';
import { filetimeOf, type Moment, momentOfFiletime, momentOfInstant } from '../dates/calendar.ts';
import { readFormat } from '../dates/format.ts';
import { addInterval, type Interval, intervalBetween, intervals, isInterval } from '../dates/intervals.ts';
import { readExact } from '../dates/read-exact.ts';
import { readIsoMoment } from '../dates/read-moment.ts';
import { momentText, writeMoment } from '../dates/write.ts';
import {
  defineFunction,
  type FunctionAnswer,
  type FunctionCall,
  type FunctionDefinition,
} from '../definition.ts';
import { bigInteger, date, integer, optionalText, singleText, text } from '../parameters.ts';

/** Source: entra-docs `functions-for-customizing-application-data`; DateDiff: the Visual Basic function of that name. */
export const dateFunctions: readonly FunctionDefinition[] = [
  defineFunction('dates', {
    name: 'Now',
    help: 'The time of the run in UTC, as 3/16/2020 7:00:00 AM.',
    parameters: {},
    evaluate: (_, { context }) => ok(momentText(momentOfInstant(context.now))),
  }),

  defineFunction('dates', {
    name: 'CDate',
    help: 'Reads yyyy-MM-dd or M/d/yyyy, with or without time and offset, and gives 3/16/2020 7:00:00 AM in UTC.',
    parameters: { expression: date },
    evaluate: ({ expression }) => ok(momentText(expression)),
  }),

  defineFunction('dates', {
    name: 'DateAdd',
    help: 'Adds that many yyyy, m, d, ww, h, n (minutes) or s to a date.',
    parameters: { interval: text, value: integer, date },
    evaluate: (args) =>
      withInterval(args.interval, (interval) => {
        const sum = addInterval(interval, args.value, args.date);
        return sum === undefined ? outOfRange('value', String(args.value)) : ok(momentText(sum));
      }),
  }),

  defineFunction('dates', {
    name: 'DateDiff',
    help: 'The number of yyyy, m, d, ww, h, n (minutes) or s between two dates; positive when date2 is later.',
    parameters: { interval: text, date1: date, date2: date },
    evaluate: ({ interval, date1, date2 }) =>
      withInterval(interval, (known) => ok(String(intervalBetween(known, date1, date2)))),
  }),

  defineFunction('dates', {
    name: 'FormatDateTime',
    help: 'Reads a date that has exactly inputFormat and writes it, in UTC, in outputFormat; both are .NET formats.',
    parameters: {
      source: singleText,
      dateTimeStyles: optionalText,
      inputFormat: text,
      outputFormat: optionalText,
    },
    evaluate: ({ source, dateTimeStyles, inputFormat, outputFormat }, call) =>
      // Cloud sync and Graph leave the styles out altogether.
      call.count === 3
        ? reformat(source, dateTimeStyles ?? '', inputFormat, call)
        : reformat(source, inputFormat, outputFormat ?? '', call),
  }),

  defineFunction('dates', {
    name: 'DateFromNum',
    help: 'The date of a Windows file time: hundreds of nanoseconds since 1601.',
    parameters: { value: bigInteger },
    evaluate: ({ value }) => {
      const moment = momentOfFiletime(value);
      return moment === undefined ? outOfRange('value', String(value)) : ok(momentText(moment));
    },
  }),

  defineFunction('dates', {
    name: 'NumFromDate',
    help: 'The Windows file time of an ISO 8601 date: hundreds of nanoseconds since 1601, as accountExpires holds it.',
    parameters: { value: singleText },
    evaluate: ({ value }) => {
      const moment = readIsoMoment(value);
      const ticks = moment === undefined ? -1n : filetimeOf(moment);
      if (ticks >= 0n) return ok(String(ticks));
      const message = 'value is not an ISO 8601 date between 1601-01-01 and 9999-12-31 UTC';
      return fail({ code: 'ArgumentType', message, parameter: 'value', got: value });
    },
  }),
];

function withInterval(interval: string, work: (interval: Interval) => FunctionAnswer): FunctionAnswer {
  if (isInterval(interval)) return work(interval);
  const message = `interval must be one of ${intervals.join(', ')}`;
  return fail({ code: 'ArgumentValue', message, parameter: 'interval', got: interval });
}

const outOfRange = (parameter: string, got: string): FunctionAnswer =>
  fail({ code: 'ArgumentValue', message: 'the date would not be in the years 1 to 9999', parameter, got });

function reformat(source: string, input: string, output: string, call: FunctionCall): FunctionAnswer {
  const inputFormat = readFormat(input);
  const outputFormat = readFormat(output);
  if (!inputFormat.ok) return badFormat(inputFormat.error, 'inputFormat', input);
  if (!outputFormat.ok) return badFormat(outputFormat.error, 'outputFormat', output);
  const moment: Moment | undefined = readExact(source, inputFormat.value, momentOfInstant(call.context.now));
  if (moment !== undefined) return ok(writeMoment(moment, outputFormat.value));
  return fail({
    code: 'ArgumentType',
    message: 'source does not have the form of inputFormat',
    parameter: 'source',
    got: source,
  });
}

const badFormat = (message: string, parameter: string, got: string): FunctionAnswer =>
  fail({ code: 'ArgumentValue', message, parameter, got });
