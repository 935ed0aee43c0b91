/**
 * One pass over a file of people, for `people-diff.ts`, in a process of its own so that its peak of memory is known:
 * `node people-child.ts compare OLD NEW PEOPLE` compares everybody as `schema diff --users` does; `node people-child.ts
 * read PEOPLE` only reads the lines and parses them. Prints a line of JSON.
 */
import { createReadStream } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { diffCommand } from '../../../../src/cli/commands/schema/diff.ts';
import type { Printer } from '../../../../src/cli/printer.ts';

const [what = '', ...files] = process.argv.slice(2);

async function compare([old = '', now = '', users = '']: readonly string[]): Promise<unknown> {
  let last: unknown;
  const keep = (value: unknown): void => {
    last = value;
  };
  const printer: Printer = { data: keep, json: keep, say: console.error };
  const { stdin, stdout, stderr, env } = process;
  const host = { cwd: process.cwd(), stdin, stdout, stderr, env, now: () => new Date() };
  const signal = new AbortController().signal;
  const ended = await diffCommand({ old, now }, { users, json: true, limit: 100 }, { host, printer, signal });
  if (!ended.ok) throw new Error(JSON.stringify(ended.error));
  return last;
}

async function read([people = '']: readonly string[]): Promise<unknown> {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(people) })) {
    if (typeof JSON.parse(line) === 'object') count += 1;
  }
  return { count };
}

const started = performance.now();
const answer = await (what === 'compare' ? compare(files) : read(files));
const ms = performance.now() - started;
console.log(JSON.stringify({ ms, peakKilobytes: process.resourceUsage().maxRSS, answer }));
