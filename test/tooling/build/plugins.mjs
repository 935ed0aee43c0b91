import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const advice = 'Look what its new version does and adapt test/tooling/build/plugins.mjs.';

/** Replaces a piece of a library's text. Fails when a new version of the library does not have it any more. */
function replaced(text, piece, by) {
  if (!text.includes(piece))
    throw new Error(`A library has changed: ${piece} is not in it any more. ${advice}`);
  return text.replace(piece, () => by);
}

/** The files of libraries that are bundled as another text, and those of them that were met. */
const changes = new Set();
const met = new Set();

/** Bundles a file of a library as what `contentsOf` makes of its text. */
function change(esbuild, file, contentsOf) {
  changes.add(String(file));
  esbuild.onLoad({ filter: file, namespace: 'file' }, ({ path }) => {
    met.add(String(file));
    return { contents: contentsOf(readFileSync(path, 'utf8')), resolveDir: dirname(path) };
  });
}

/** Fails when a new version of a library has another file instead: the program would work, and start slowly. */
export function checkAllMet() {
  const missing = [...changes].filter((file) => !met.has(file));
  if (missing.length > 0)
    throw new Error(`A library has changed: no file is ${missing.join(', ')}. ${advice}`);
}

/**
 * Ink waits for two modules that only its developers use (DEV=true). Nothing in a CommonJS file can wait while it is
 * loaded, so they are left out.
 */
const inkWithoutDevtools = {
  name: 'ink-without-devtools',
  setup(esbuild) {
    change(esbuild, /[\\/]ink[\\/]build[\\/]reconciler\.js$/, (text) => {
      const alone = replaced(text, "await import('./devtools.js')", 'undefined');
      return replaced(alone, 'await loadPackageJson()', 'packageInfo');
    });
  },
};

const yogaBytes = /data:application\/octet-stream;base64,([A-Za-z0-9+/=]+)/;

/**
 * Yoga, which lays out Ink's boxes, reads its WebAssembly with `fetch` and waits for it: that loads a whole HTTP client
 * and costs a tenth of a second and ten megabytes. Here its bytes are in the bundle and are instantiated at once.
 */
const yogaAtOnce = {
  name: 'yoga-at-once',
  setup(esbuild) {
    const binary = /[\\/]yoga-layout[\\/]dist[\\/]binaries[\\/]yoga-wasm-base64-esm\.js$/;
    change(esbuild, binary, (text) => text.replace(yogaBytes, ''));
    esbuild.onResolve({ filter: /^yoga-bytes$/ }, ({ resolveDir }) => ({
      path: join(resolveDir, '..', 'binaries', 'yoga-wasm-base64-esm.js'),
      namespace: 'yoga-bytes',
    }));
    esbuild.onLoad({ filter: /.*/, namespace: 'yoga-bytes' }, ({ path }) => {
      const [, base64] = yogaBytes.exec(readFileSync(path, 'utf8')) ?? [];
      if (base64 === undefined)
        throw new Error(`yoga-layout has changed: its bytes are not found. ${advice}`);
      return { contents: Buffer.from(base64, 'base64'), loader: 'binary' };
    });
    change(esbuild, /[\\/]yoga-layout[\\/]dist[\\/]src[\\/]index\.js$/, (text) =>
      replaced(
        text,
        'const Yoga = wrapAssembly(await loadYoga());',
        `import bytes from 'yoga-bytes';
         const assembly = {
           instantiateWasm(imports, receive) {
             const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
             receive(instance);
             return instance.exports;
           },
         };
         loadYoga(assembly);
         const Yoga = wrapAssembly(assembly);`,
      ),
    );
  },
};

const root = join(import.meta.dirname, '..', '..', '..');

const stringWidth = join(root, 'node_modules', 'string-width', 'index.js');
const emojiTable = /const emojiPrefixRegex = (\/.*\/v);/;

/** The table of all emoji takes 15 ms to build: it waits until one is met. */
function emojiOnDemand(text) {
  const [whole, table] = emojiTable.exec(text) ?? [];
  if (whole === undefined)
    throw new Error(`string-width has changed: its table of emoji is not found. ${advice}`);
  const onDemand = `let emoji;
    const emojiPrefixRegex = {
      test: (text) => (emoji ??= ${table}).test(text),
      exec: (text) => (emoji ??= ${table}).exec(text),
    };`;
  return replaced(text, whole, onDemand);
}

/**
 * Ink's libraries bring five copies of string-width, each with tables of Unicode that take 30 ms to build. Here all of
 * them count cells as our own layout does: simple text at a glance, the rest with the one copy that we use, which is
 * loaded for the first text that is not simple.
 */
const oneStringWidth = {
  name: 'one-string-width',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^string-width$/ }, ({ importer }) => ({
      path: 'string-width',
      namespace: importer.startsWith(join(root, 'src')) ? 'width-on-demand' : 'width-of-cells',
    }));
    esbuild.onLoad({ filter: /.*/, namespace: 'width-on-demand' }, () => ({
      contents: `
        let loaded;
        export default (text) => {
          loaded ??= require(${JSON.stringify(stringWidth)});
          return loaded.default(text);
        };`,
      resolveDir: root,
    }));
    esbuild.onLoad({ filter: /.*/, namespace: 'width-of-cells' }, () => ({
      contents: `
        import stripAnsi from 'strip-ansi';
        import { cells } from ${JSON.stringify(join(root, 'src', 'ui', 'text', 'cells.ts'))};
        export default (text) => (typeof text === 'string' ? cells(stripAnsi(text)) : 0);`,
      resolveDir: root,
    }));
    change(esbuild, /[\\/]string-width[\\/]index\.js$/, emojiOnDemand);
  },
};

const simple = JSON.stringify(join(root, 'src', 'ui', 'text', 'simple.ts'));

/** What Ink's libraries get for `Intl.Segmenter`. In simple text, escapes and line feeds every unit is a grapheme. */
const segmenter = `
  import { isSimple } from ${simple};
  function* units(text) {
    for (let index = 0; index < text.length; index += 1) yield { segment: text[index], index };
  }
  export const segmenter = (...about) => {
    let made;
    const real = (text) => (made ??= new Intl.Segmenter(...about)).segment(text);
    return {
      segment: (text) => ({
        [Symbol.iterator]: () =>
          isSimple(text.replace(/[\\x1b\\n]/g, '')) ? units(text) : real(text)[Symbol.iterator](),
        containing: (index) => real(text).containing(index),
      }),
    };
  };`;

/** The first segmenter of a process takes 10 ms to make, and Ink's libraries make four before they draw anything. */
const segmentersOnDemand = {
  name: 'segmenters-on-demand',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^segmenter-on-demand$/ }, () => ({
      path: 'segmenter',
      namespace: 'segmenter',
    }));
    esbuild.onLoad({ filter: /.*/, namespace: 'segmenter' }, () => ({
      contents: segmenter,
      resolveDir: root,
    }));
    const files = [
      /[\\/]wrap-ansi[\\/]index\.js$/,
      /[\\/]slice-ansi[\\/]tokenize-ansi\.js$/,
      /[\\/]ink[\\/]build[\\/]line-update\.js$/,
      /[\\/]ansi-tokenize[\\/]build[\\/]tokenize\.js$/,
    ];
    for (const file of files) {
      change(esbuild, file, (text) => {
        const onDemand = replaced(text, '= new Intl.Segmenter(', '= segmenterOnDemand(');
        return `import { segmenter as segmenterOnDemand } from 'segmenter-on-demand';\n${onDemand}`;
      });
    }
  },
};

/** zod's messages in fifty languages. The program words its own. */
const oneLanguage = {
  name: 'one-language',
  setup(esbuild) {
    change(esbuild, /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/, () => 'export {};');
  },
};

export const bundlePlugins = [
  oneStringWidth,
  segmentersOnDemand,
  oneLanguage,
  inkWithoutDevtools,
  yogaAtOnce,
];
