import process from 'node:process';
import type { ExitCode } from '../exit-codes.ts';
import { thisHost } from '../host.ts';
import { createPrinter } from '../printer.ts';
import { tell } from '../problem.ts';
import { wizardArguments } from './arguments.ts';
import { openWizard, type Start } from './wizard.ts';

/** The screens: one part of the program, which is loaded before all the rest. */
export type WizardPart = { readonly main: (start: Start) => Promise<ExitCode> };

export const main: WizardPart['main'] = async (start) => {
  const options = wizardArguments(process.argv.slice(2));
  if (options === undefined) throw new Error('the wizard was started for a call that does not ask for it');
  const host = await thisHost();
  const ended = await openWizard(host, options, start);
  if (ended.ok) return ended.value;
  return tell(ended.error, createPrinter(host, { ascii: options.ascii ?? false }));
};
