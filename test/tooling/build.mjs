import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles the program into one file that starts in a fraction of the time the loose modules take.
 * Ink loads react-devtools-core only on request; it is not installed, so a stub stands in for it.
 */
const withoutDevtools = {
  name: 'without-devtools',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'stub' }));
    esbuild.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export default {};' }));
  },
};

const { metafile } = await build({
  entryPoints: { provision: 'src/cli/start.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  sourcemap: 'linked',
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  plugins: [withoutDevtools],
  logLevel: 'warning',
});

/** Chunks of earlier builds, which nothing imports any more. */
const current = new Set(Object.keys(metafile.outputs).map((path) => path.replace(/^dist\//, '')));
for (const name of readdirSync('dist')) if (!current.has(name)) rmSync(join('dist', name));
