import * as nodeModule from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** The oldest runtime the libraries support. Checked before anything else is imported: they would not even parse. */
const needed = [22, 19] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    `provision: Node ${needed.join('.')} or newer is needed; this is ${process.versions.node}.\n`,
  );
  process.exitCode = 78;
} else {
  // Compiled code is kept between starts, in this user's own cache folder: the shared one of the system could be planted.
  const caches = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  nodeModule.enableCompileCache(join(caches, 'provision-on-demand', 'compile'));
  const { main } = await import('./main.ts');
  await main();
}
