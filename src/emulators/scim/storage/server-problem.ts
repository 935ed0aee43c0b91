/** Why the server does not start. */
export type ServerProblem = {
  readonly code:
    | 'directory.unusable'
    /** Another process serves this directory. */
    | 'directory.locked'
    /** A state file is neither what this server writes nor what a crash leaves behind. */
    | 'state.damaged'
    | 'seed.invalid'
    | 'port.unusable';
  readonly message: string;
};

/** The words of an error from Node, which names the path and the system's code. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
