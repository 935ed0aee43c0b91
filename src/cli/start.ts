/** The oldest runtime the libraries support. */
const needed = [22, 19] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

// Nothing is imported before this: the build turns this file into one that every Node can parse, and what it loads
// afterwards into one that an older Node could not.
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    `provision: Node ${needed.join('.')} or newer is needed; this is ${process.versions.node}.\n`,
  );
  process.exitCode = 78;
} else {
  void import('./startup/launch.ts').then(({ launch }) => launch());
}
