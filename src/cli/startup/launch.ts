import { join } from 'node:path';
import { present } from '../../domain/present.ts';
import { findPlaces, type Places } from '../../state/places.ts';
import { withinBoundary } from '../boundary.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Program } from '../main.ts';
import { splitArguments, type WizardOptions } from '../wizard/arguments.ts';
import type { WizardPart } from '../wizard/main.ts';
import { glanceAt } from './first-glance.ts';
import { type FirstFrame, openFirstFrame } from './open-first-frame.ts';
import type { PartCode } from './part-code.ts';
import { programFolder } from './program-folder.ts';

/** Set by the build: the hashes of the parts of the program. */
declare const PART_HASHES: { readonly 'wizard.js': string; readonly 'program.js': string };

const here = import.meta.dirname;

/** The first frame of the wizard, when there is a terminal to draw it on. */
function firstFrame(options: WizardOptions, places: Places): FirstFrame | undefined {
  const { stdin, stdout, env } = process;
  if (!stdin.isTTY || !stdout.isTTY) return undefined;
  const glance = glanceAt({
    ...present({ option: options.workspace }),
    env,
    cwd: process.cwd(),
    configFolder: places.config,
    sampleFolder: join(programFolder(here), 'sample-data'),
    uid: process.getuid?.(),
  });
  return glance === undefined
    ? undefined
    : openFirstFrame({ terminal: { stdin, stdout }, env, options, glance });
}

/** `use` is what for: each use needs other pieces of a part, and what is kept for one would only hold up another. */
async function load<T>(file: keyof typeof PART_HASHES, use: string, places: Places): Promise<PartCode<T>> {
  const { runPart } = await import('./part-code.ts');
  return runPart({ file: join(here, file), hash: PART_HASHES[file], cache: join(places.cache, 'code', use) });
}

/** Draws the first frame, then loads the screens; all the rest of the program comes when they can be used. */
async function launchWizard(options: WizardOptions, places: Places): Promise<ExitCode> {
  const frame = firstFrame(options, places);
  try {
    const screens = await load<WizardPart>('wizard.js', 'wizard', places);
    return await screens.exports.main({
      ...present({ firstFrame: frame }),
      onUsable: screens.keep,
      openBackend: async (request) => {
        const program = await load<Program>('program.js', 'backend', places);
        const backend = await program.exports.openBackend(request);
        program.keep();
        return backend;
      },
    });
  } finally {
    // Nothing is left of it once the wizard has taken the terminal over.
    frame?.close();
  }
}

/** Commands that are called often, by scripts: each has kept code of its own. */
const often: ReadonlySet<string> = new Set(['apps', 'search', 'run']);

async function launchProgram(): Promise<ExitCode> {
  const places = findPlaces(process.env);
  const { options, rest } = splitArguments(process.argv.slice(2));
  const [command] = rest;
  if (command === undefined) return launchWizard(options, places);
  const program = await load<Program>('program.js', often.has(command) ? command : 'commands', places);
  const exitCode = await program.exports.main();
  program.keep();
  return exitCode;
}

/** Starts what the arguments ask for. */
export const launch = (): Promise<void> => withinBoundary(launchProgram);
