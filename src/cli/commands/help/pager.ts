import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Host } from '../../host.ts';

type Pager = { readonly command: string; readonly args: readonly string[]; readonly shell: boolean };

/** What a shell answers when there is no such program (POSIX, "Exit Status for Commands"). */
const NOT_FOUND = 127;

/** As other programs do: $PAGER is a line for the shell, and an empty one means that no pager is wanted. */
function pagers({ env }: Host): readonly Pager[] {
  const wanted = env['PAGER'];
  if (env['TERM'] === 'dumb' || wanted === '') return [];
  if (wanted !== undefined) return [{ command: wanted, args: [], shell: true }];
  return [
    // -F: not for what fits on the screen; -R: colours; -X: what was read stays in the scrollback.
    { command: 'less', args: ['-FRX'], shell: false },
    { command: 'more', args: [], shell: false },
  ];
}

/** Whether there was such a pager. Its own end, however it came, is as good as any other. */
async function shownBy({ command, args, shell }: Pager, { env }: Host, text: string): Promise<boolean> {
  const pager = spawn(command, args, { env, shell, stdio: ['pipe', 'inherit', 'inherit'] });
  // Somebody who leaves the pager early does not read the rest.
  pager.stdin.on('error', () => {});
  pager.stdin.end(text);
  try {
    const [code] = await once(pager, 'close');
    return code !== NOT_FOUND;
  } catch {
    return false;
  }
}

/** Ctrl+C is the pager's while it runs. */
const ignored = (): void => {};

/** Shows a text page by page on a terminal, and writes it plainly anywhere else. */
export async function showPaged(host: Host, text: string): Promise<void> {
  const usable = host.stdout.isTTY === true ? pagers(host) : [];
  process.on('SIGINT', ignored);
  try {
    for (const pager of usable) if (await shownBy(pager, host, text)) return;
  } finally {
    process.off('SIGINT', ignored);
  }
  host.stdout.write(text);
}
