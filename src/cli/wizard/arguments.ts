/** The options that stand before a command, which are all the wizard has. */
export type WizardOptions = {
  readonly workspace?: string;
  readonly ascii?: boolean;
  readonly color?: boolean;
};

/** What an argument, and for an option with a value the one after it, adds. */
function read(
  argument: string,
  next: string | undefined,
): readonly [used: number, WizardOptions] | undefined {
  if (argument === '--' && next === undefined) return [1, {}];
  if (argument === '--ascii') return [1, { ascii: true }];
  if (argument === '--no-color') return [1, { color: false }];
  if (argument.startsWith('--workspace=')) return [1, { workspace: argument.slice('--workspace='.length) }];
  if (argument === '--workspace' && next !== undefined) return [2, { workspace: next }];
  return undefined;
}

/** Separates the options before a command from the command; both as commander reads them, which is loaded only later. */
export function splitArguments(argv: readonly string[]): {
  readonly options: WizardOptions;
  readonly rest: readonly string[];
} {
  let options: WizardOptions = {};
  let at = 0;
  while (at < argv.length) {
    const found = read(argv[at] ?? '', argv[at + 1]);
    if (found === undefined) break;
    options = { ...options, ...found[1] };
    at += found[0];
  }
  return { options, rest: argv.slice(at) };
}

/** The options of a call that asks for the wizard and for nothing else; undefined for every other call. */
export function wizardArguments(argv: readonly string[]): WizardOptions | undefined {
  const { options, rest } = splitArguments(argv);
  return rest.length === 0 ? options : undefined;
}
