import { describe, expect, it } from 'vitest';
import { splitArguments, wizardArguments } from '../../../src/cli/wizard/arguments.ts';

describe('a call for the wizard', () => {
  it.each([
    [[], {}],
    [['--ascii'], { ascii: true }],
    [['--no-color', '--ascii'], { ascii: true, color: false }],
    [['--workspace', 'x y'], { workspace: 'x y' }],
    [['--workspace=x', '--workspace', 'z'], { workspace: 'z' }],
    [['--'], {}],
  ])('%j has the options %j', (argv, options) => {
    expect(wizardArguments(argv)).toEqual(options);
  });

  it.each([
    [['apps']],
    [['--workspace', 'x', 'apps']],
    [['--workspace']],
    [['--help']],
    [['--ascii', '--help']],
    [['--', 'apps']],
    [['']],
  ])('is not %j', (argv) => {
    expect(wizardArguments(argv)).toBeUndefined();
  });
});

it('the command stands behind the options that all commands share', () => {
  expect(splitArguments(['--workspace', 'run', '--ascii', 'apps', '--json'])).toEqual({
    options: { workspace: 'run', ascii: true },
    rest: ['apps', '--json'],
  });
});
