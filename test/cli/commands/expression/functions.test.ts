import { describe, expect, it } from 'vitest';
import { functions } from '../../../../src/domain/expressions/registry.ts';
import { family, linesOf } from '../families.ts';

describe('provision expression functions', () => {
  it('lists every function with signature and help', async () => {
    const { stdout, exitCode } = await family(['expression', 'functions']);

    const lines = linesOf(stdout);
    for (const { signature, help } of functions.values()) {
      expect(lines[lines.indexOf(`  ${signature}`) + 1]).toBe(`      ${help}`);
    }
    expect(exitCode).toBe(0);
  });

  it('tells of one function each parameter', async () => {
    const { stdout } = await family(['expression', 'functions', 'InStr']);

    expect(linesOf(stdout).map((line) => line.trim())).toEqual([
      functions.get('InStr')?.signature,
      functions.get('InStr')?.help,
      'source: text',
      'find: text',
      'start: integer, may be left out',
      'compare: text, may be left out',
    ]);
  });

  it('knows near names', async () => {
    const { stderr, exitCode } = await family(['expression', 'functions', 'mid']);

    expect(stderr).toBe('provision: There is no function mid. Did you mean Mid?\n');
    expect(exitCode).toBe(64);
  });

  it('is one JSON line a function with --json', async () => {
    const { stdout } = await family(['expression', 'functions', '--json']);

    const all = linesOf(stdout).map((line) => JSON.parse(line));
    expect(all.map(({ name }) => name)).toEqual([...functions.keys()]);
    expect(all.find(({ name }) => name === 'Join')).toEqual({
      name: 'Join',
      family: 'text',
      signature: functions.get('Join')?.signature,
      help: functions.get('Join')?.help,
      parameters: expect.arrayContaining([
        expect.objectContaining({ name: 'separator', presence: 'required' }),
      ]),
    });
  });
});
