import { fail, ok, type Result } from '../result.ts';
import type { Moment } from './dates/calendar.ts';
import { readMoment } from './dates/read-moment.ts';
import { type Item, itemsOf, type Value } from './value.ts';

/** How one argument of a function is read. A repeated parameter is not read: it receives the remaining values. */
export type Parameter<T> = {
  readonly presence: 'required' | 'optional' | 'repeated';
  /** What it takes, for help: text, integer, date, list, any. */
  readonly type: 'text' | 'integer' | 'date' | 'list' | 'any';
  /** A null argument makes the whole call null. */
  readonly nullGivesNull?: true;
  /** A list is worked through item by item and gives a list. */
  readonly perItem?: true;
  /** May be left out between commas, which is null. */
  readonly mayBeEmpty?: true;
  /** The key of this parameter in Graph's parsed form, where it is known to differ from our name. */
  readonly graphKey?: string;
  readonly read: (value: Value) => Result<T, ReadProblem>;
};

type ReadProblem = { readonly code: 'ArgumentType'; readonly message: string };

const wrongType = (message: string): Result<never, ReadProblem> => fail({ code: 'ArgumentType', message });

const asText = (value: Value): Result<string | undefined, ReadProblem> =>
  value === undefined || typeof value === 'string'
    ? ok(value)
    : wrongType('must be a single text, not a list');

const asTextOrEmpty = (value: Value): Result<string, ReadProblem> => {
  const read = asText(value);
  return read.ok ? ok(read.value ?? '') : read;
};

const asInteger = (value: Value): Result<bigint | undefined, ReadProblem> => {
  const read = asText(value);
  if (!read.ok || read.value === undefined) return read.ok ? ok(undefined) : read;
  const integer = integerOf(read.value);
  return integer === undefined ? wrongType('must be an integer') : ok(integer);
};

const asNumber = (value: Value): Result<number | undefined, ReadProblem> => {
  const read = asInteger(value);
  return read.ok ? ok(read.value === undefined ? undefined : Number(read.value)) : read;
};

function required<T>(read: (value: Value) => Result<T | undefined, ReadProblem>) {
  return (value: Value): Result<T, ReadProblem> => {
    const result = read(value);
    if (!result.ok) return result;
    return result.value === undefined ? wrongType('must not be null') : ok(result.value);
  };
}

/** An integer in decimal or as `&HF7`, or undefined. */
export function integerOf(text: string): bigint | undefined {
  if (/^&[Hh][0-9A-Fa-f]{1,16}$/.test(text)) return BigInt(`0x${text.slice(2)}`);
  const signed = /^([+-]?)([0-9]{1,40})$/.exec(text);
  if (signed === null) return undefined;
  const digits = BigInt(signed[2] ?? '0');
  return signed[1] === '-' ? -digits : digits;
}

/** Text; null makes the call null, a list is worked through item by item. The usual source of a text function. */
export const textPerItem: Parameter<string> = {
  presence: 'required',
  type: 'text',
  nullGivesNull: true,
  perItem: true,
  read: asTextOrEmpty,
};

/** Text; null makes the call null, a list is refused. */
export const singleText: Parameter<string> = {
  presence: 'required',
  type: 'text',
  nullGivesNull: true,
  read: asTextOrEmpty,
};

/** Text; null reads as the empty text. */
export const text: Parameter<string> = { presence: 'required', type: 'text', read: asTextOrEmpty };

export const optionalText: Parameter<string | undefined> = {
  presence: 'optional',
  type: 'text',
  read: asText,
};

/** A whole number. Beyond 2^53 it loses digits, which no position or length ever needs. */
export const integer: Parameter<number> = { presence: 'required', type: 'integer', read: required(asNumber) };

export const optionalInteger: Parameter<number | undefined> = {
  presence: 'optional',
  type: 'integer',
  read: asNumber,
};

/** A whole number of any size; null makes the call null. */
export const bigInteger: Parameter<bigint> = {
  presence: 'required',
  type: 'integer',
  nullGivesNull: true,
  read: required(asInteger),
};

export const any: Parameter<Value> = { presence: 'required', type: 'any', mayBeEmpty: true, read: ok };

export const optionalAny: Parameter<Value> = { ...any, presence: 'optional' };

/** All remaining arguments as they are, left-out ones as null. */
export const repeatedAny: Parameter<readonly Value[]> = {
  presence: 'repeated',
  type: 'any',
  mayBeEmpty: true,
  read: (value) => ok([value]),
};

/** The items of a list; a single value is a list of one, null is an empty list. */
export const list: Parameter<readonly Item[]> = {
  presence: 'required',
  type: 'list',
  read: (value) => ok(itemsOf(value)),
};

/** A point in time in one of the spellings that CDate accepts; null makes the call null. */
export const date: Parameter<Moment> = {
  presence: 'required',
  type: 'date',
  nullGivesNull: true,
  read: (value) => {
    const read = asTextOrEmpty(value);
    if (!read.ok) return read;
    const moment = readMoment(read.value);
    return moment === undefined ? wrongType('is not a date') : ok(moment);
  },
};
